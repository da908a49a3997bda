//! An SVG document as it is written.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::text::palette::{Rgb, series};
use crate::text::width::shortened;
use crate::text::{Line, columns, sanitize, wrap};

/// The width of every figure.
pub(super) const WIDTH: f64 = 720.0;
/// The margin around everything.
pub(super) const MARGIN: f64 = 16.0;
/// The advance of a column of text at the font size of labels, generously.
pub(super) const COLUMN: f64 = 7.6;
/// The distance between lines of text.
pub(super) const LINE: f64 = 20.0;

/// Where text stands relative to its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A document being written from the top down.
pub(super) struct Page {
    body: String,
    /// Where the next thing below goes.
    pub(super) y: f64,
}

impl Page {
    /// A page with a title.
    pub(super) fn new(title: &str) -> Self {
        let mut page = Self { body: String::new(), y: MARGIN };
        // Wider than other text by about an eighth.
        page.paragraph(title, "ink b", 14.0, (WIDTH - 2.0 * MARGIN) / 1.12);
        page.y += if title.is_empty() { 0.0 } else { 8.0 };
        page
    }

    /// Text on as many lines as it takes, three at most, the first `drop` below; nothing if it is empty.
    pub(super) fn paragraph(&mut self, text: &str, class: &str, drop: f64, width: f64) {
        let text = sanitize(text);
        if text.is_empty() {
            return;
        }
        for line in wrap(&Line::from(&*text), (width / COLUMN) as usize).iter().take(3) {
            self.text([MARGIN, self.y + drop], class, Anchor::Start, &line.plain());
            self.y += LINE;
        }
    }

    /// The document, with a description for those who cannot see it.
    pub(super) fn finish(self, words: &str) -> String {
        let height = number(self.y + MARGIN);
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\" role=\"img\">\n\
             <desc>{}</desc>\n<style>{STYLE}</style>\n<rect class=\"paper\" width=\"{WIDTH}\" height=\"{height}\"/>\n{}</svg>\n",
            escaped(words),
            self.body
        )
    }

    pub(super) fn text(&mut self, [x, y]: [f64; 2], class: &str, anchor: Anchor, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let (x, y) = (number(x), number(y));
        self.write(format_args!(
            "<text x=\"{x}\" y=\"{y}\" class=\"{class}\"{anchor}>{}</text>",
            escaped(text)
        ));
    }

    /// A straight line of the class `axis`, `grid` or `mark`.
    pub(super) fn line(&mut self, from: [f64; 2], to: [f64; 2], class: &str) {
        let [x1, y1, x2, y2] = [from[0], from[1], to[0], to[1]].map(number);
        self.write(format_args!("<path class=\"{class}\" d=\"M{x1} {y1}L{x2} {y2}\"/>"));
    }

    pub(super) fn rect(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2], fill: Rgb) {
        let [x, y, width, height] = [x, y, width.max(0.0), height.max(0.0)].map(number);
        let fill = hex(fill);
        self.write(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" shape-rendering=\"crispEdges\"/>"
        ));
    }

    /// A grid of coloured cells that fills a rectangle; `color` tells that of a column and a row from the
    /// top. One path holds all cells of a colour, neighbours in a row as one.
    pub(super) fn mosaic(
        &mut self,
        ([x, y], [width, height]): ([f64; 2], [f64; 2]),
        [columns, rows]: [usize; 2],
        color: impl Fn(usize, usize) -> Option<Rgb>,
    ) {
        if columns == 0 || rows == 0 {
            return;
        }
        let mut paths: BTreeMap<Rgb, String> = BTreeMap::new();
        for row in 0..rows {
            let mut from = 0;
            while from < columns {
                let fill = color(from, row);
                let to = (from + 1..columns).find(|&to| color(to, row) != fill).unwrap_or(columns);
                if let Some(fill) = fill {
                    let d = paths.entry(fill).or_default();
                    let _ = write!(d, "M{from} {row}h{0}v1h-{0}z", to - from);
                }
                from = to;
            }
        }
        let [x, y, width, height] = [x, y, width, height].map(number);
        self.write(format_args!(
            "<svg x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {columns} {rows}\" \
             preserveAspectRatio=\"none\" shape-rendering=\"crispEdges\">"
        ));
        for (fill, d) in paths {
            self.write(format_args!("<path fill=\"{}\" d=\"{d}\"/>", hex(fill)));
        }
        self.write(format_args!("</svg>"));
    }

    /// A box with the outline and paper of boxes.
    pub(super) fn boxed(&mut self, [x, y]: [f64; 2], [width, height]: [f64; 2]) {
        let [x, y, width, height] = [x, y, width, height].map(number);
        self.write(format_args!(
            "<rect class=\"box\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"2\"/>"
        ));
    }

    /// Joined points in the colour and dashes of the n-th series.
    pub(super) fn curve(&mut self, points: &[[f64; 2]], index: usize) {
        const DASHES: [&str; 4] =
            ["", " stroke-dasharray=\"7 3\"", " stroke-dasharray=\"2 3\"", " stroke-dasharray=\"9 3 2 3\""];
        let (path, color, dash) = (path(points), hex(color(index)), DASHES[index % DASHES.len()]);
        self.write(format_args!("<path class=\"curve\" stroke=\"{color}\"{dash} d=\"{path}\"/>"));
    }

    /// A filled area in the pale colour of the n-th series.
    pub(super) fn area(&mut self, points: &[[f64; 2]], index: usize) {
        let (path, color) = (path(points), hex(color(index)));
        self.write(format_args!("<path fill=\"{color}\" fill-opacity=\".18\" d=\"{path}Z\"/>"));
    }

    /// Separate lines of a width in the colour of the n-th series.
    pub(super) fn stems(&mut self, stems: &[Vec<[f64; 2]>], index: usize, width: f64) {
        let d: String = stems.iter().map(|stem| path(stem)).collect();
        if !d.is_empty() {
            let (color, width) = (hex(color(index)), number(width.clamp(1.0, 12.0)));
            self.write(format_args!(
                "<path class=\"axis\" style=\"stroke:{color};stroke-width:{width}\" d=\"{d}\"/>"
            ));
        }
    }

    /// Many separate lines of one class.
    pub(super) fn lines(&mut self, lines: &[Vec<[f64; 2]>], class: &str) {
        let d: String = lines.iter().map(|line| path(line)).collect();
        if !d.is_empty() {
            self.write(format_args!("<path class=\"{class}\" d=\"{d}\"/>"));
        }
    }

    /// The marker of the n-th series: the same shapes as in the terminal.
    pub(super) fn marker(&mut self, at: [f64; 2], index: usize) {
        let color = hex(color(index));
        let fill = if matches!(index % 10, 3 | 5 | 6 | 7 | 9) { "none" } else { color.as_str() };
        let style = format!("fill=\"{fill}\" stroke=\"{color}\" stroke-width=\"1.5\"");
        self.shape(at, index, &style);
    }

    /// The marker with a rim of the page's colour, so that it stands out on any colour.
    pub(super) fn rimmed_marker(&mut self, at: [f64; 2], index: usize) {
        self.shape(at, index, "class=\"rim\"");
        self.marker(at, index);
    }

    fn shape(&mut self, [x, y]: [f64; 2], index: usize, style: &str) {
        let size = 4.0;
        let corners: &[[f64; 2]] = match index % 10 {
            0 | 3 => {
                let [x, y] = [x, y].map(number);
                return self.write(format_args!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{size}\" {style}/>"));
            }
            1 | 5 => &[[0.0, -1.1], [1.1, 0.9], [-1.1, 0.9]],
            2 | 6 => &[[-0.9, -0.9], [0.9, -0.9], [0.9, 0.9], [-0.9, 0.9]],
            8 | 9 => &[[0.0, 1.1], [1.1, -0.9], [-1.1, -0.9]],
            _ => &[[0.0, -1.2], [1.2, 0.0], [0.0, 1.2], [-1.2, 0.0]],
        };
        let points: Vec<[f64; 2]> =
            corners.iter().map(|corner| [x + size * corner[0], y + size * corner[1]]).collect();
        let path = path(&points);
        self.write(format_args!("<path {style} d=\"{path}Z\"/>"));
    }

    fn write(&mut self, element: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.body, "{element}");
    }
}

/// The colour of the n-th series.
pub(super) fn color(index: usize) -> Rgb {
    series((index % 256) as u8)
}

/// Text shortened to a width.
pub(super) fn fitted(text: &str, width: f64) -> String {
    shortened(&sanitize(text), (width / COLUMN).max(0.0) as usize, "…")
}

/// The width that text takes.
pub(super) fn extent(text: &str) -> f64 {
    columns(text) as f64 * COLUMN
}

const STYLE: &str = "text{font:13px system-ui,-apple-system,'Segoe UI',sans-serif}\
    .b{font-weight:600;font-size:15px}.s{font-weight:600}.i{font-style:italic}\
    .paper{fill:#fff}.ink{fill:#1f2328}.dim{fill:#57606a}\
    .axis,.grid,.mark,.level,.curve{fill:none}.axis{stroke:#8c959f}.grid{stroke:#e4e8ec}\
    .mark{stroke:#57606a;stroke-dasharray:4 3}.cross{fill:none;stroke:#1f2328;stroke-width:2}\
    .rim{fill:none;stroke:#fff;stroke-width:4;stroke-linejoin:round}\
    .case{fill:none;stroke:#fff;stroke-width:5;stroke-linejoin:round}.lab{paint-order:stroke;stroke:#fff;stroke-width:3px;stroke-linejoin:round}\
    .level{stroke:#b6bfc8}.box{fill:#f6f8fa;stroke:#8c959f}\
    .curve{stroke-width:2;stroke-linejoin:round;stroke-linecap:round}\
    @media(prefers-color-scheme:dark){.paper{fill:#0d1117}.ink{fill:#e6edf3}.dim{fill:#9aa4af}\
    .axis{stroke:#6e7681}.grid{stroke:#21262d}.mark{stroke:#9aa4af}.cross{stroke:#e6edf3}.rim,.lab{stroke:#0d1117}\
    .level{stroke:#444c56}.box{fill:#161b22;stroke:#6e7681}}";

fn path(points: &[[f64; 2]]) -> String {
    let mut d = String::with_capacity(points.len() * 12);
    for (index, [x, y]) in points.iter().enumerate() {
        d.push(if index == 0 { 'M' } else { 'L' });
        push_number(&mut d, *x);
        d.push(' ');
        push_number(&mut d, *y);
    }
    d
}

/// A coordinate to a tenth of a unit, without a trailing `.0`.
fn number(value: f64) -> String {
    let mut text = String::new();
    push_number(&mut text, value);
    text
}

/// As [`number`], at the end of a text. Whole tenths are written much faster than any `f64`.
fn push_number(text: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, tenth) = (tenths.unsigned_abs() / 10, tenths.unsigned_abs() % 10);
    // Writing to a string cannot fail.
    let _ = match tenth {
        0 => write!(text, "{sign}{whole}"),
        tenth => write!(text, "{sign}{whole}.{tenth}"),
    };
}

fn hex([red, green, blue]: Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Text as XML holds it.
fn escaped(text: &str) -> String {
    let clean: String = sanitize(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect();
    clean.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
