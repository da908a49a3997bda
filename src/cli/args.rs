//! The arguments, as clap reads them; the doc comments are the help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::cli::compare;
use crate::ui::color::When;

/// Learn the basics of deep learning in a terminal: predict, run, see, understand.
///
/// Without a command, shows where you are in the course and what to do next.
#[derive(Debug, Parser)]
#[command(name = "dltutor", version, disable_help_subcommand = true, max_term_width = 100)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Options that hold for every command.
    #[command(flatten)]
    pub everywhere: Everywhere,
}

/// Options that hold for every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options for every command")]
pub struct Everywhere {
    /// The seed that everything random is drawn from: same seed, same digits
    #[arg(long, global = true, value_name = "N")]
    pub seed: Option<u64>,
    /// The form of the data on standard output
    #[arg(long, global = true, value_enum, default_value_t, value_name = "FORM")]
    pub format: Format,
    /// Also writes the figures to this file as SVG (several figures: FILE-1.svg, FILE-2.svg, …)
    #[arg(long, global = true, value_name = "FILE")]
    pub svg: Option<PathBuf>,
    /// Whether to colour
    #[arg(long, global = true, value_enum, default_value_t, value_name = "WHEN")]
    pub color: When,
    /// Use only ASCII characters
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Draw this many columns wide, 20 to 300 (default: as the terminal is, 80 without one)
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=300))]
    pub width: Option<u16>,
    /// Linear output for screen readers and logs: figures in words, nothing redrawn
    #[arg(long, global = true)]
    pub plain: bool,
    /// Do not redraw figures in place while an experiment runs (also: DLTUTOR_ANIMATION=off)
    #[arg(long, global = true)]
    pub no_animation: bool,
    /// The language of the lessons, one that the course has words in (default: en, or the one there is)
    #[arg(long, global = true, value_name = "LANG", value_parser = language)]
    pub lang: Option<String>,
}

/// The form of data on standard output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For reading.
    #[default]
    Text,
    /// For programs: full precision, documented and versioned.
    Json,
    /// For spreadsheets: one row a measure or a point.
    Csv,
}

/// A language by its tag, as in the names of files.
fn language(text: &str) -> Result<String, String> {
    let is_tag = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if (1..=35).contains(&text.len()) && text.chars().all(is_tag) {
        return Ok(text.to_owned());
    }
    Err("write letters, digits and hyphens, as in en, ko or pt-BR".to_owned())
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Walk through a chapter: read, predict, run, see, understand
    Lesson(LessonOptions),
    /// Race the members of a family under the same conditions
    Compare(CompareOptions),
    /// Run one experiment; without a name, list them
    Run(RunOptions),
    /// Be asked questions with fresh numbers, first what you missed
    Quiz(QuizOptions),
    /// Be asked again what is due today
    Review(ReviewOptions),
    /// List chapters, steps and experiments
    List(ListOptions),
    /// Explain a term, or list them all
    Glossary(GlossaryOptions),
    /// Show what you have done, and look after the journal of it
    Progress(ProgressOptions),
    /// Check a lessons folder as a compiler would
    Lint(LintOptions),
    /// Print the completions for a shell
    Completions(CompletionsOptions),
}

impl Command {
    /// Whether it may run experiments.
    pub fn computes(&self) -> bool {
        matches!(self, Self::Lesson(_) | Self::Compare(_) | Self::Run(_) | Self::Quiz(_) | Self::Review(_))
    }
}

/// A folder of lessons.
#[derive(Debug, Args)]
pub struct Folder {
    /// Take the lessons from this folder
    #[arg(long, value_name = "DIR", global = true)]
    pub lessons: Option<PathBuf>,
}

/// Options of `lesson`.
#[derive(Debug, Args)]
pub struct LessonOptions {
    /// The chapter (default: the one you are in)
    pub chapter: Option<String>,
    /// Start at this step
    #[arg(long, value_name = "ID")]
    pub step: Option<String>,
    /// Start at the first step, whatever was done before
    #[arg(long, conflicts_with = "step")]
    pub restart: bool,
    /// Keep notes of the walk in this file, Markdown with the figures; goes on with notes that are there
    #[arg(long, value_name = "FILE")]
    pub transcript: Option<PathBuf>,
    /// Take the chapter's placement check: who passes it may leave the chapter out
    #[arg(long, conflicts_with_all = ["step", "restart"])]
    pub placement: bool,
    /// Where the lessons are.
    #[command(flatten)]
    pub from: Folder,
}

/// Options of `compare`.
#[derive(Debug, Args)]
#[command(after_help = compare::more_help())]
pub struct CompareOptions {
    /// The family.
    #[arg(help = compare::family_help())]
    pub family: String,
    /// The task; for optimizers also a surface
    #[arg(long, value_name = "TASK", conflicts_with = "data")]
    pub on: Option<String>,
    /// Only these members, separated by commas
    #[arg(long, value_name = "A,B")]
    pub only: Option<String>,
    /// Change a parameter
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// Over how many seeds
    #[arg(long, value_name = "N")]
    pub seeds: Option<String>,
    /// What to classify instead of a built-in task
    #[command(flatten)]
    pub data: DataOptions,
}

/// A file to classify.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Your own data")]
pub struct DataOptions {
    /// Classify the rows of this CSV file: a header, numeric features, a column with the class
    #[arg(long, value_name = "FILE.csv")]
    pub data: Option<String>,
    /// The column with the class (default: the last one)
    #[arg(long, value_name = "COLUMN", requires = "data")]
    pub label: Option<String>,
    /// Bring each feature to mean 0 and deviation 1 over the training rows
    #[arg(long, visible_alias = "standardize", requires = "data")]
    pub standardise: bool,
}

/// Options of `run`.
#[derive(Debug, Args)]
#[command(disable_help_flag = true)]
pub struct RunOptions {
    /// The experiment
    pub experiment: Option<String>,
    /// Change a parameter
    #[arg(long = "set", value_name = "NAME=VALUE")]
    pub set: Vec<String>,
    /// What to classify instead of a built-in task
    #[command(flatten)]
    pub data: DataOptions,
    /// Show the experiment's parameters, measures and figures
    #[arg(short, long)]
    pub help: bool,
}

/// Options of `quiz`.
#[derive(Debug, Args)]
pub struct QuizOptions {
    /// The chapters, mixed (default: all you have begun)
    #[arg(value_name = "CHAPTER")]
    pub chapters: Vec<String>,
    /// How many questions
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u16).range(1..=100))]
    pub count: u16,
    /// Where the lessons are.
    #[command(flatten)]
    pub from: Folder,
}

/// Options of `review`.
#[derive(Debug, Args)]
pub struct ReviewOptions {
    /// Where the lessons are.
    #[command(flatten)]
    pub from: Folder,
}

/// Options of `list`.
#[derive(Debug, Args)]
pub struct ListOptions {
    /// Where the lessons are.
    #[command(flatten)]
    pub from: Folder,
}

/// Options of `glossary`.
#[derive(Debug, Args)]
pub struct GlossaryOptions {
    /// The term; several words need no quotes
    pub term: Vec<String>,
    /// Where the lessons are.
    #[command(flatten)]
    pub from: Folder,
}

/// Options of `progress`.
#[derive(Debug, Args)]
pub struct ProgressOptions {
    /// What to do with it (default: show)
    #[command(subcommand)]
    pub action: Option<ProgressAction>,
    /// Where the lessons are.
    #[command(flatten)]
    pub from: Folder,
}

/// What to do with the progress.
#[derive(Debug, Subcommand)]
pub enum ProgressAction {
    /// Show it
    Show,
    /// Write the journal to a file, or to standard output
    Export {
        /// The file
        file: Option<PathBuf>,
    },
    /// Merge a journal written by `export`; doing it twice changes nothing
    Import {
        /// The file; `-` reads standard input
        file: PathBuf,
    },
    /// Start a chapter afresh; the journal keeps the history
    Reset {
        /// The chapter
        chapter: String,
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
    /// Check the journal and repair what can be repaired
    Verify,
}

/// Options of `lint`.
#[derive(Debug, Args)]
pub struct LintOptions {
    /// The folder (default: the built-in course)
    pub folder: Option<PathBuf>,
    /// Also measure every claim over its seeds
    #[arg(long)]
    pub claims: bool,
    /// With --claims, at most this many seeds a claim
    #[arg(long, value_name = "N", requires = "claims")]
    pub seeds: Option<u64>,
    /// Explain a code, such as L003
    #[arg(long, value_name = "CODE")]
    pub explain: Option<String>,
    /// Print the JSON schema of a file, for an editor: course, lesson or glossary
    #[arg(long, value_name = "FILE", conflicts_with_all = ["claims", "explain", "folder"])]
    pub schema: Option<String>,
}

/// Options of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsOptions {
    /// The shell
    #[arg(value_enum)]
    pub shell: clap_complete::Shell,
}
