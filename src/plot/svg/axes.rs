//! Axes, grid and legend of an SVG plot.

use super::page::{Anchor, COLUMN, LINE, MARGIN, Page, WIDTH, extent, fitted};
use crate::plot::canvas::{Canvas, Style};
use crate::plot::heading::axis_name;
use crate::plot::raster::Path;
use crate::plot::scale::Mapping;
use crate::plot::ticks::axis_ticks;
use crate::plot::{Axis, Mark};
use crate::text::palette::Rgb;

/// The height of the plot area.
const HEIGHT: f64 = 260.0;

/// The plot area with its mappings.
pub(super) struct Area {
    left: f64,
    top: f64,
    width: f64,
    x: Mapping,
    y: Mapping,
}

/// A legend entry.
pub(super) struct Entry<'a> {
    /// The series it belongs to.
    pub(super) index: usize,
    pub(super) name: &'a str,
    pub(super) look: Look,
}

/// What stands before the name of a legend entry.
#[derive(Clone, Copy)]
pub(super) enum Look {
    /// A curve with a marker.
    Curve,
    /// A marker, on the colour of its region if there is one.
    Points(Option<Rgb>),
    /// The colour of a region.
    Region(Rgb),
}

impl<'a> Entry<'a> {
    /// Entries for names in the order of their series.
    pub(super) fn all(names: impl IntoIterator<Item = &'a str>, look: Look) -> Vec<Self> {
        names.into_iter().enumerate().map(|(index, name)| Self { index, name, look }).collect()
    }
}

impl Area {
    /// Draws legend, names, grid and ticks, and returns the area between them.
    pub(super) fn new(page: &mut Page, axes: [&Axis; 2], [x, y]: [Mapping; 2], legend: &[Entry<'_>]) -> Self {
        let canvas = Canvas::new(80, 20);
        let [x_name, y_name] = axes.map(|axis| fitted(&axis_name(&canvas, axis), WIDTH / 2.0));
        draw_legend(page, &y_name, legend);
        let y_ticks = axis_ticks(axes[1], &y, 6, Style::Unicode);
        let gutter =
            y_ticks.iter().map(|tick| extent(&tick.label)).fold(0.0, f64::max).min(WIDTH / 3.0) + 8.0;
        let left = MARGIN + gutter;
        let area = Self { left, top: page.y, width: WIDTH - MARGIN - 12.0 - left, x, y };
        let bottom = area.top + HEIGHT;
        for tick in &y_ticks {
            let Some(unit) = y.unit(tick.value) else { continue };
            let [_, height] = area.place([0.0, unit.clamp(0.0, 1.0)]);
            page.line([left, height], [left + area.width, height], "grid");
            page.text([left - 6.0, height + 4.0], "dim", Anchor::End, &tick.label);
        }
        for tick in axis_ticks(axes[0], &x, 8, Style::Unicode) {
            let Some(unit) = x.unit(tick.value) else { continue };
            let [across, _] = area.place([unit.clamp(0.0, 1.0), 0.0]);
            page.line([across, bottom], [across, bottom + 5.0], "axis");
            page.text([across, bottom + 18.0], "dim", Anchor::Middle, &tick.label);
        }
        page.line([left, area.top], [left, bottom], "axis");
        page.line([left, bottom], [left + area.width, bottom], "axis");
        page.text([left + area.width / 2.0, bottom + 38.0], "dim i", Anchor::Middle, &x_name);
        page.y = bottom + 40.0;
        area
    }

    /// The place of a point in unit coordinates.
    pub(super) fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [self.left + x * self.width, self.top + (1.0 - y) * HEIGHT]
    }

    /// Upper left corner and size.
    pub(super) fn bounds(&self) -> ([f64; 2], [f64; 2]) {
        ([self.left, self.top], [self.width, HEIGHT])
    }

    /// The unit coordinates of a point, if it has any.
    pub(super) fn unit(&self, [x, y]: [f64; 2]) -> Option<[f64; 2]> {
        Some([self.x.unit(x)?, self.y.unit(y)?])
    }

    /// The unit coordinates of a point within the area.
    pub(super) fn within(&self, point: [f64; 2]) -> Option<[f64; 2]> {
        let inside = |unit: &[f64; 2]| unit.iter().all(|unit| (-1e-9..=1.0 + 1e-9).contains(unit));
        self.unit(point).filter(inside)
    }

    /// Points as joined lines of places: split where one is missing, clipped and thinned.
    pub(super) fn curves(&self, points: &[[f64; 2]]) -> Vec<Path> {
        let units: Vec<Option<[f64; 2]>> = points.iter().map(|point| self.unit(*point)).collect();
        let paths: Vec<Path> =
            units.split(Option::is_none).map(|part| part.iter().copied().flatten().collect()).collect();
        self.visible(&paths)
    }

    /// Paths in unit coordinates as places, clipped and thinned to half a unit of the picture.
    pub(super) fn visible(&self, paths: &[Path]) -> Vec<Path> {
        let size = [self.width * 2.0, HEIGHT * 2.0];
        let paths = crate::plot::raster::visible(paths, size);
        let place = |&(x, y): &(f32, f32)| self.place([f64::from(x) / size[0], f64::from(y) / size[1]]);
        paths.iter().map(|path| path.iter().map(place).collect()).collect()
    }

    /// Reference lines and marked points with their labels.
    pub(super) fn marks(&self, page: &mut Page, marks: &[Mark]) {
        for mark in marks {
            match mark {
                Mark::Point { name, at } => {
                    let Some([x, y]) = self.within(*at).map(|unit| self.place(unit)) else { continue };
                    for class in ["rim", "cross"] {
                        page.line([x - 5.0, y - 5.0], [x + 5.0, y + 5.0], class);
                        page.line([x - 5.0, y + 5.0], [x + 5.0, y - 5.0], class);
                    }
                    // Above the point: beside it, the curve it lies on would run through the label.
                    let above = if y - 10.0 > self.top + 12.0 { y - 10.0 } else { y + 20.0 };
                    self.centred(page, [x, above], name);
                }
                Mark::Horizontal { name, y } => {
                    let Some([_, y]) = self.within([self.x.low, *y]).map(|unit| self.place(unit)) else {
                        continue;
                    };
                    page.line([self.left, y], [self.left + self.width, y], "mark");
                    let name = fitted(name, self.width);
                    page.text([self.left + self.width, y - 5.0], "dim lab", Anchor::End, &name);
                }
                Mark::Vertical { name, x } => {
                    let Some([x, _]) = self.within([*x, self.y.low]).map(|unit| self.place(unit)) else {
                        continue;
                    };
                    page.line([x, self.top], [x, self.top + HEIGHT], "mark");
                    self.label(page, [x + 5.0, self.top + 12.0], name);
                }
            }
        }
    }

    /// A label around a place, as far as the area allows.
    fn centred(&self, page: &mut Page, [x, y]: [f64; 2], name: &str) {
        let name = fitted(name, self.width);
        let half = extent(&name) / 2.0;
        let x = x.min(self.left + self.width - half).max(self.left + half);
        page.text([x, y], "ink lab", Anchor::Middle, &name);
    }

    /// A label at the right of a place, or at its left where it would leave the area.
    fn label(&self, page: &mut Page, [x, y]: [f64; 2], name: &str) {
        let room = self.left + self.width - x;
        if extent(name) <= room {
            page.text([x, y], "ink lab", Anchor::Start, name);
        } else {
            page.text([x - 14.0, y], "ink lab", Anchor::End, &fitted(name, x - 14.0 - self.left));
        }
    }
}

/// The vertical axis's name at the left, then the entries from the right margin inwards or below it.
fn draw_legend(page: &mut Page, name: &str, entries: &[Entry<'_>]) {
    page.text([MARGIN, page.y + 12.0], "dim i", Anchor::Start, name);
    let mut x = MARGIN + extent(name) + 3.0 * COLUMN;
    for Entry { index, name, look } in entries {
        let name = fitted(name, WIDTH - 2.0 * MARGIN - 40.0);
        let width = 40.0 + extent(&name);
        if x + width > WIDTH - MARGIN && x > MARGIN {
            page.y += LINE;
            x = MARGIN;
        }
        draw_look(page, *look, [x, page.y + 8.0], *index);
        page.text([x + 30.0, page.y + 12.0], "ink", Anchor::Start, &name);
        x += width + 2.0 * COLUMN;
    }
    page.y += LINE + 8.0;
}

fn draw_look(page: &mut Page, look: Look, [x, y]: [f64; 2], index: usize) {
    if let Look::Region(color) | Look::Points(Some(color)) = look {
        page.rect([x, y - 7.0], [24.0, 14.0], color);
    }
    match look {
        Look::Curve => {
            page.curve(&[[x, y], [x + 24.0, y]], index);
            page.marker([x + 12.0, y], index);
        }
        Look::Points(_) => page.rimmed_marker([x + 12.0, y], index),
        Look::Region(_) => {}
    }
}
