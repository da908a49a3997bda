//! Every experiment keeps the promises of its declaration.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use dltutor::experiment::context::Watcher;
use dltutor::experiment::{Context, Experiment, ExperimentError, Kind, Report, Settings, find, registry};
use dltutor::plot::Figure;

fn run(experiment: &dyn Experiment, set: &[&str], seed: u64) -> Report {
    let settings = Settings::parse(&experiment.parameters(), set)
        .unwrap_or_else(|error| panic!("{}: {error}", experiment.name()));
    experiment
        .run(&settings, &Context::silent(seed))
        .unwrap_or_else(|error| panic!("{}: {error}", experiment.name()))
}

/// The report without what is read from a clock.
fn timeless(experiment: &dyn Experiment, mut report: Report) -> String {
    let clocks: BTreeSet<String> =
        experiment.measures().into_iter().filter(|info| info.is_clock()).map(|info| info.name).collect();
    if !clocks.is_empty() {
        report.measures.retain(|measure| !clocks.contains(&measure.name));
        report.figures.clear();
    }
    format!("{report:?}")
}

#[test]
fn names_are_unique_and_everything_is_described() {
    let mut names = BTreeSet::new();
    for experiment in registry() {
        assert!(names.insert(experiment.name()), "{} is there twice", experiment.name());
        assert!(experiment.about().len() > 10, "{}", experiment.name());
        let mut parameters = BTreeSet::new();
        for parameter in experiment.parameters() {
            assert!(parameters.insert(parameter.name), "{}: {}", experiment.name(), parameter.name);
            assert!(!parameter.help.is_empty(), "{}: {}", experiment.name(), parameter.name);
        }
    }
}

#[test]
fn defaults_are_in_range_and_settings_round_trip() {
    for experiment in registry() {
        let parameters = experiment.parameters();
        let defaults = Settings::defaults(&parameters);
        let again = Settings::parse(&parameters, &defaults.texts());
        assert_eq!(again.as_ref(), Ok(&defaults), "{}", experiment.name());
    }
}

/// Draws every frame it is offered, and remembers of which kinds they are.
#[derive(Default)]
struct Eager {
    frames: AtomicU64,
    kinds: Mutex<BTreeSet<String>>,
}

impl Watcher for Eager {
    fn progress(&self, _done: u64, _total: u64) {}

    fn wants_frames(&self) -> bool {
        true
    }

    fn frame(&self, share: f64, figure: &dyn Fn() -> Figure) {
        assert!((0.0..=1.0).contains(&share), "{share}");
        let figure = figure();
        assert!(!figure.title().is_empty());
        self.frames.fetch_add(1, Ordering::Relaxed);
        self.kinds.lock().unwrap().insert(kind(&figure));
    }
}

/// The name of a figure's kind.
fn kind(figure: &Figure) -> String {
    let text = format!("{figure:?}");
    text.split('(').next().unwrap_or_default().to_owned()
}

#[test]
fn frames_are_on_the_way_to_the_figure_they_are_said_to_be() {
    let stop = AtomicBool::new(false);
    let mut found = 0;
    for name in
        ["update-loop", "linear-collapse", "dying-relu", "sgd-minibatch", "l1-geometry", "capstone-ablation"]
    {
        let experiment = find(name).unwrap();
        let settings = Settings::defaults(&experiment.parameters());
        let count = run(experiment, &[], 7).figures.len();
        for place in 0..count {
            let (eager, only) = (Eager::default(), [place]);
            let report =
                experiment.run(&settings, &Context::watched(7, &eager, &stop).showing(Some(&only))).unwrap();
            let kinds = eager.kinds.into_inner().unwrap();
            found += kinds.len();
            assert!(
                kinds.iter().all(|it| *it == kind(&report.figures[place])),
                "{name}, figure {place}: {kinds:?}"
            );
        }
        let (eager, none) = (Eager::default(), []);
        experiment.run(&settings, &Context::watched(7, &eager, &stop).showing(Some(&none))).unwrap();
        assert_eq!(eager.frames.into_inner(), 0, "{name}: nothing is shown");
    }
    assert_eq!(found, 8, "two of the experiments move two figures");
}

#[test]
fn who_watches_does_not_change_what_comes_out() {
    let mut moving = Vec::new();
    for experiment in registry() {
        let settings = Settings::defaults(&experiment.parameters());
        let (eager, stop) = (Eager::default(), AtomicBool::new(false));
        let watched = experiment.run(&settings, &Context::watched(7, &eager, &stop)).unwrap();
        if eager.frames.into_inner() > 0 {
            moving.push(experiment.name());
            let unwatched = run(*experiment, &[], 7);
            assert_eq!(timeless(*experiment, watched), timeless(*experiment, unwatched));
        }
    }
    for name in ["update-loop", "linear-collapse", "depth-accuracy", "dying-relu", "compare-optimizers"] {
        assert!(moving.contains(&name), "{name} offers no frames: {moving:?}");
    }
}

#[test]
fn declared_measures_are_the_reported_ones_and_reports_repeat() {
    for experiment in registry() {
        let first = run(*experiment, &[], 7);
        let declared: Vec<String> = experiment.measures().into_iter().map(|info| info.name).collect();
        let unique: BTreeSet<&String> = declared.iter().collect();
        assert_eq!(unique.len(), declared.len(), "{} declares a measure twice", experiment.name());
        let reported: BTreeSet<&String> = first.measures.iter().map(|measure| &measure.name).collect();
        assert_eq!(reported, unique, "{}", experiment.name());
        assert_eq!(first.measures.len(), declared.len(), "{}", experiment.name());
        for info in experiment.measures() {
            let unit = first.measures.iter().find(|measure| measure.name == info.name).unwrap().unit;
            assert_eq!(unit, info.unit, "{}: {}", experiment.name(), info.name);
            let plain =
                |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
            assert!(info.name.chars().all(plain), "{} is no name for a formula", info.name);
            assert!(!info.about.is_empty());
        }
        let again = run(*experiment, &[], 7);
        assert_eq!(timeless(*experiment, first), timeless(*experiment, again), "{}", experiment.name());
    }
}

#[test]
fn figures_are_named_and_hold_data() {
    for experiment in registry() {
        let report = run(*experiment, &[], 1);
        assert!(!report.figures.is_empty(), "{}", experiment.name());
        for figure in &report.figures {
            let (title, filled) = match figure {
                Figure::Lines(lines) => {
                    (&lines.title, lines.series.iter().all(|line| !line.points.is_empty()))
                }
                Figure::Contour(contour) => (&contour.title, contour.values.len() > 1),
                Figure::Bars(bars) => (&bars.title, !bars.bars.is_empty()),
                Figure::Table(table) => {
                    let even = table.rows.iter().all(|row| row.len() == table.columns.len());
                    (&table.title, !table.rows.is_empty() && even)
                }
                other => (&other.title().to_owned(), true),
            };
            assert!(!title.is_empty() && filled, "{}: {title}", experiment.name());
        }
        assert!(report.to_json()["measures"].is_array());
    }
}

/// Counts what it is told.
#[derive(Default)]
struct Count(AtomicU64);

impl Watcher for Count {
    fn progress(&self, done: u64, total: u64) {
        assert!(done <= total);
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

#[test]
fn an_experiment_that_is_told_to_stop_stops() {
    let watcher = Count::default();
    let stop = AtomicBool::new(true);
    let goes_on = |experiment: &&&dyn Experiment| {
        let settings = Settings::defaults(&experiment.parameters());
        let result = experiment.run(&settings, &Context::watched(7, &watcher, &stop));
        !matches!(result, Err(ExperimentError::Cancelled))
    };
    let deaf: Vec<&str> = registry().iter().filter(goes_on).map(|experiment| experiment.name()).collect();
    assert!(deaf.is_empty(), "these go on: {deaf:?}");
}

/// Settings with one setting made and, unless it is that one, little training.
fn quick(experiment: &dyn Experiment, text: &str) -> Settings {
    let parameters = experiment.parameters();
    let mut settings = Settings::defaults(&parameters);
    for short in ["epochs=1", "seeds=1", "rounds=1"] {
        let known = parameters.iter().any(|parameter| short.starts_with(&format!("{}=", parameter.name)));
        if known {
            settings.set(&parameters, short).unwrap();
        }
    }
    settings.set(&parameters, text).unwrap_or_else(|error| panic!("{}: {error}", experiment.name()));
    settings
}

#[test]
fn the_ends_of_every_range_are_answered() {
    for experiment in registry() {
        for parameter in experiment.parameters() {
            let ends = match parameter.kind {
                Kind::Integer { low, .. } => vec![low.to_string()],
                Kind::Real { low, high, .. } => vec![low.to_string(), high.to_string()],
                Kind::Choice { ref options, .. } => options.iter().map(|&name| name.to_owned()).collect(),
                Kind::Subset { ref options, .. } => vec![options[0].to_owned()],
                Kind::Point { low, high } => vec![format!("{low},{high}")],
                Kind::Task { ref options, .. } => options.iter().map(|&name| name.to_owned()).collect(),
                Kind::Text => vec!["x".to_owned()],
            };
            for end in ends {
                let text = format!("{}={end}", parameter.name);
                let settings = quick(*experiment, &text);
                let result = experiment.run(&settings, &Context::silent(1));
                let fine =
                    matches!(result, Ok(_) | Err(ExperimentError::Unfit(_) | ExperimentError::Data(_)));
                assert!(fine, "{} {text}: {:?}", experiment.name(), result.err());
            }
        }
    }
}
