//! Values as colours and as shades.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::figure::Colors;
use crate::plot::heading::Key;
use crate::plot::scale::Mapping;
use crate::plot::{Axis, Scale};
use crate::text::palette::{REGIONS, REGIONS_16, Rgb};
use crate::text::{ColorDepth, Line, Role};

/// Viridis (Smith and van der Walt 2015) at five even places: even in brightness, and read alike
/// with any colour vision.
const SEQUENTIAL: [Rgb; 5] = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];
/// Blue below, orange above: the two hues that every colour vision tells apart.
const DIVERGING: [Rgb; 5] = [[20, 74, 140], [103, 150, 208], [235, 235, 232], [224, 145, 60], [140, 66, 4]];

/// The same with the 16 standard colours, as xterm shows them: they cannot be mixed, and the nearest of
/// them to the colours above would be neither in order nor apart.
const SEQUENTIAL_16: [Rgb; 5] = [[0, 0, 238], [0, 205, 205], [0, 255, 0], [255, 255, 0], [255, 255, 255]];
const DIVERGING_16: [Rgb; 5] = [[0, 0, 238], [92, 92, 255], [229, 229, 229], [205, 205, 0], [205, 0, 0]];

/// How the cells of one figure are coloured.
pub(crate) struct Colormap {
    colors: Colors,
    mapping: Mapping,
    depth: ColorDepth,
}

impl Colormap {
    /// The map whose ends are the axis's range or the extremes of the values.
    pub(crate) fn new(
        colors: &Colors,
        value: &Axis,
        values: impl Iterator<Item = f64>,
        depth: ColorDepth,
    ) -> Self {
        let mapping = match colors {
            Colors::Sequential => Mapping::new(value, values),
            Colors::Diverging => symmetric(value, values),
            Colors::Classes(names) => {
                let high = names.len().saturating_sub(1).max(1) as f64;
                Mapping { scale: Scale::Linear, low: 0.0, high }
            }
        };
        Self { colors: colors.clone(), mapping, depth }
    }

    /// The colour of a value; `None` where it has none.
    pub(crate) fn color(&self, value: f64) -> Option<Rgb> {
        let unit = self.mapping.unit(value)?.clamp(0.0, 1.0);
        let step = (unit * 5.0).min(4.0) as usize;
        Some(match (&self.colors, self.depth) {
            (Colors::Sequential, ColorDepth::Ansi16) => SEQUENTIAL_16[step],
            (Colors::Diverging, ColorDepth::Ansi16) => DIVERGING_16[step],
            (Colors::Classes(_), ColorDepth::Ansi16) => REGIONS_16[class(value) as usize % REGIONS_16.len()],
            (Colors::Sequential, _) => between(&SEQUENTIAL, unit),
            (Colors::Diverging, _) => between(&DIVERGING, unit),
            (Colors::Classes(_), _) => REGIONS[class(value) as usize % REGIONS.len()],
        })
    }

    /// The colour of a value among 64 even ones: more are not told apart, and few make small pictures.
    pub(crate) fn coarse(&self, value: f64) -> Option<Rgb> {
        match self.colors {
            Colors::Classes(_) => self.color(value),
            _ => self.color(self.at((self.mapping.unit(value)?.clamp(0.0, 1.0) * 63.0).round() / 63.0)),
        }
    }

    /// The values at the ends of the scale.
    pub(crate) fn ends(&self) -> [f64; 2] {
        [self.mapping.low, self.mapping.high]
    }

    /// The value at a share of the scale.
    pub(crate) fn at(&self, unit: f64) -> f64 {
        self.mapping.value(unit)
    }

    /// The value as a character of even ink: the darker, the higher; classes have a texture each.
    pub(crate) fn shade(&self, value: f64, style: Style) -> char {
        const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
        const ASCII: [char; 8] = [' ', '.', ':', '-', '=', '+', '#', '@'];
        const CLASSES: [char; 6] = ['░', ' ', '▓', '▒', '╱', '█'];
        const ASCII_CLASSES: [char; 6] = ['.', ' ', '#', ':', '/', '%'];
        let Some(unit) = self.mapping.unit(value) else { return '?' };
        let pick = |shades: &[char]| {
            shades[((unit.clamp(0.0, 1.0) * shades.len() as f64) as usize).min(shades.len() - 1)]
        };
        match (&self.colors, style) {
            (Colors::Classes(_), Style::Unicode) => CLASSES[class(value) as usize % CLASSES.len()],
            (Colors::Classes(_), Style::Ascii) => ASCII_CLASSES[class(value) as usize % ASCII_CLASSES.len()],
            (_, Style::Unicode) => pick(&SHADES),
            (_, Style::Ascii) => pick(&ASCII),
        }
    }

    /// The legend: every class, or the ends of the scale with the colours between them.
    pub(crate) fn keys(&self, canvas: &Canvas) -> Vec<Key> {
        match &self.colors {
            Colors::Classes(names) => {
                let swatch = |(index, name): (usize, &String)| {
                    let glyph = self.swatch(index as f64, canvas);
                    Key {
                        glyph: if shaded(canvas) { framed(glyph, canvas) } else { glyph },
                        name: name.clone(),
                    }
                };
                names.iter().enumerate().map(swatch).collect()
            }
            _ => vec![self.bar(canvas)],
        }
    }

    fn bar(&self, canvas: &Canvas) -> Key {
        let end = |value: f64| canvas.text(&crate::text::number::significant(value, 3));
        let mut glyph = Line::new().with(Role::Dim, end(self.mapping.low) + " ");
        for step in 0..8 {
            glyph.append(&self.swatch(self.mapping.value(f64::from(step) / 7.0), canvas).clipped(1));
        }
        Key { glyph, name: end(self.mapping.high) }
    }

    /// Two columns of a value's look.
    fn swatch(&self, value: f64, canvas: &Canvas) -> Line {
        let color = self.color(value).filter(|_| !shaded(canvas));
        match color {
            Some(color) => Line::new().with(Role::Foreground(color), "██"),
            None => Line::new().with(Role::Plain, self.shade(value, canvas.style).to_string().repeat(2)),
        }
    }
}

/// Whether cells are characters instead of colours.
pub(crate) fn shaded(canvas: &Canvas) -> bool {
    canvas.depth == ColorDepth::None || canvas.style == Style::Ascii
}

/// A texture between bars, since one of the textures is blank.
fn framed(glyph: Line, canvas: &Canvas) -> Line {
    let mut framed = Line::new().with(Role::Dim, canvas.pick("▕", "["));
    framed.append(&glyph);
    framed.with(Role::Dim, canvas.pick("▏", "]"))
}

/// A range with zero in its middle.
fn symmetric(value: &Axis, values: impl Iterator<Item = f64>) -> Mapping {
    let axis = Axis { scale: Scale::Linear, ..value.clone() };
    if value.range.is_some() {
        return Mapping::new(&axis, values);
    }
    let reach = values.filter(|value| value.is_finite()).fold(0.0f64, |reach, value| reach.max(value.abs()));
    Mapping::new(&axis, [-reach, reach])
}

fn class(value: f64) -> u8 {
    value.round().clamp(0.0, 255.0) as u8
}

fn between(stops: &[Rgb; 5], unit: f64) -> Rgb {
    let at = unit * (stops.len() - 1) as f64;
    let index = (at as usize).min(stops.len() - 2);
    mixed(stops[index], stops[index + 1], at - index as f64)
}

/// `share` of the way from one colour to another.
fn mixed(from: Rgb, to: Rgb, share: f64) -> Rgb {
    [0, 1, 2]
        .map(|index| (f64::from(from[index]) * (1.0 - share) + f64::from(to[index]) * share).round() as u8)
}

/// Black or white, whichever shows better on the colour: their contrasts (WCAG 2.2) are equal at a
/// luminance of 0.179.
pub(crate) fn contrasting(color: Rgb) -> Rgb {
    let [r, g, b] = color.map(|part| (f64::from(part) / 255.0).powf(2.2));
    if 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 { [0, 0, 0] } else { [255, 255, 255] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::palette::vision::{apart, contrast, luminance};

    fn colors(colors: &Colors, depth: ColorDepth) -> Vec<Rgb> {
        let value = Axis::linear("value").from_to(-1.0, 1.0);
        let map = Colormap::new(colors, &value, [].into_iter(), depth);
        (0..=20).map(|step| map.color(-1.0 + 0.1 * f64::from(step)).unwrap()).collect()
    }

    #[test]
    fn higher_is_brighter_at_every_depth() {
        for depth in [ColorDepth::TrueColor, ColorDepth::Ansi256, ColorDepth::Ansi16] {
            let bright: Vec<f64> = colors(&Colors::Sequential, depth).into_iter().map(luminance).collect();
            assert!(bright.windows(2).all(|pair| pair[0] <= pair[1]), "{depth:?}: {bright:?}");
        }
    }

    #[test]
    fn all_readers_see_the_sign() {
        for depth in [ColorDepth::TrueColor, ColorDepth::Ansi16] {
            let colors = colors(&Colors::Diverging, depth);
            for reach in 4..=10 {
                let apart = apart(colors[10 - reach], colors[10 + reach]);
                assert!(apart > 15.0, "{depth:?}, {reach}: {apart}");
            }
        }
    }

    #[test]
    fn what_is_written_over_a_field_is_legible() {
        let steps = |map: &Colors| colors(map, ColorDepth::TrueColor);
        let all =
            [steps(&Colors::Sequential), steps(&Colors::Diverging), REGIONS.to_vec(), REGIONS_16.to_vec()];
        for color in all.concat() {
            assert!(contrast(contrasting(color), color) >= 4.5, "{color:?}");
        }
    }
}
