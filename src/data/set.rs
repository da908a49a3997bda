//! A classification data set, and its parts for training and testing.

use ndarray::{Array1, Array2, Axis};

use crate::nn::train::Standardizer;

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

    /// The classes as numbers to predict, `[examples, classes]`: 1 for the right class, 0 for the others.
    pub fn one_hot(&self) -> Array2<f64> {
        let is_right = |(example, class): (usize, usize)| self.labels[example] == class;
        Array2::from_shape_fn((self.len(), self.classes()), |place| f64::from(u8::from(is_right(place))))
    }

    /// The mean of each feature, `[features]`; zeros when there are no examples.
    pub fn mean(&self) -> Array1<f64> {
        self.features.mean_axis(Axis(0)).unwrap_or_else(|| Array1::zeros(self.features.ncols()))
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
    pub fn standardised(mut self) -> Self {
        if let Ok(scale) = Standardizer::measured(self.train.features.view()) {
            self.train.features = scale.apply(self.train.features.view());
            self.test.features = scale.apply(self.test.features.view());
        }
        self
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
    fn one_hot_targets_mark_the_right_class() {
        assert_eq!(four().one_hot(), array![[1.0, 0.0], [0.0, 1.0], [1.0, 0.0], [0.0, 1.0]]);
    }

    #[test]
    fn standardising_uses_the_training_part_alone() {
        let split = Split { train: four().select(&[0, 1]), test: four().select(&[2, 3]) }.standardised();
        assert_eq!(split.train.features, array![[-1.0, 0.0], [1.0, 0.0]]);
        assert_eq!(split.test.features, array![[3.0, 0.0], [5.0, 4.0]]);
    }
}
