//! Values as colours and as shades.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::figure::Colors;
use crate::plot::frame::Key;
use crate::plot::scale::Mapping;
use crate::plot::{Axis, Scale};
use crate::text::palette::{Rgb, series};
use crate::text::{ColorDepth, Line, Role};

/// Viridis (Smith and van der Walt 2015) at five even places: even in brightness, and read alike
/// with any colour vision.
const SEQUENTIAL: [Rgb; 5] = [[68, 1, 84], [59, 82, 139], [33, 145, 140], [94, 201, 98], [253, 231, 37]];
/// Blue below, orange above: the two hues that every colour vision tells apart.
const DIVERGING: [Rgb; 5] = [[20, 74, 140], [103, 150, 208], [235, 235, 232], [224, 145, 60], [140, 66, 4]];

/// How the cells of one figure are coloured.
pub(crate) struct Colormap {
    colors: Colors,
    mapping: Mapping,
}

impl Colormap {
    /// The map whose ends are the axis's range or the extremes of the values.
    pub(crate) fn new(colors: &Colors, value: &Axis, values: impl Iterator<Item = f64>) -> Self {
        let mapping = match colors {
            Colors::Sequential => Mapping::new(value, values),
            Colors::Diverging => symmetric(value, values),
            Colors::Classes(names) => {
                let high = names.len().saturating_sub(1).max(1) as f64;
                Mapping { scale: Scale::Linear, low: 0.0, high }
            }
        };
        Self { colors: colors.clone(), mapping }
    }

    /// The colour of a value; `None` where it has none.
    pub(crate) fn color(&self, value: f64) -> Option<Rgb> {
        let unit = self.mapping.unit(value)?.clamp(0.0, 1.0);
        Some(match &self.colors {
            Colors::Sequential => between(&SEQUENTIAL, unit),
            Colors::Diverging => between(&DIVERGING, unit),
            Colors::Classes(_) => pale(series(class(value))),
        })
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

/// A region's colour: quiet enough for points of the full colour to stand out.
fn pale(color: Rgb) -> Rgb {
    mixed(color, [128, 128, 128], 0.45)
}

/// `share` of the way from one colour to another.
fn mixed(from: Rgb, to: Rgb, share: f64) -> Rgb {
    [0, 1, 2]
        .map(|index| (f64::from(from[index]) * (1.0 - share) + f64::from(to[index]) * share).round() as u8)
}

/// Black or white, whichever shows better on the colour.
pub(crate) fn contrasting([r, g, b]: Rgb) -> Rgb {
    let light = 299 * u32::from(r) + 587 * u32::from(g) + 114 * u32::from(b) > 128_000;
    if light { [0, 0, 0] } else { [255, 255, 255] }
}
