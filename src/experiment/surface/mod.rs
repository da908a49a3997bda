//! Functions of two variables for optimizers to race on, one file each.

mod beale;
mod double_well;
mod himmelblau;
mod noisy_ravine;
mod ravine;
mod rosenbrock;
mod saddle;

/// The part of the plane that a plot shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The lowest and highest x.
    pub x: (f64, f64),
    /// The lowest and highest y.
    pub y: (f64, f64),
}

/// A smooth function of two variables.
pub trait Surface: Sync {
    /// Its name as typed: `double-well`.
    fn name(&self) -> &'static str;

    /// The formula as shown.
    fn formula(&self) -> &'static str;

    /// One line: what makes it hard.
    fn about(&self) -> &'static str;

    /// f(x, y).
    fn value(&self, point: [f64; 2]) -> f64;

    /// (∂f/∂x, ∂f/∂y).
    fn gradient(&self, point: [f64; 2]) -> [f64; 2];

    /// The deviation of the normal noise on each slope that an optimizer is told, as of a small batch; 0 where it is
    /// told the true one.
    fn noise(&self) -> f64 {
        0.0
    }

    /// How far above the lowest value counts as arrived, unless told otherwise.
    fn near(&self) -> f64 {
        1e-3
    }

    /// The global minima; none when the function falls for ever.
    fn minima(&self) -> &'static [[f64; 2]];

    /// The value at the global minima; absent when the function falls for ever.
    fn lowest(&self) -> Option<f64> {
        self.minima().first().map(|&point| self.value(point))
    }

    /// What a plot shows.
    fn range(&self) -> Range;

    /// Where a race starts unless told otherwise.
    fn start(&self) -> [f64; 2];
}

/// All surfaces, from the easiest to read to the hardest.
pub fn registry() -> &'static [&'static dyn Surface] {
    &[
        &ravine::Ravine,
        &noisy_ravine::NoisyRavine,
        &rosenbrock::Rosenbrock,
        &beale::Beale,
        &himmelblau::Himmelblau,
        &saddle::Saddle,
        &double_well::DoubleWell,
    ]
}

/// The surface of that name.
pub fn find(name: &str) -> Option<&'static dyn Surface> {
    registry().iter().copied().find(|surface| surface.name() == name)
}

/// The names of all surfaces.
pub fn names() -> Vec<&'static str> {
    registry().iter().map(|surface| surface.name()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 7 × 7 points spread over what a plot shows.
    fn points(surface: &dyn Surface) -> impl Iterator<Item = [f64; 2]> {
        let Range { x, y } = surface.range();
        let at = |(low, high): (f64, f64), step: i32| low + (high - low) * f64::from(step) / 6.0;
        (0..49).map(move |index| [at(x, index % 7), at(y, index / 7)])
    }

    #[test]
    fn gradients_agree_with_central_differences() {
        let h = 1e-5;
        for surface in registry() {
            for [x, y] in points(*surface) {
                let measured = [
                    (surface.value([x + h, y]) - surface.value([x - h, y])) / (2.0 * h),
                    (surface.value([x, y + h]) - surface.value([x, y - h])) / (2.0 * h),
                ];
                let exact = surface.gradient([x, y]);
                let scale = 1.0 + surface.value([x, y]).abs() + exact[0].abs() + exact[1].abs();
                for side in [0, 1] {
                    let error = (measured[side] - exact[side]).abs() / scale;
                    assert!(error < 1e-8, "{} at {x},{y}: {measured:?} {exact:?}", surface.name());
                }
            }
        }
    }

    #[test]
    fn the_gradient_is_zero_at_each_minimum_and_nothing_lies_lower() {
        for surface in registry() {
            for &point in surface.minima() {
                let [x, y] = surface.gradient(point);
                assert!(x.abs() < 1e-12 && y.abs() < 1e-12, "{} at {point:?}: {x} {y}", surface.name());
                let lowest = surface.lowest().unwrap();
                assert!((surface.value(point) - lowest).abs() < 1e-12);
                assert!(points(*surface).all(|other| surface.value(other) >= lowest - 1e-12));
            }
            assert_eq!(surface.lowest().is_none(), surface.minima().is_empty());
        }
    }

    #[test]
    fn names_are_unique_and_starts_are_on_the_plot() {
        for surface in registry() {
            assert_eq!(names().iter().filter(|&&name| name == surface.name()).count(), 1);
            let ([x, y], Range { x: across, y: up }) = (surface.start(), surface.range());
            assert!(across.0 < x && x < across.1 && up.0 < y && y < up.1, "{}", surface.name());
            assert!(find(surface.name()).is_some());
            assert!(!surface.formula().is_empty() && !surface.about().is_empty());
        }
    }
}
