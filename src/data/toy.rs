//! Seeded toy sets of two features, small enough to draw.

use ndarray::Array2;

use crate::data::DataSet;
use crate::nn::math;
use crate::nn::random::Generator;

/// Two half circles that reach into each other, with normal noise of deviation `noise`; two classes.
pub fn moons(examples: usize, noise: f64, generator: &mut Generator) -> DataSet {
    build("moons", examples, 2, generator, |class, place, generator| {
        let angle = std::f64::consts::PI * place;
        let (x, y) = (math::cos(angle), math::sin(angle));
        let [x, y] = if class == 0 { [x, y] } else { [1.0 - x, 0.5 - y] };
        [x + noise * generator.normal(), y + noise * generator.normal()]
    })
}

/// Three arms that wind around each other, with normal noise of deviation `noise` on the angle (radians).
pub fn spiral(examples: usize, noise: f64, generator: &mut Generator) -> DataSet {
    build("spiral", examples, 3, generator, |class, place, generator| {
        let angle = 4.0 * (class as f64 + place) + noise * generator.normal();
        [place * math::sin(angle), place * math::cos(angle)]
    })
}

/// Four clouds at (±1, ±1) with deviation `noise`; the class says whether the signs differ.
pub fn xor(examples: usize, noise: f64, generator: &mut Generator) -> DataSet {
    build("xor", examples, 2, generator, |class, _, generator| {
        let x = if generator.chance(0.5) { 1.0 } else { -1.0 };
        let y = if class == 0 { x } else { -x };
        [x + noise * generator.normal(), y + noise * generator.normal()]
    })
}

/// A set of two features from `point(class, place, generator)`; the examples of a class have places
/// from 0 to 1, evenly apart. Classes alternate.
fn build(
    name: &str,
    examples: usize,
    classes: usize,
    generator: &mut Generator,
    point: impl Fn(usize, f64, &mut Generator) -> [f64; 2],
) -> DataSet {
    let mut features = Array2::zeros((examples, 2));
    let labels: Vec<usize> = (0..examples).map(|example| example % classes).collect();
    let last = (examples.div_ceil(classes).max(2) - 1) as f64;
    for (example, &class) in labels.iter().enumerate() {
        let [x, y] = point(class, (example / classes) as f64 / last, generator);
        features[[example, 0]] = x;
        features[[example, 1]] = y;
    }
    DataSet {
        name: name.to_owned(),
        feature_names: vec!["x".to_owned(), "y".to_owned()],
        class_names: (0..classes).map(|class| class.to_string()).collect(),
        features,
        labels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_set() {
        let make = |seed| moons(100, 0.1, &mut Generator::seeded(seed));
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
    }

    #[test]
    fn without_noise_points_lie_on_their_curves() {
        let generator = &mut Generator::seeded(1);
        let set = moons(50, 0.0, generator);
        for (point, &class) in set.features.rows().into_iter().zip(&set.labels) {
            let [x, y] = if class == 0 { [point[0], point[1]] } else { [point[0] - 1.0, point[1] - 0.5] };
            assert!((x * x + y * y - 1.0).abs() < 1e-12);
        }
        let set = xor(50, 0.0, generator);
        for (point, &class) in set.features.rows().into_iter().zip(&set.labels) {
            assert_eq!(point[0] * point[1] < 0.0, class == 1);
        }
        let set = spiral(300, 0.0, generator);
        let radius = |row: usize| set.features.row(row).mapv(|x| x * x).sum().sqrt();
        assert!(radius(0) < 1e-12 && (radius(299) - 1.0).abs() < 1e-12);
        assert_eq!(set.classes(), 3);
    }
}
