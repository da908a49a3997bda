//! Where to write the names of a field's regions, so that nothing depends on their colours.

use crate::plot::terminal::field_sample;
use crate::plot::{Colors, Field};

/// Where a region's name fits: its class, first column and row.
pub(crate) struct Place {
    pub(crate) class: usize,
    pub(crate) column: usize,
    pub(crate) row: usize,
}

/// A place within each region for its name, over a grid of so many columns and rows (from the top).
///
/// `wide` tells how many columns the name takes, `free` which cells may be written to. A region gets no
/// name where points of that name are drawn, or where there is no room.
pub(crate) fn places(
    field: &Field,
    [columns, rows]: [usize; 2],
    wide: impl Fn(&str) -> usize,
    free: impl Fn(usize, usize) -> bool,
) -> Vec<Place> {
    let Colors::Classes(names) = &field.colors else { return Vec::new() };
    let class_at = |column: usize, row: usize| {
        let unit = [(column as f64 + 0.5) / columns as f64, 1.0 - (row as f64 + 0.5) / rows as f64];
        let value = field_sample(&field.values, unit).filter(|value| *value >= -0.5)?;
        free(column, row).then(|| value.round() as usize)
    };
    let cells: Vec<Vec<Option<usize>>> =
        (0..rows).map(|row| (0..columns).map(|column| class_at(column, row)).collect()).collect();
    let grouped = |name: &str| field.groups.iter().any(|group| group.name == name);
    let place = |(class, name): (usize, &String)| {
        let width = wide(name);
        (!name.is_empty() && !grouped(name)).then(|| widest(&cells, class, width))?
    };
    names.iter().enumerate().filter_map(place).collect()
}

/// The middle of the rows in which a class has about its longest run, if that holds `width` columns.
fn widest(cells: &[Vec<Option<usize>>], class: usize, width: usize) -> Option<Place> {
    let runs: Vec<(usize, usize)> = cells.iter().map(|row| longest_run(row, class)).collect();
    let longest = runs.iter().map(|(_, length)| *length).max().filter(|length| *length >= width)?;
    let long: Vec<usize> = (0..runs.len()).filter(|&row| 10 * runs[row].1 >= 9 * longest).collect();
    let row = long[long.len() / 2];
    let (start, length) = runs[row];
    (length >= width).then(|| Place { class, column: start + (length - width) / 2, row })
}

/// Start and length of the longest run of a class.
fn longest_run(row: &[Option<usize>], class: usize) -> (usize, usize) {
    let mut best = (0, 0);
    let mut start = 0;
    for run in row.chunk_by(|a, b| a == b) {
        if run[0] == Some(class) && run.len() > best.1 {
            best = (start, run.len());
        }
        start += run.len();
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plot::Series;

    fn field() -> Field {
        let row = |split: usize| (0..10).map(|column| f64::from(u8::from(column >= split))).collect();
        Field {
            colors: Colors::Classes(vec!["low".into(), "high".into(), "never".into()]),
            values: vec![row(8), row(8), row(2), row(1)],
            ..Field::default()
        }
    }

    #[test]
    fn names_stand_in_the_widest_part_of_their_region() {
        let places = places(&field(), [10, 4], str::len, |_, _| true);
        let found: Vec<[usize; 3]> =
            places.iter().map(|place| [place.class, place.column, place.row]).collect();
        assert_eq!(found, [[0, 2, 3], [1, 3, 0]]);
    }

    #[test]
    fn regions_with_points_of_their_name_or_without_room_have_none() {
        let mut field = field();
        field.groups = vec![Series::new("low", vec![[0.0, 0.0]])];
        assert!(places(&field, [10, 4], |_| 9, |_, _| true).iter().all(|place| place.class == 1));
        assert!(places(&field, [10, 4], str::len, |_, _| false).is_empty());
    }
}
