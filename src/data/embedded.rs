//! The real data sets inside the binary; sources and licences are in `lessons/data/README.md`.

use std::sync::OnceLock;

use crate::data::{DataSet, reader};

/// The 1797 handwritten digits, 8×8 pixels from 0 to 16, ten classes.
pub fn digits() -> &'static DataSet {
    static SET: OnceLock<DataSet> = OnceLock::new();
    SET.get_or_init(|| parse("digits", include_str!("../../lessons/data/digits.csv")))
}

/// The 178 wines, 13 measurements on very different scales, three cultivars.
pub fn wine() -> &'static DataSet {
    static SET: OnceLock<DataSet> = OnceLock::new();
    SET.get_or_init(|| parse("wine", include_str!("../../lessons/data/wine.csv")))
}

/// The 150 irises, four lengths in centimetres, three species.
pub fn iris() -> &'static DataSet {
    static SET: OnceLock<DataSet> = OnceLock::new();
    SET.get_or_init(|| {
        let mut set = parse("iris", include_str!("../../lessons/data/iris.csv"));
        set.class_names = ["setosa", "versicolor", "virginica"].map(str::to_owned).to_vec();
        set
    })
}

fn parse(name: &str, text: &str) -> DataSet {
    match reader::parse(name, text.as_bytes(), None) {
        Ok(set) => set,
        Err(error) => panic!("the embedded data set is broken: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sets_have_their_published_sizes() {
        let size = |set: &DataSet| (set.len(), set.features.ncols(), set.classes());
        assert_eq!(size(digits()), (1797, 64, 10));
        assert_eq!(size(wine()), (178, 13, 3));
        assert_eq!(size(iris()), (150, 4, 3));
    }

    #[test]
    fn the_values_are_those_of_the_files() {
        assert_eq!(digits().labels[..10], [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(digits().features[[0, 2]], 5.0);
        assert_eq!(digits().features.fold(0.0, |high: f64, &pixel| high.max(pixel)), 16.0);
        assert_eq!(wine().features[[0, 12]], 1065.0);
        assert_eq!(iris().features[[0, 0]], 5.1);
        assert_eq!(iris().labels.iter().filter(|&&label| label == 2).count(), 50);
    }
}
