//! A classification data set, and its parts for training and testing.

use ndarray::{Array1, Array2, Axis};

/// Examples with a class each.
#[derive(Clone, Debug, PartialEq)]
pub struct DataSet {
    /// Its name: `digits`, or the file it was read from.
    pub name: String,
    /// The name of each feature.
    pub feature_names: Vec<String>,
    /// The name of each class.
    pub class_names: Vec<String>,
    /// The features, `[examples, features]`.
    pub features: Array2<f64>,
    /// The class of each example, an index into `class_names`.
    pub labels: Vec<usize>,
}

/// A data set in two parts that share no example.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// What the network learns from.
    pub train: DataSet,
    /// What it is judged on.
    pub test: DataSet,
}

impl DataSet {
    /// The number of examples.
    pub fn len(&self) -> usize {
        self.labels.len()
    }

    /// Whether there are no examples.
    pub fn is_empty(&self) -> bool {
        self.labels.is_empty()
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.class_names.len()
    }

    /// The examples of those indices, in that order.
    ///
    /// # Panics
    /// When an index is past the last example.
    #[must_use]
    pub fn select(&self, examples: &[usize]) -> Self {
        Self {
            name: self.name.clone(),
            feature_names: self.feature_names.clone(),
            class_names: self.class_names.clone(),
            features: self.features.select(Axis(0), examples),
            labels: examples.iter().map(|&example| self.labels[example]).collect(),
        }
    }

    /// The first `train` examples of `order` for training, the rest of `order` for testing.
    ///
    /// # Panics
    /// When `order` is shorter than `train` or names an example that is not there.
    pub fn split(&self, order: &[usize], train: usize) -> Split {
        let (train, test) = order.split_at(train);
        Split { train: self.select(train), test: self.select(test) }
    }

    /// The mean of each feature, `[features]`; zeros when there are no examples.
    pub fn mean(&self) -> Array1<f64> {
        self.features.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(self.features.ncols()))
    }

    /// The standard deviation of each feature (divided by the number of examples), `[features]`.
    pub fn deviation(&self) -> Array1<f64> {
        let centred = &self.features - &self.mean();
        let variance = (&centred * &centred).mean_axis(Axis(0));
        variance.unwrap_or_else(|| Array1::zeros(self.features.ncols())).mapv_into(f64::sqrt)
    }
}

impl Split {
    /// The same parts with the training mean of each feature subtracted from both.
    #[must_use]
    pub fn centred(mut self) -> Self {
        let mean = self.train.mean();
        self.train.features -= &mean;
        self.test.features -= &mean;
        self
    }

    /// The same parts with each feature at mean 0 and standard deviation 1 over the training part;
    /// a feature that is constant there is only centred.
    #[must_use]
    pub fn standardised(self) -> Self {
        let deviation =
            self.train.deviation().mapv_into(|deviation| if deviation > 0.0 { deviation } else { 1.0 });
        let mut split = self.centred();
        split.train.features /= &deviation;
        split.test.features /= &deviation;
        split
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn four() -> DataSet {
        DataSet {
            name: "four".to_owned(),
            feature_names: vec!["a".to_owned(), "b".to_owned()],
            class_names: vec!["no".to_owned(), "yes".to_owned()],
            features: array![[1.0, 5.0], [3.0, 5.0], [5.0, 5.0], [7.0, 9.0]],
            labels: vec![0, 1, 0, 1],
        }
    }

    #[test]
    fn a_split_follows_the_order() {
        let split = four().split(&[3, 0, 2, 1], 3);
        assert_eq!(split.train.labels, [1, 0, 0]);
        assert_eq!(split.test.features, array![[3.0, 5.0]]);
    }

    #[test]
    fn standardising_uses_the_training_part_alone() {
        let split = four().split(&[0, 1, 2, 3], 2).standardised();
        assert_eq!(split.train.features, array![[-1.0, 0.0], [1.0, 0.0]]);
        assert_eq!(split.test.features, array![[3.0, 0.0], [5.0, 4.0]]);
    }
}
