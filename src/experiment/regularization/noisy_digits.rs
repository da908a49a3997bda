//! A hard version of the digits: few to train on, some of them labelled wrongly, the test part clean.

use crate::data::{Split, task};
use crate::experiment::Parameter;
use crate::experiment::Settings;
use crate::nn::random::Generator;

/// How many digits there are to train on, and what share of them has a wrong label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::experiment) struct NoisyDigits {
    /// From 1 to 1000.
    pub(in crate::experiment) examples: usize,
    /// From 0 to 1.
    pub(in crate::experiment) noise: f64,
}

/// The digits of one seed.
pub(in crate::experiment) struct Drawn {
    /// `examples` digits to train on, with the wrong labels, and the 797 of the task to test on, all right;
    /// pixels divided by 16, the mean of the training part subtracted.
    pub(in crate::experiment) split: Split,
    /// Which training examples have a wrong label.
    pub(in crate::experiment) wrong: Vec<usize>,
}

impl NoisyDigits {
    /// The parameters `examples` and `noise`, at these defaults.
    pub(in crate::experiment) fn parameters(&self) -> [Parameter; 2] {
        [
            Parameter::integer("examples", 10, 1000, self.examples as i64, "digits to train on")
                .unit("digits"),
            Parameter::real("noise", 0.0, 1.0, self.noise, "the share of training labels that is wrong"),
        ]
    }

    /// What those parameters are set to.
    pub(in crate::experiment) fn from(settings: &Settings) -> Self {
        let noise = settings.real("noise").unwrap_or(0.0);
        Self { examples: settings.integer("examples"), noise }
    }

    /// The digits that `seed` draws, as [`spoiled`] does.
    pub(in crate::experiment) fn load(&self, seed: u64) -> Drawn {
        spoiled(task::digits(seed), self.examples, self.noise, seed)
    }
}

/// The first `examples` to train on, with some labels made wrong, and the whole test part; the mean of what
/// is left to train on subtracted from both.
///
/// Exactly the share `noise` of the training labels, rounded to a whole number of them, becomes another
/// class, each of the others equally likely.
pub(super) fn spoiled(mut split: Split, examples: usize, noise: f64, seed: u64) -> Drawn {
    let first: Vec<usize> = (0..examples.min(split.train.len())).collect();
    split.train = split.train.select(&first);
    split = split.centred();
    let classes = split.train.classes();
    let mut generator = Generator::seeded(seed).fork("wrong labels");
    let count = (noise * first.len() as f64).round() as usize;
    let mut wrong = generator.permutation(first.len());
    wrong.truncate(count);
    wrong.sort_unstable();
    for &example in &wrong {
        let label = &mut split.train.labels[example];
        *label = (*label + 1 + generator.below(classes - 1)) % classes;
    }
    Drawn { split, wrong }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_of_wrong_labels_is_exact_and_the_test_part_is_clean() {
        let clean = NoisyDigits { examples: 300, noise: 0.0 }.load(5);
        let noisy = NoisyDigits { examples: 300, noise: 0.3 }.load(5);
        let pairs = clean.split.train.labels.iter().zip(&noisy.split.train.labels);
        let changed: Vec<usize> =
            pairs.enumerate().filter(|(_, (right, label))| right != label).map(|(index, _)| index).collect();
        assert_eq!((changed.len(), &changed), (90, &noisy.wrong));
        assert_eq!((clean.wrong.len(), noisy.split.test.len()), (0, 797));
        assert_eq!(clean.split.test, noisy.split.test);
        assert!(noisy.split.train.mean().iter().all(|mean| mean.abs() < 1e-14));
    }
}
