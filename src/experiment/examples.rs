//! What an experiment classifies: a built-in task, or a file that the learner brought.
//!
//! An experiment that classifies declares it in one line, `parameters.extend(examples::parameters("digits"))`,
//! and asks for it in another, `let examples = Examples::chosen(settings)?`. It then takes `examples.split(seed)`
//! (in each job: a split is cheap), sizes its network by `examples.features()` and `examples.classes()`, and ends
//! with `examples.describe(&mut report)`, so that the report says what was learned from. `dltutor run` and
//! `compare` turn `--data FILE --label COLUMN --standardise` into the settings `on=FILE label=COLUMN
//! standardise=yes` of whatever parameter has the kind [`Kind::Task`]; in a lesson a learner types `e on=my.csv`.
//! A lesson's own text may not name a file ([`Settings::parse_authored`]).

use serde_json::json;

use crate::data::{DataSet, Split, read_csv, task};
use crate::experiment::{ExperimentError, Parameter, Report, Settings};
use crate::nn::random::Generator;
use crate::nn::train;
use crate::text::number;

/// The fewest rows of a file: fewer leave nothing to test on.
const FEWEST: usize = 10;
/// A feature that spreads this many times as widely as another calls for standardising.
const UNEVEN: f64 = 10.0;
/// So does a value this large: a step grows with the square of the inputs.
const LARGE: f64 = 10.0;

/// The parameters of an experiment that classifies any task: `on`, `label`, `standardise`, `rows`.
pub(super) fn parameters(default: &'static str) -> Vec<Parameter> {
    parameters_of("on", task::names(), default)
}

/// The same with another name for `on` and only some of the tasks.
pub(super) fn parameters_of(
    name: &'static str,
    tasks: Vec<&'static str>,
    default: &'static str,
) -> Vec<Parameter> {
    vec![
        Parameter::task(name, tasks, default, "what is classified: a task, or a file of yours"),
        Parameter::text("label", "the column of the file that holds the class; the last if absent"),
        Parameter::choice(
            "standardise",
            vec!["no", "yes"],
            "no",
            "whether each feature is brought to mean 0 and deviation 1",
        ),
        Parameter::integer(
            "rows",
            10,
            1_000_000,
            5000,
            "at most this many rows of a file, drawn by the seed",
        )
        .unit("rows"),
    ]
}

/// The examples that the settings choose.
pub(super) struct Examples {
    source: Source,
    standardise: bool,
    /// The most rows of a file that are used.
    rows: usize,
    features: usize,
    classes: usize,
}

enum Source {
    BuiltIn(&'static task::Task),
    File(Box<DataSet>),
}

impl Examples {
    /// The task or file that the settings name; a file is read here, once.
    ///
    /// # Errors
    /// [`ExperimentError::Data`] when the file cannot be used.
    pub(super) fn chosen(settings: &Settings) -> Result<Self, ExperimentError> {
        let name = ["on", "task"].into_iter().find(|name| settings.has(name)).unwrap_or("on");
        let name = settings.name(name);
        let size = |set: &DataSet| (set.features.ncols(), set.classes());
        let (source, (features, classes)) = match task::find(name) {
            Some(task) => (Source::BuiltIn(task), size(&task.load(0).train)),
            None => {
                let set = read(name, settings.text("label"))?;
                let size = size(&set);
                (Source::File(Box::new(set)), size)
            }
        };
        let standardise = settings.name("standardise") == "yes";
        Ok(Self { source, standardise, rows: settings.integer("rows"), features, classes })
    }

    /// Its training and test part. A file's rows are shuffled by the seed, and two thirds are learned from.
    pub(super) fn split(&self, seed: u64) -> Split {
        let split = self.raw(seed);
        if self.standardise { split.standardised() } else { split }
    }

    /// The same parts with the numbers as they were measured, whatever the settings say about scale.
    pub(super) fn unscaled(&self, seed: u64) -> Split {
        match &self.source {
            Source::BuiltIn(task) => task.raw(seed),
            Source::File(_) => self.raw(seed),
        }
    }

    fn raw(&self, seed: u64) -> Split {
        match &self.source {
            Source::BuiltIn(task) => task.load(seed),
            Source::File(set) => {
                let used = self.used(set);
                let mut order: Vec<usize> = (0..set.len()).collect();
                if used < set.len() {
                    Generator::seeded(seed).fork("rows").shuffle(&mut order);
                }
                let (train, test) = train::split(used, 2 * used / 3, seed);
                let part =
                    |rows: &[usize]| set.select(&rows.iter().map(|&row| order[row]).collect::<Vec<_>>());
                Split { train: part(&train), test: part(&test) }
            }
        }
    }

    fn used(&self, set: &DataSet) -> usize {
        set.len().min(self.rows)
    }

    /// The name of the task, or of the file.
    pub(super) fn name(&self) -> &str {
        match &self.source {
            Source::BuiltIn(task) => task.name,
            Source::File(set) => &set.name,
        }
    }

    /// How many numbers an example has.
    pub(super) fn features(&self) -> usize {
        self.features
    }

    /// How many classes there are.
    pub(super) fn classes(&self) -> usize {
        self.classes
    }

    /// Says in the report what was learned from: for a file also its size, and whether its scales differ.
    pub(super) fn describe(&self, report: &mut Report) {
        let split = self.raw(report.seed);
        let (train, test) = (split.train.len(), split.test.len());
        let rows = match &self.source {
            Source::BuiltIn(_) => train + test,
            Source::File(set) => set.len(),
        };
        report.data.insert(
            "data",
            json!({
                "name": self.name(),
                "file": matches!(self.source, Source::File(_)),
                "rows": rows,
                "train": train,
                "test": test,
                "features": split.train.feature_names,
                "classes": split.train.class_names,
                "standardised": self.standardise,
            }),
        );
        if let Source::File(set) = &self.source {
            report.notes.push(size(set, train, test));
            if !self.standardise {
                report.notes.extend(uneven(&split.train));
            }
        }
    }
}

fn read(name: &str, label: Option<&str>) -> Result<DataSet, ExperimentError> {
    let set = read_csv(std::path::Path::new(name), label)?;
    if set.len() < FEWEST {
        let rows = set.len();
        let name = &set.name;
        return Err(ExperimentError::Unfit(format!(
            "{name}: has {rows} rows; at least {FEWEST} are needed, to learn from some and test on others"
        )));
    }
    Ok(set)
}

/// `my.csv: 150 rows, 4 features, 3 classes (setosa, …). 100 rows to learn from, 50 to test.`
fn size(set: &DataSet, train: usize, test: usize) -> String {
    const SHOWN: usize = 5;
    let mut classes = set.class_names.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if set.classes() > SHOWN {
        classes.push_str(", …");
    }
    let (name, rows, features) = (&set.name, set.len(), set.features.ncols());
    let count = set.classes();
    format!(
        "{name}: {rows} rows, {features} features, {count} classes ({classes}). {train} rows to learn from, {test} to \
         test on."
    )
}

/// What to say about features of very different spread, or of large values.
fn uneven(train: &DataSet) -> Option<String> {
    let cure =
        "`--standardise` (in a lesson: standardise=yes) brings every feature to mean 0 and deviation 1.";
    let spreads: Vec<(f64, &String)> = train
        .features
        .columns()
        .into_iter()
        .map(|column| column.std(0.0))
        .zip(&train.feature_names)
        .filter(|(spread, _)| *spread > 0.0)
        .collect();
    let widest = spreads.iter().max_by(|left, right| left.0.total_cmp(&right.0))?;
    let narrowest = spreads.iter().min_by(|left, right| left.0.total_cmp(&right.0))?;
    let ratio = widest.0 / narrowest.0;
    if ratio > UNEVEN {
        let (times, wide, narrow) = (number::significant(ratio, 2), widest.1, narrowest.1);
        return Some(format!(
            "The scales differ: {wide} spreads {times} times as widely as {narrow}. {cure}"
        ));
    }
    let largest = train.features.iter().fold(0.0, |high: f64, value| high.max(value.abs()));
    (largest > LARGE)
        .then(|| format!("Values reach {}, which makes steps long. {cure}", number::significant(largest, 2)))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;
    use crate::experiment::{Context, find};

    fn settings(set: &[&str]) -> Settings {
        Settings::parse(&parameters("digits"), set).unwrap()
    }

    fn file(text: &str) -> tempfile::NamedTempFile {
        let mut file = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        file.write_all(text.as_bytes()).unwrap();
        file
    }

    fn two_clouds(rows: usize) -> String {
        let row = |row: usize| format!("{},{},{}\n", row % 2, 1000 * (row % 7), ["no", "yes"][row % 2]);
        format!("near,far,kind\n{}", (0..rows).map(row).collect::<String>())
    }

    #[test]
    fn a_built_in_task_is_what_it_was() {
        let examples = Examples::chosen(&settings(&["on=wine"])).unwrap();
        assert_eq!(examples.split(3), task::find("wine").unwrap().load(3));
        assert_eq!((examples.features(), examples.classes(), examples.name()), (13, 3, "wine"));
    }

    #[test]
    fn a_file_is_split_by_the_seed_and_capped() {
        let file = file(&two_clouds(90));
        let on = format!("on={}", file.path().display());
        let examples = Examples::chosen(&settings(&[&on])).unwrap();
        let split = examples.split(1);
        assert_eq!((split.train.len(), split.test.len()), (60, 30));
        assert_eq!(split, examples.split(1));
        assert_ne!(split, examples.split(2));
        let few = Examples::chosen(&settings(&[&on, "rows=30", "standardise=yes"])).unwrap().split(1);
        assert_eq!((few.train.len(), few.test.len()), (20, 10));
        assert!(few.train.mean().iter().all(|mean| mean.abs() < 1e-12));
    }

    #[test]
    fn the_report_names_the_file_and_uneven_scales() {
        let file = file(&two_clouds(90));
        let on = format!("on={}", file.path().display());
        let experiment = find("compare-activations").unwrap();
        let parse = |set: &[&str]| Settings::parse(&experiment.parameters(), set).unwrap();
        let quick = [on.as_str(), "only=relu", "epochs=1"];
        let report = experiment.run(&parse(&quick), &Context::silent(7)).unwrap();
        assert!(report.notes[0].contains("90 rows, 2 features, 2 classes (no, yes)"), "{:?}", report.notes);
        assert!(report.notes[1].contains("far spreads"), "{:?}", report.notes);
        assert_eq!(report.data["data"]["classes"], json!(["no", "yes"]));
        let standardised = [&quick[..], &["standardise=yes"]].concat();
        assert_eq!(experiment.run(&parse(&standardised), &Context::silent(7)).unwrap().notes.len(), 1);
    }

    #[test]
    fn a_file_of_few_rows_or_none_is_refused() {
        let few = file(&two_clouds(6));
        let error = Examples::chosen(&settings(&[&format!("on={}", few.path().display())])).err().unwrap();
        assert!(error.to_string().contains("has 6 rows; at least 10 are needed"), "{error}");
        let error = Examples::chosen(&settings(&["on=absent.csv"])).err().unwrap().to_string();
        assert!(error.starts_with("cannot read absent.csv"), "{error}");
    }
}
