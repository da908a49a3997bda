//! Learning-rate schedules: what the learning rate is multiplied by as training goes on, one a file.
//!
//! ```
//! use dltutor_nn::{Updater, schedule::{InverseRoot, Schedule}};
//! let mut adam = Updater::named("adam")?;
//! for step in 1..=4 {
//!     adam.set("learning_rate", 0.1 * InverseRoot.factor(step))?; // Reddi 2018 needs η / √t
//! }
//! assert_eq!(adam.hyperparameters().learning_rate, 0.05);
//! # Ok::<(), dltutor_nn::Error>(())
//! ```

mod constant;
mod cosine;
mod inverse_root;
mod steps;
mod warm_up;

pub use constant::Constant;
pub use cosine::Cosine;
pub use inverse_root::InverseRoot;
pub use steps::Steps;
pub use warm_up::WarmUp;

use super::error::Error;

/// How the learning rate changes from step to step.
pub trait Schedule: Send + Sync {
    /// The name it is found by.
    fn name(&self) -> &'static str;

    /// The factor at step t, in one line.
    fn formula(&self) -> &'static str;

    /// What the learning rate is multiplied by at `step`; the first step is 1.
    fn factor(&self, step: u64) -> f64;
}

/// Every schedule, with usual parameters.
pub fn registry() -> &'static [&'static dyn Schedule] {
    static REGISTRY: [&dyn Schedule; 5] = [
        &Constant,
        &Steps { every: 1000, decay: 0.1 },
        &Cosine { total: 1000 },
        &WarmUp { steps: 100 },
        &InverseRoot,
    ];
    &REGISTRY
}

/// The schedule called `name`.
///
/// # Errors
/// [`Error::Unknown`], with the names there are.
pub fn find(name: &str) -> Result<&'static dyn Schedule, Error> {
    let names: Vec<_> = registry().iter().map(|schedule| schedule.name()).collect();
    let found = registry().iter().find(|schedule| schedule.name() == name);
    found.copied().ok_or_else(|| Error::unknown("schedule", name, &names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factors_are_those_of_the_formulas() {
        let factors = |schedule: &dyn Schedule, steps: [u64; 4]| steps.map(|step| schedule.factor(step));
        assert_eq!(factors(&Constant, [1, 2, 3, 900]), [1.0; 4]);
        assert_eq!(factors(&Steps { every: 10, decay: 0.5 }, [1, 10, 11, 21]), [1.0, 1.0, 0.5, 0.25]);
        assert_eq!(factors(&WarmUp { steps: 4 }, [1, 2, 4, 9]), [0.25, 0.5, 1.0, 1.0]);
        assert_eq!(factors(&InverseRoot, [1, 4, 9, 16]), [1.0, 0.5, 1.0 / 3.0, 0.25]);
        let cosine = factors(&Cosine { total: 10 }, [1, 6, 11, 99]);
        assert!((cosine[1] - 0.5).abs() < 1e-15, "{cosine:?}");
        assert_eq!((cosine[0], cosine[2], cosine[3]), (1.0, 0.0, 0.0));
    }

    #[test]
    fn no_schedule_raises_the_rate_or_turns_it_around() {
        for schedule in registry() {
            assert_eq!(find(schedule.name()).unwrap().name(), schedule.name());
            assert!(
                (1..3000).all(|step| (0.0..=1.0).contains(&schedule.factor(step))),
                "{}",
                schedule.name()
            );
        }
        assert!(find("cosin").err().unwrap().to_string().contains("there are: "));
    }
}
