//! Whatever a pack asks of an experiment, it is bounded: every parameter at its limits, alone and all
//! together, is refused, done, or ended by its time, and never panics.
//!
//! `DLTUTOR_SWEEP=1 cargo test --test suite bounds -- --nocapture` tries each parameter by itself, too.

use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use dltutor::experiment::context::Watcher;
use dltutor::experiment::{Context, Experiment, Kind, Parameter, Settings, registry};

/// Ends a run when its time is over.
struct Brief(Instant);

impl Watcher for Brief {
    fn progress(&self, _done: u64, _total: u64) {}

    fn is_over(&self) -> bool {
        Instant::now() > self.0
    }
}

/// A parameter at its lowest and highest value, where it has any.
fn limits(parameter: &Parameter) -> Option<[String; 2]> {
    let name = parameter.name;
    match &parameter.kind {
        Kind::Integer { low, high, .. } => Some([format!("{name}={low}"), format!("{name}={high}")]),
        Kind::Real { low, high, .. } => Some([format!("{name}={low}"), format!("{name}={high}")]),
        _ => None,
    }
}

/// How long a run took that was told to end at once.
fn tried(experiment: &dyn Experiment, texts: &[String]) -> Duration {
    let settings = Settings::parse(&experiment.parameters(), texts).unwrap();
    let (since, stop) = (Instant::now(), AtomicBool::new(false));
    let brief = Brief(since + Duration::from_millis(20));
    let _ = experiment.run(&settings, &Context::watched(1, &brief, &stop));
    since.elapsed()
}

#[test]
fn no_settings_make_an_experiment_run_away() {
    let is_sweep = std::env::var_os("DLTUTOR_SWEEP").is_some();
    for experiment in registry() {
        let limits: Vec<[String; 2]> = experiment.parameters().iter().filter_map(limits).collect();
        let mut cases: Vec<Vec<String>> =
            (0..2).map(|end| limits.iter().map(|ends| ends[end].clone()).collect()).collect();
        if is_sweep {
            cases.extend(limits.iter().flatten().map(|text| vec![text.clone()]));
        }
        for texts in cases {
            let took = tried(*experiment, &texts);
            if is_sweep {
                println!("{:>8.3} s  {} {}", took.as_secs_f64(), experiment.name(), texts.join(" "));
            }
            assert!(took < Duration::from_secs(60), "{} {}: {took:?}", experiment.name(), texts.join(" "));
        }
    }
}
