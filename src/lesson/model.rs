//! What `course.json`, `glossary.json` and `lesson.json` hold: everything no language changes.

use std::collections::BTreeMap;
use std::num::{NonZeroU32, NonZeroU64};

use schemars::JsonSchema;
use serde::Deserialize;

pub use crate::lesson::question::Answer;

/// `course.json`: the chapters in order.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Course {
    /// The schema that an editor checks the file against.
    #[serde(default, rename = "$schema")]
    pub schema: Option<String>,
    /// Always `dltutor-course`.
    pub format: String,
    /// The version of the format, 1.
    pub version: u32,
    /// The course's permanent name: progress in a course read from a folder is kept under it. The
    /// folder's name when absent.
    #[serde(default)]
    pub id: Option<String>,
    /// The languages that have words, the first being the one the others are held to.
    pub languages: Vec<String>,
    /// The folders of the chapters, in the order they are taught.
    pub chapters: Vec<String>,
}

/// `lesson.json` of one chapter.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Lesson {
    /// The schema that an editor checks the file against.
    #[serde(default, rename = "$schema")]
    pub schema: Option<String>,
    /// Always `dltutor-lesson`.
    pub format: String,
    /// The version of the format, 1.
    pub version: u32,
    /// The chapter's permanent name, equal to its folder's.
    pub id: String,
    /// The chapters a learner should know first.
    #[serde(default)]
    pub needs: Vec<String>,
    /// How long it takes, in minutes.
    pub minutes: NonZeroU32,
    /// The questions by which one who knows the chapter may pass it.
    #[serde(default)]
    pub placement: Option<Placement>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// A check offered before the first step: who passes it may leave the chapter out.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Placement {
    /// The questions, each as `step/question`.
    pub questions: Vec<String>,
    /// How many must be right.
    pub need: usize,
}

/// One step: one idea.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its permanent name.
    pub id: String,
    /// Names it had before; progress under them counts for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Steps that must come before it.
    #[serde(default)]
    pub needs: Vec<String>,
    /// The glossary terms it introduces.
    #[serde(default)]
    pub introduces: Vec<String>,
    /// The experiments it runs, by a name that its words use: `{by-layer.ratio}`.
    #[serde(default)]
    pub runs: BTreeMap<String, Run>,
    /// What happens, in order.
    pub flow: Vec<Part>,
    /// The questions it can ask, in the flow or in a quiz.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// The open explorations: settings to find until a goal is met.
    #[serde(default)]
    pub explorations: Vec<Exploration>,
    /// The checkpoints: questions in a row at the end of a part.
    #[serde(default)]
    pub checkpoints: Vec<Checkpoint>,
    /// Texts that the linter's editorial checks let pass here.
    #[serde(default)]
    pub allow: Vec<Allow>,
    /// What it claims, with the test of each claim.
    #[serde(default)]
    pub claims: Vec<Claim>,
}

/// A text that one of the linter's editorial checks lets pass in a step, and why.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Allow {
    /// The check, such as `L022`.
    pub code: String,
    /// The text it would report; for a page that is too long the name of the part that begins it.
    pub text: String,
    /// Why it is right here.
    pub why: String,
}

/// An experiment with its settings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// The experiment's name.
    pub experiment: String,
    /// Settings that differ from the defaults, as `name=value`.
    #[serde(default)]
    pub set: Vec<String>,
    /// The exploration, as `step/exploration` of this chapter, whose settings come on top of these, as the
    /// learner left them. Without any the run is as it stands here.
    #[serde(default)]
    pub own: Option<String>,
    /// Which of the report's figures to show, by number from 0; all of them when absent.
    #[serde(default)]
    pub figures: Option<Vec<usize>>,
}

/// One part of a step's flow.
#[derive(Clone, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Shows the section of that name.
    Read(String),
    /// Asks the question of that name and keeps the answer until its run has measured the key.
    Predict(String),
    /// Runs the experiment of that name, plots it, grades the predictions that waited for it.
    Run(String),
    /// Asks the question of that name and grades it at once.
    Ask(String),
    /// Lets the learner change settings until the goal of the exploration of that name is met.
    Explore(String),
    /// Asks the questions of the checkpoint of that name in a row, and says what to see again.
    Checkpoint(String),
    /// Waits for the learner, then begins a fresh page.
    Page,
}

/// An open exploration: the learner changes settings of a run until its measures meet a goal. Its words
/// stand in the section of the same name: what to do, `#### hints`, `#### why`.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Exploration {
    /// Its permanent name within the step.
    pub id: String,
    /// The run of the step whose settings are changed.
    pub run: String,
    /// The condition on the run's measures that is to be met: `ratio > 0.1`.
    pub goal: String,
    /// Settings that meet it, as `name=value`; shown on demand, and tried by the linter.
    pub solution: Vec<String>,
    /// How many tries are worth having before the solution is offered.
    #[serde(default)]
    pub tries: Option<NonZeroU32>,
    /// Where every try is a result worth keeping: what of it counts.
    #[serde(default)]
    pub leaderboard: Option<Leaderboard>,
}

/// An exploration whose tries are results of the capstone: each is predicted before it runs, and kept in the
/// journal with its settings.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaderboard {
    /// The measure that counts, a share from 0 to 1: the higher, the better.
    pub measure: String,
    /// How far a prediction of it may be off and still be called right.
    pub within: f64,
}

/// Questions asked in a row; a section of the same name may introduce them.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Checkpoint {
    /// Its permanent name within the step.
    pub id: String,
    /// The questions, each as `question` of this step or `step/question` of an earlier one.
    pub questions: Vec<String>,
    /// How many should be right.
    pub need: usize,
}

/// A question; its words stand in the section of the same name.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Its permanent name within the step.
    pub id: String,
    /// Fresh numbers, drawn by seed.
    #[serde(default)]
    pub draw: BTreeMap<String, Draw>,
    /// Names computed from the numbers drawn, and from the measures of `run`, in alphabetical order.
    #[serde(default, rename = "let")]
    pub lets: BTreeMap<String, String>,
    /// The run of the step whose measures the key uses; they are then names in formulas.
    #[serde(default)]
    pub run: Option<String>,
    /// Settings of the run that follow the numbers drawn, as `name={n}`.
    #[serde(default)]
    pub set: Vec<String>,
    /// Its kind and key.
    pub answer: Answer,
    /// Whether a quiz may draw it.
    #[serde(default = "yes")]
    pub quiz: bool,
}

fn yes() -> bool {
    true
}

/// How a number is drawn.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Draw {
    /// A whole number from the first to the second, both included.
    Whole([i64; 2]),
    /// One of these.
    OneOf(Vec<f64>),
}

/// A sentence the course makes, with its test; the sentence stands in the words.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its permanent name within the step.
    pub id: String,
    /// The run of the step it is about.
    pub run: String,
    /// Settings that differ from the run's.
    #[serde(default)]
    pub set: Vec<String>,
    /// The condition on the measures: `ratio_sigmoid < 1e-4`.
    pub holds: String,
    /// Over how many seeds it must hold.
    #[serde(default = "twenty")]
    pub seeds: NonZeroU64,
    /// The first of these seeds; for a claim about something that was chosen by looking at the seeds from 0 on.
    #[serde(default)]
    pub from: u64,
}

fn twenty() -> NonZeroU64 {
    NonZeroU64::MIN.saturating_add(19)
}

/// `glossary.json`: one word for one thing.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Glossary {
    /// The schema that an editor checks the file against.
    #[serde(default, rename = "$schema")]
    pub schema: Option<String>,
    /// The terms.
    pub terms: Vec<Term>,
}

impl Glossary {
    /// The same terms with their words in one language alone.
    #[must_use]
    pub fn in_language(mut self, language: &str) -> Self {
        for term in &mut self.terms {
            term.words.retain(|known, _| known == language);
        }
        self
    }

    /// The language it is read in: English, or the one it has been brought into.
    pub fn language(&self) -> &str {
        let mut languages = self.terms.iter().flat_map(|term| term.words.keys().map(String::as_str));
        let first = languages.clone().next().unwrap_or("en");
        if languages.any(|language| language == "en") { "en" } else { first }
    }
}

/// A glossary term.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Its permanent name.
    pub id: String,
    /// The words for it, by language.
    pub words: BTreeMap<String, TermWords>,
}

/// A term in one language.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermWords {
    /// The one word used for it.
    pub term: String,
    /// What it means, in one or two sentences.
    pub meaning: String,
    /// Its abbreviation; must be spelled out where it first appears.
    #[serde(default)]
    pub abbreviation: Option<String>,
    /// Words not to use for it.
    #[serde(default)]
    pub avoid: Vec<String>,
}
