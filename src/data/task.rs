//! The classification tasks by name, each ready to train on.

use crate::data::{DataSet, Split, embedded, toy};
use crate::nn::random::Generator;
use crate::nn::train;

/// A data set with the way it is split and scaled.
#[derive(Clone, Copy, Debug)]
pub struct Task {
    /// Its name as typed: `digits`.
    pub name: &'static str,
    /// One line: what it is.
    pub about: &'static str,
    make: fn(u64) -> Split,
}

impl Task {
    /// Its training and test part; noise and the split follow from `seed`.
    pub fn load(&self, seed: u64) -> Split {
        (self.make)(seed)
    }
}

/// Every task, the easiest to draw first.
pub fn registry() -> &'static [Task] {
    static REGISTRY: [Task; 6] = [
        Task { name: "moons", about: "two half circles that reach into each other", make: moons },
        Task { name: "spiral", about: "three arms that wind around each other", make: spiral },
        Task { name: "xor", about: "four clouds, the opposite ones alike", make: xor },
        Task { name: "digits", about: "1797 handwritten digits of 8×8 pixels", make: digits },
        Task { name: "wine", about: "178 wines, 13 measurements on different scales", make: wine },
        Task { name: "iris", about: "150 irises, four lengths", make: iris },
    ];
    &REGISTRY
}

/// The task of that name.
pub fn find(name: &str) -> Option<&'static Task> {
    registry().iter().find(|task| task.name == name)
}

/// The names of all tasks.
pub fn names() -> Vec<&'static str> {
    registry().iter().map(|task| task.name).collect()
}

/// The digits: pixels divided by 16, the training mean subtracted; 1000 to train on, 797 to test.
pub fn digits(seed: u64) -> Split {
    let mut split = shuffled(embedded::digits(), 1000, seed);
    for part in [&mut split.train, &mut split.test] {
        part.features /= 16.0;
    }
    split.centred()
}

fn wine(seed: u64) -> Split {
    shuffled(embedded::wine(), 118, seed).standardised()
}

fn iris(seed: u64) -> Split {
    shuffled(embedded::iris(), 100, seed).standardised()
}

fn moons(seed: u64) -> Split {
    shuffled(&toy::moons(400, 0.1, &mut Generator::seeded(seed)), 200, seed)
}

fn spiral(seed: u64) -> Split {
    shuffled(&toy::spiral(600, 0.2, &mut Generator::seeded(seed)), 300, seed)
}

fn xor(seed: u64) -> Split {
    shuffled(&toy::xor(400, 0.3, &mut Generator::seeded(seed)), 200, seed)
}

fn shuffled(set: &DataSet, train: usize, seed: u64) -> Split {
    let (train, test) = train::split(set.len(), train, seed);
    Split { train: set.select(&train), test: set.select(&test) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_task_loads_and_follows_its_seed() {
        for task in registry() {
            let split = task.load(3);
            assert_eq!(split, task.load(3), "{}", task.name);
            assert_ne!(split, task.load(4), "{}", task.name);
            assert!(split.train.len() >= 100 && split.test.len() >= 50, "{}", task.name);
            let mean = split.train.mean();
            assert!(mean.iter().all(|mean| mean.abs() < 0.6), "{}: {mean}", task.name);
            assert_eq!(find(task.name).map(|found| found.name), Some(task.name));
        }
    }

    #[test]
    fn the_digits_are_scaled_by_their_training_part() {
        let split = digits(1);
        assert_eq!((split.train.len(), split.test.len()), (1000, 797));
        assert!(split.train.mean().iter().all(|mean| mean.abs() < 1e-14));
        assert!(split.test.mean().iter().any(|mean| mean.abs() > 1e-4));
        assert!(split.train.features.iter().all(|pixel| pixel.abs() <= 1.0));
    }
}
