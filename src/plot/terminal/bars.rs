//! Bars: one line each, or a stem each where there are more than lines.

use crate::plot::canvas::{Canvas, Style};
use crate::plot::frame::{Frame, Plan};
use crate::plot::grid::Layer;
use crate::plot::heading::{axis_name, legend, title};
use crate::plot::raster::{Dots, Path};
use crate::plot::scale::{Mapping, shown_on};
use crate::plot::{Axis, Bars, Scale};
use crate::text::number::{plain, significant};
use crate::text::width::{Align, padded, shortened};
use crate::text::{Line, Role, columns, wrap};

/// The bars as lines; as many as there are bars and a head, or stems that fill the canvas.
pub(super) fn render(bars: &Bars, canvas: &Canvas) -> Vec<Line> {
    if bars.bars.len() > canvas.height && canvas.height > 4 {
        return stems(bars, canvas);
    }
    let layout = Layout::new(bars, canvas);
    let body: Vec<Line> = bars.bars.iter().flat_map(|(name, value)| layout.lines(name, *value)).collect();
    let room = canvas.height.saturating_sub(body.len());
    let mut lines = title(canvas, &bars.title, room);
    let name = legend(canvas, &axis_name(canvas, &bars.y), &[]);
    lines.extend(name.into_iter().take(room - lines.len()));
    lines.extend(body.into_iter().map(|line| line.clipped(canvas.width)));
    lines
}

/// The columns of name, bar and number.
struct Layout {
    canvas: Canvas,
    mapping: Mapping,
    name: usize,
    /// Whether there are lines enough for names on several.
    is_tall: bool,
    bar: usize,
    number: usize,
    /// Columns of the longest fraction with its point, so that points stand below one another.
    fraction: usize,
}

impl Layout {
    fn new(bars: &Bars, canvas: &Canvas) -> Self {
        let widest = |width: &dyn Fn(&(String, f64)) -> usize| bars.bars.iter().map(width).max().unwrap_or(0);
        let names: Vec<String> = bars.bars.iter().map(|(name, _)| canvas.text(name)).collect();
        let name = name_width(&names, canvas.width);
        let is_tall = names.iter().map(|text| broken(text, name).len()).sum::<usize>() <= canvas.height;
        let text = |value: f64| number(canvas, value);
        let fraction = widest(&|(_, value)| fraction(&text(*value)));
        let number = widest(&|(_, value)| columns(&text(*value)) + fraction - self::fraction(&text(*value)));
        let bar = canvas.width.saturating_sub(name + number + 3);
        Self { canvas: *canvas, mapping: mapping(bars), name, is_tall, bar, number, fraction }
    }

    /// The line of a bar, and below it the rest of a name that takes more than one.
    fn lines(&self, name: &str, value: f64) -> Vec<Line> {
        let name = self.canvas.text(name);
        let mut names = if self.is_tall {
            broken(&name, self.name).into_iter()
        } else {
            vec![shortened(&name, self.name, self.canvas.pick("…", "~"))].into_iter()
        };
        let first = self.line(&names.next().unwrap_or_default(), value);
        let rest = names.map(|name| Line::from(padded(&name, self.name, Align::Right)));
        [first].into_iter().chain(rest).collect()
    }

    fn line(&self, name: &str, value: f64) -> Line {
        let mut line = Line::from(padded(name, self.name, Align::Right) + " ");
        let number = number(&self.canvas, value);
        let blank = " ".repeat(self.fraction - fraction(&number));
        if self.bar < 4 {
            line.push(Role::Strong, &number);
            return line;
        }
        let (before, bar, after) = self.bar(value);
        line.push(Role::Plain, &before);
        line.push(Role::Series(u8::from(value < 0.0)), &bar);
        line.push(Role::Plain, &after);
        line.push(Role::Strong, &format!(" {}", padded(&(number + &blank), self.number, Align::Right)));
        line
    }

    /// Blank, bar and blank, together as wide as the bar's column.
    fn bar(&self, value: f64) -> (String, String, String) {
        let zero = self.mapping.unit(0.0).unwrap_or(0.0);
        let Some(unit) = self.mapping.unit(value) else {
            return (" ".repeat(self.bar), String::new(), String::new());
        };
        let [from, to] = [zero.min(unit), zero.max(unit)].map(|unit| unit.clamp(0.0, 1.0) * self.bar as f64);
        let (bar, start) = match self.canvas.style {
            Style::Ascii => ascii_bar(from, to),
            Style::Unicode if value < zero_value(&self.mapping) => leftward(from, to),
            Style::Unicode => rightward(from, to),
        };
        let after = self.bar.saturating_sub(start + columns(&bar));
        (" ".repeat(start), bar, " ".repeat(after))
    }
}

/// The columns for names: all they take up to two fifths, otherwise as few as leave them on two lines.
fn name_width(names: &[String], width: usize) -> usize {
    let most = 2 * width / 5;
    let widest = names.iter().map(|name| columns(name)).max().unwrap_or(0);
    if widest <= most {
        return widest;
    }
    let word = names.iter().flat_map(|name| name.split(' ')).map(columns).max().unwrap_or(0);
    let fits = |room: &usize| names.iter().all(|name| broken(name, *room).len() <= 2);
    (word.max(width / 4)..=most).find(fits).unwrap_or(most)
}

fn broken(name: &str, width: usize) -> Vec<String> {
    wrap(&Line::from(name), width).iter().map(Line::plain).collect()
}

fn zero_value(mapping: &Mapping) -> f64 {
    if mapping.scale == Scale::Log { 0.0 } else { mapping.low.max(0.0) }
}

/// `█` with an eighth at the end; a value that is not zero shows at least that.
fn rightward(from: f64, to: f64) -> (String, usize) {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let eighths = (((to - from) * 8.0).round() as usize).max(usize::from(to > from));
    ("█".repeat(eighths / 8) + EIGHTHS[eighths % 8], from.round() as usize)
}

/// A bar to the left of zero: half cells are the finest that grow this way.
fn leftward(from: f64, to: f64) -> (String, usize) {
    let end = to.round();
    let halves = (((to - from) * 2.0).round() as usize).max(usize::from(to > from));
    let bar = if halves % 2 == 1 { "▐".to_owned() } else { String::new() } + &"█".repeat(halves / 2);
    let start = (end as usize).saturating_sub(columns(&bar));
    (bar, start)
}

fn ascii_bar(from: f64, to: f64) -> (String, usize) {
    let (start, end) = (from.round() as usize, to.round() as usize);
    ("=".repeat((end - start).max(usize::from(to > from))), start)
}

fn number(canvas: &Canvas, value: f64) -> String {
    match canvas.style {
        // Not measured, or not yet.
        _ if value.is_nan() => canvas.pick("–", "-").to_owned(),
        Style::Unicode => significant(value, 3).replace(" × ", "×"),
        Style::Ascii => plain(value, 3).replace('∞', "inf"),
    }
}

/// Columns from the decimal point on.
fn fraction(number: &str) -> usize {
    number.find('.').map_or(0, |at| columns(&number[at..]))
}

/// The value axis always shows zero; on a logarithmic one bars start a power below the smallest.
pub(crate) fn mapping(bars: &Bars) -> Mapping {
    let values = || bars.bars.iter().map(|(_, value)| *value).filter(|value| shown_on(bars.y.scale, *value));
    match bars.y.scale {
        Scale::Linear => Mapping::new(&bars.y, values().chain([0.0])),
        Scale::Log => {
            let smallest = values().fold(f64::INFINITY, f64::min);
            let below = 10f64.powf(smallest.log10().floor() - 1.0);
            Mapping::new(&bars.y, values().chain([below].into_iter().filter(|value| *value > 0.0)))
        }
    }
}

/// Stems from `zero` to the given ends in unit coordinates: of those in one of `count` parts of the width
/// only the longest, which hides the others.
pub(crate) fn longest(ends: impl Iterator<Item = [f64; 2]>, zero: f64, count: usize) -> Vec<Path> {
    let mut stems: Vec<Option<[f64; 2]>> = vec![None; count];
    for [x, y] in ends {
        let Some(stem) = stems.get_mut((x * count as f64) as usize) else { continue };
        if stem.is_none_or(|[_, other]| (y - zero).abs() > (other - zero).abs()) {
            *stem = Some([x, y]);
        }
    }
    stems.into_iter().flatten().map(|[x, y]| vec![[x, zero], [x, y]]).collect()
}

/// A stem for each bar, side by side: many weights at a glance.
fn stems(bars: &Bars, canvas: &Canvas) -> Vec<Line> {
    let x = Axis::linear("number").from_to(0.5, bars.bars.len() as f64 + 0.5);
    let mappings = [Mapping::new(&x, []), mapping(bars).padded(0.02)];
    let plan = Plan { title: &bars.title, axes: [&x, &bars.y], mappings, keys: Vec::new() };
    let frame = Frame::new(*canvas, plan);
    let mut grid = frame.grid();
    let zero = frame.y.unit(0.0).unwrap_or(0.0);
    for negative in [false, true] {
        let values = bars.bars.iter().map(|(_, value)| *value);
        let ends = values.enumerate().filter(|(_, value)| (*value < 0.0) == negative);
        let ends = ends.filter_map(|(index, value)| frame.unit([index as f64 + 1.0, value]));
        let paths: Vec<Path> = longest(ends, zero, frame.columns * 2);
        let dots = Dots::lines(frame.columns, frame.rows, &paths);
        let role = Role::Series(u8::from(negative));
        match canvas.style {
            Style::Unicode => grid.dots(&dots, role, Layer::Curve),
            Style::Ascii => grid.characters(&dots, '|', role, Layer::Curve),
        }
    }
    frame.compose(&grid)
}
