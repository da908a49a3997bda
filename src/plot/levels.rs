//! Level lines of a sampled function.

use crate::plot::Contour;
use crate::plot::raster::Path;

/// The figure's own levels, or `count` at even ranks of its values, so that steep parts do not crowd.
pub(crate) fn levels(contour: &Contour, count: usize) -> Vec<f64> {
    if !contour.levels.is_empty() {
        return contour.levels.iter().copied().filter(|level| level.is_finite()).collect();
    }
    let mut values: Vec<f64> =
        contour.values.iter().flatten().copied().filter(|value| value.is_finite()).collect();
    values.sort_by(f64::total_cmp);
    let at = |rank: usize| values.get(values.len() * (2 * rank + 1) / (2 * count)).copied();
    let mut levels: Vec<f64> = (0..count).filter_map(at).collect();
    levels.dedup();
    levels
}

/// The line where the function has this value, as segments in unit coordinates (marching squares).
///
/// `values[row][column]` from the lowest row up; squares with a corner that is not finite have none.
pub(crate) fn level_lines(values: &[Vec<f64>], level: f64) -> Vec<Path> {
    let rows = values.len().saturating_sub(1);
    let mut segments = Vec::new();
    for row in 0..rows {
        let columns = values[row].len().min(values[row + 1].len()).saturating_sub(1);
        for column in 0..columns {
            let corners = [
                values[row][column],
                values[row][column + 1],
                values[row + 1][column + 1],
                values[row + 1][column],
            ];
            let place =
                |[x, y]: [f64; 2]| [(column as f64 + x) / columns as f64, (row as f64 + y) / rows as f64];
            segments.extend(square(corners, level).into_iter().map(|[a, b]| vec![place(a), place(b)]));
        }
    }
    segments
}

/// The level's segments within one square whose corners are given counterclockwise from the lower left.
fn square(corners: [f64; 4], level: f64) -> Vec<[[f64; 2]; 2]> {
    const CORNERS: [[f64; 2]; 4] = [[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]];
    if !corners.iter().all(|value| value.is_finite()) {
        return Vec::new();
    }
    let mut crossings = Vec::new();
    for edge in 0..4 {
        let next = (edge + 1) % 4;
        let (from, to) = (corners[edge], corners[next]);
        if (from < level) != (to < level) {
            let share = (level / 2.0 - from / 2.0) / (to / 2.0 - from / 2.0);
            let at = |axis: usize| CORNERS[edge][axis] + share * (CORNERS[next][axis] - CORNERS[edge][axis]);
            crossings.push([at(0), at(1)]);
        }
    }
    match crossings[..] {
        [a, b] => vec![[a, b]],
        // A saddle: the mean decides which corners belong together.
        [a, b, c, d] => {
            let centre = corners.iter().map(|value| value / 4.0).sum::<f64>();
            if (centre < level) == (corners[0] < level) { vec![[a, b], [c, d]] } else { vec![[d, a], [b, c]] }
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_level_of_a_plane_is_a_straight_line() {
        let plane: Vec<Vec<f64>> = (0..3).map(|_| vec![0.0, 1.0, 2.0]).collect();
        let points: Vec<[f64; 2]> = level_lines(&plane, 0.5).into_iter().flatten().collect();
        assert_eq!(points.len(), 4);
        assert!(points.iter().all(|point| (point[0] - 0.25).abs() < 1e-12), "{points:?}");
    }

    #[test]
    fn a_saddle_has_two_branches_and_nan_has_none() {
        assert_eq!(square([1.0, -1.0, 1.0, -1.0], 0.0).len(), 2);
        assert!(square([1.0, f64::NAN, 1.0, -1.0], 0.0).is_empty());
    }

    #[test]
    fn levels_are_even_in_rank() {
        let contour = Contour { values: vec![(0..70).map(f64::from).collect()], ..Contour::default() };
        assert_eq!(levels(&contour, 7), [5.0, 15.0, 25.0, 35.0, 45.0, 55.0, 65.0]);
        assert!(levels(&Contour::default(), 7).is_empty());
    }
}
