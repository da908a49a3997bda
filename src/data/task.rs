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
    /// What brings the features to a common scale.
    scale: fn(Split) -> Split,
}

impl Task {
    /// Its training and test part; noise and the split follow from `seed`.
    pub fn load(&self, seed: u64) -> Split {
        (self.scale)(self.raw(seed))
    }

    /// The same parts with the numbers as they were measured.
    pub fn raw(&self, seed: u64) -> Split {
        (self.make)(seed)
    }
}

/// Every task, the easiest to draw first.
pub fn registry() -> &'static [Task] {
    static REGISTRY: [Task; 6] = [
        drawn("moons", "two half circles that reach into each other", moons),
        drawn("spiral", "three arms that wind around each other", spiral),
        drawn("xor", "four clouds, the opposite ones alike", xor),
        Task { scale: to_unit, ..drawn("digits", "1797 handwritten digits of 8×8 pixels", raw_digits) },
        Task {
            scale: Split::standardised,
            ..drawn("wine", "178 wines, 13 measurements on different scales", wine)
        },
        Task { scale: Split::standardised, ..drawn("iris", "150 irises, four lengths", iris) },
    ];
    &REGISTRY
}

/// A task whose features are used as they are.
const fn drawn(name: &'static str, about: &'static str, make: fn(u64) -> Split) -> Task {
    Task { name, about, make, scale: |split| split }
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
    to_unit(raw_digits(seed))
}

fn raw_digits(seed: u64) -> Split {
    shuffled(embedded::digits(), 1000, seed)
}

fn to_unit(mut split: Split) -> Split {
    for part in [&mut split.train, &mut split.test] {
        part.features /= 16.0;
    }
    split.centred()
}

fn wine(seed: u64) -> Split {
    shuffled(embedded::wine(), 118, seed)
}

fn iris(seed: u64) -> Split {
    shuffled(embedded::iris(), 100, seed)
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
    fn raw_numbers_are_those_of_the_file() {
        let proline = |split: Split| split.train.features.column(12).to_owned();
        let wine = find("wine").unwrap();
        assert!(proline(wine.raw(2)).iter().all(|&proline| proline > 100.0));
        assert!(proline(wine.load(2)).iter().all(|proline| proline.abs() < 10.0));
        assert_eq!(wine.raw(2).train.labels, wine.load(2).train.labels);
        assert_eq!(find("moons").unwrap().raw(2), find("moons").unwrap().load(2));
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
