//! Lines as Braille dots, through textplots: the one place that knows its ways.
//!
//! textplots 0.8 panics on small charts, joins across NaN, clamps what it should clip, and drops
//! points that are exactly 0 of functions. So it is given what it draws well: polylines that are
//! finite, clipped, thinned and already in pixels, with its axes and labels off.

use textplots::{Chart, Plot, Shape};

/// Dots in Braille cells: 2 across and 4 down in each.
#[derive(Clone, Debug)]
pub(crate) struct Dots {
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    /// Row by row from the top; bit n is dot n + 1 of the Braille block.
    bits: Vec<u8>,
}

/// A sequence of points in unit coordinates, `[0, 0]` at the lower left, `[1, 1]` at the upper right.
pub(crate) type Path = Vec<[f64; 2]>;

/// The smallest chart textplots draws without a panic, in pixels.
const SMALLEST: [u32; 2] = [32, 3];
/// The largest one tried, in pixels: far beyond any terminal, far below where textplots overflows.
const LARGEST: usize = 20_000;

impl Dots {
    /// No dots.
    pub(crate) fn new(columns: usize, rows: usize) -> Self {
        Self { columns, rows, bits: vec![0; columns * rows] }
    }

    /// The paths as joined lines, as far as they are within the unit square.
    pub(crate) fn lines(columns: usize, rows: usize, paths: &[Path]) -> Self {
        let mut dots = Self::new(columns, rows);
        if columns == 0 || rows == 0 || columns * 2 > LARGEST || rows * 4 > LARGEST {
            return dots;
        }
        let size = dots.pixels();
        let pixels: Vec<Vec<(f32, f32)>> = visible(paths, size);
        let shapes: Vec<Shape<'_>> = pixels.iter().map(|path| Shape::Lines(path)).collect();
        let [width, height] = [(size[0] as u32).max(SMALLEST[0]), (size[1] as u32).max(SMALLEST[1])];
        let mut chart = Chart::new_with_y_range(width, height, 0.0, width as f32, 0.0, height as f32);
        let chart = shapes.iter().fold(&mut chart, |chart, shape| chart.lineplot(shape));
        chart.figures();
        dots.read(&chart.frame());
        dots
    }

    /// The bits of a cell; 0 outside.
    pub(crate) fn at(&self, column: usize, row: usize) -> u8 {
        if column < self.columns {
            self.bits.get(row * self.columns + column).copied().unwrap_or(0)
        } else {
            0
        }
    }

    /// Sets the dot at a pixel counted from the upper left.
    pub(crate) fn set(&mut self, x: usize, y: usize) {
        const BITS: [[u8; 2]; 4] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]];
        let (column, row) = (x / 2, y / 4);
        if column < self.columns && row < self.rows {
            self.bits[row * self.columns + column] |= BITS[y % 4][x % 2];
        }
    }

    /// Sets the dot at a point in unit coordinates, if it is within the square.
    pub(crate) fn plot(&mut self, point: [f64; 2]) {
        let [width, height] = self.pixels();
        if self.cell(point).is_some() {
            let x = (point[0].clamp(0.0, 1.0) * width).round();
            let y = height - (point[1].clamp(0.0, 1.0) * height).round();
            self.set(x as usize, y as usize);
        }
    }

    /// Half of the dots, as a checkerboard holds them: the line dotted, behind others.
    pub(crate) fn every_other(mut self) -> Self {
        self.bits.iter_mut().for_each(|bits| *bits &= 0b1001_0101);
        self
    }

    /// The highest pixel numbers across and up.
    pub(crate) fn pixels(&self) -> [f64; 2] {
        [(self.columns * 2) as f64 - 1.0, (self.rows * 4) as f64 - 1.0]
    }

    /// The cell of a point in unit coordinates, if it is within the square.
    pub(crate) fn cell(&self, point: [f64; 2]) -> Option<(usize, usize)> {
        let within = |unit: f64| (-1e-9..=1.0 + 1e-9).contains(&unit);
        if self.columns == 0 || self.rows == 0 || !point.iter().all(|&unit| within(unit)) {
            return None;
        }
        let [width, height] = self.pixels();
        let column = (point[0].clamp(0.0, 1.0) * width).round() as usize / 2;
        let row = (height - (point[1].clamp(0.0, 1.0) * height).round()) as usize / 4;
        Some((column, row))
    }

    fn read(&mut self, frame: &str) {
        for (row, line) in frame.lines().take(self.rows).enumerate() {
            for (column, character) in line.chars().take(self.columns).enumerate() {
                let braille = (character as u32).checked_sub(0x2800).filter(|bits| *bits < 256);
                self.bits[row * self.columns + column] = braille.unwrap_or(0) as u8;
            }
        }
    }
}

/// What is drawn of paths in unit coordinates: clipped to the unit square and thinned, in pixels.
pub(crate) fn visible(paths: &[Path], size: [f64; 2]) -> Vec<Vec<(f32, f32)>> {
    paths.iter().flat_map(|path| clipped(path)).map(|path| thinned(&path, size)).collect()
}

/// The parts of a path within the unit square; a path of one point has that point twice.
fn clipped(path: &[[f64; 2]]) -> Vec<Path> {
    if let [only] = path {
        let within = only.iter().all(|unit| (0.0..=1.0).contains(unit));
        return if within { vec![vec![*only, *only]] } else { Vec::new() };
    }
    let mut parts: Vec<Path> = Vec::new();
    let mut joined = false;
    for pair in path.windows(2) {
        let Some([start, end]) = clipped_segment(pair[0], pair[1]) else {
            joined = false;
            continue;
        };
        match parts.last_mut() {
            Some(part) if joined && start == pair[0] => part.push(end),
            _ => parts.push(vec![start, end]),
        }
        joined = end == pair[1];
    }
    parts
}

/// The part of a segment within the unit square (Liang and Barsky 1984).
fn clipped_segment(start: [f64; 2], end: [f64; 2]) -> Option<[[f64; 2]; 2]> {
    let inside = |point: [f64; 2]| point.iter().all(|unit| (0.0..=1.0).contains(unit));
    if inside(start) && inside(end) {
        return Some([start, end]);
    }
    let (mut from, mut to) = (0.0f64, 1.0f64);
    for axis in 0..2 {
        let delta = end[axis] - start[axis];
        for (direction, distance) in [(-delta, start[axis]), (delta, 1.0 - start[axis])] {
            let ratio = distance / direction;
            match direction {
                0.0 if distance < 0.0 => return None,
                direction if direction < 0.0 => from = from.max(ratio),
                direction if direction > 0.0 => to = to.min(ratio),
                _ => {}
            }
        }
    }
    let at =
        |share: f64| [0, 1].map(|axis| (start[axis] + share * (end[axis] - start[axis])).clamp(0.0, 1.0));
    let point = |share: f64, exact: [f64; 2]| if inside(exact) { exact } else { at(share) };
    (from <= to).then(|| [point(from, start), point(to, end)])
}

/// The path in pixels with at most four points for every visit of a pixel column: the first, the
/// lowest, the highest and the last, which draw the same dots as all of them (M4, Jugel 2014).
fn thinned(path: &[[f64; 2]], [width, height]: [f64; 2]) -> Vec<(f32, f32)> {
    let pixel = |point: &[f64; 2]| ((point[0] * width).round() as f32, (point[1] * height).round() as f32);
    let mut thinned: Vec<(f32, f32)> = Vec::new();
    let mut visit: Option<[(f32, f32); 4]> = None;
    for point in path.iter().map(pixel) {
        visit = Some(match visit {
            Some([first, lowest, highest, last]) if last.0 == point.0 => {
                let lowest = if point.1 < lowest.1 { point } else { lowest };
                let highest = if point.1 > highest.1 { point } else { highest };
                [first, lowest, highest, point]
            }
            other => {
                thinned.extend(other.into_iter().flatten());
                [point; 4]
            }
        });
    }
    thinned.extend(visit.into_iter().flatten());
    thinned.dedup();
    if let [only] = thinned[..] {
        thinned.push(only);
    }
    thinned
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn drawn(columns: usize, rows: usize, paths: &[Path]) -> Vec<String> {
        let dots = Dots::lines(columns, rows, paths);
        let cell = |row, column| char::from_u32(0x2800 + u32::from(dots.at(column, row))).unwrap();
        (0..rows).map(|row| (0..columns).map(|column| cell(row, column)).collect()).collect()
    }

    #[test]
    fn a_line_runs_from_corner_to_corner_at_any_size() {
        assert_eq!(drawn(4, 2, &[vec![[0.0, 0.0], [1.0, 1.0]]]), ["⠀⠀⡠⠊", "⡠⠊⠀⠀"]);
        assert_eq!(drawn(1, 1, &[vec![[0.0, 0.0], [1.0, 1.0]]]).len(), 1);
    }

    #[test]
    fn a_flat_line_at_zero_is_drawn() {
        assert_eq!(drawn(3, 1, &[vec![[0.0, 0.0], [1.0, 0.0]]]), ["⣀⣀⣀"]);
    }

    #[test]
    fn what_is_outside_is_clipped_not_clamped() {
        let through = drawn(3, 1, &[vec![[0.5, -1.0], [0.5, 3.0]]]);
        assert!(through[0].starts_with('⠀') && through[0].ends_with('⠀') && through[0] != "⠀⠀⠀");
        assert_eq!(drawn(3, 1, &[vec![[0.0, 2.0], [1.0, 2.0]]]), ["⠀⠀⠀"]);
    }

    #[test]
    fn a_single_point_is_one_dot() {
        let dots = Dots::lines(20, 3, &[vec![[0.5, 0.5]]]);
        assert_eq!(dots.bits.iter().map(|bits| bits.count_ones()).sum::<u32>(), 1);
    }

    #[test]
    fn a_million_points_keep_their_peak() {
        let mut path: Path = (0..1_000_000).map(|index| [f64::from(index) / 999_999.0, 0.0]).collect();
        path[333_333][1] = 1.0;
        let thin = thinned(&path, [99.0, 39.0]);
        assert!(thin.len() <= 400, "{}", thin.len());
        assert!(thin.contains(&(33.0, 39.0)));
    }

    proptest! {
        #[test]
        fn thinning_draws_the_same_dots(ys in proptest::collection::vec(0.0..1.0f64, 2..200)) {
            let last = (ys.len() - 1) as f64;
            let path: Path = ys.iter().enumerate().map(|(x, &y)| [x as f64 / last, y]).collect();
            let pixels: Vec<Path> = path.windows(2).map(<[_]>::to_vec).collect();
            let (whole, apart) = (Dots::lines(10, 5, &[path]), Dots::lines(10, 5, &pixels));
            prop_assert_eq!(whole.bits, apart.bits);
        }
    }
}
