//! What the journal holds: one event for each thing a learner did.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The version of the events this program writes. It grows when an old program could no longer
/// read what a new one writes; a new kind of event does not need it.
pub const VERSION: u32 = 1;

/// An event's permanent name, unique over all machines: the run of the program that wrote it, and
/// its number within that run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id {
    /// 64 random bits, drawn when the program started.
    pub run: u64,
    /// 0, 1, 2, … within the run.
    pub number: u32,
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}-{:x}", self.run, self.number)
    }
}

impl FromStr for Id {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("\"{text}\" is no event id");
        let (run, number) = text.split_once('-').ok_or_else(wrong)?;
        let run = u64::from_str_radix(run, 16).map_err(|_| wrong())?;
        Ok(Self { run, number: u32::from_str_radix(number, 16).map_err(|_| wrong())? })
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// One event.
///
/// ```
/// use dltutor::progress::{Event, Kind};
/// let done = Kind::StepDone { chapter: "activations".into(), step: "relu".into() };
/// assert_eq!(serde_json::to_string(&done)?, r#"{"step_done":{"chapter":"activations","step":"relu"}}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// Its unique name.
    pub id: Id,
    /// The version of the program's event format that wrote it.
    #[serde(rename = "v")]
    pub version: u32,
    /// Its place in the order of events: the time in milliseconds, pushed up where the clock stood
    /// still or went back, so that within one journal a later event always has a greater one.
    #[serde(rename = "n")]
    pub order: u64,
    /// What the clock said, in milliseconds since 1970 (UTC). Never trusted alone: see
    /// [`timeline`](super::timeline).
    pub at: u64,
    /// What happened.
    #[serde(rename = "event")]
    pub kind: Kind,
}

impl Event {
    /// The key that events are sorted by before they are folded.
    pub fn key(&self) -> (u64, Id) {
        (self.order, self.id)
    }
}

/// How an answer was judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Right.
    Correct,
    /// Wrong, and it counts.
    Incorrect,
    /// Not an answer to this question at all: asked again, costs nothing.
    NotGradable,
}

/// Names and values of an experiment's settings, as text.
pub type Settings = BTreeMap<String, String>;

/// What happened. The names in the journal are permanent; kinds and fields may be added.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A step came on screen.
    StepShown {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
    },
    /// A step was gone through to its end.
    StepDone {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
    },
    /// A step was skipped.
    StepSkipped {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
    },
    /// The learner is in the middle of a step: where to go on.
    Position {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
        /// How many parts of the step are behind the learner.
        part: u32,
        /// The seed of the walk: with another one the questions would have other numbers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        seed: Option<u64>,
    },
    /// A prediction was made; how it came out follows once its experiment has run.
    Guess {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
        /// The question's id within the step.
        question: String,
        /// The seed its numbers and order of choices were drawn from.
        seed: u64,
        /// What was typed.
        answer: String,
        /// How sure the learner was, in percent, where it was said.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<u8>,
        /// From question to answer.
        #[serde(default)]
        seconds: u32,
    },
    /// A prediction before an experiment.
    Prediction {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
        /// The question's id within the step.
        question: String,
        /// What was typed.
        answer: String,
        /// How it came out.
        outcome: Outcome,
        /// How sure the learner was, in percent, where it was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<u8>,
    },
    /// An answer to a quiz or review question.
    Answer {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
        /// The question's id within the step.
        question: String,
        /// The seed its numbers and order of choices were drawn from.
        seed: u64,
        /// What was typed.
        answer: String,
        /// How it was graded.
        outcome: Outcome,
        /// How sure the learner was, in percent, where it was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        confidence: Option<u8>,
        /// From question to answer.
        seconds: u32,
    },
    /// A hint was shown.
    Hint {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
        /// The question's id within the step.
        question: String,
        /// 1 nudge, 2 principle, 3 partial step, 4 worked answer.
        level: u8,
    },
    /// An experiment was run.
    Experiment {
        /// The experiment's name.
        name: String,
        /// The settings that were not left at their default, as typed.
        settings: Settings,
        /// Its seed.
        seed: u64,
    },
    /// A goal was sought by changing settings.
    Exploration {
        /// The chapter's id.
        chapter: String,
        /// The step's permanent id.
        step: String,
        /// The exploration's id within the step.
        exploration: String,
        /// The settings typed last.
        settings: Settings,
        /// How many settings were tried.
        tries: u32,
        /// Whether the goal was reached.
        reached: bool,
    },
    /// A placement test was taken.
    Placement {
        /// The chapter's id.
        chapter: String,
        /// The steps the learner showed to know already.
        known: Vec<String>,
    },
    /// The learner starts a chapter afresh: what came before counts no longer, and stays in the journal.
    Reset {
        /// The chapter's id.
        chapter: String,
    },
    /// A result of the capstone, for its leaderboard.
    Capstone {
        /// The choices made.
        settings: Settings,
        /// The seed of the first run.
        seed: u64,
        /// What was predicted, where it was asked.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        predicted: Option<f64>,
        /// What was reached (test accuracy, 0 to 1).
        score: f64,
        /// The epochs spent.
        epochs: u32,
    },
    /// A kind that this version does not know. The journal keeps its line as it is.
    #[serde(skip)]
    Unknown,
}

impl Kind {
    /// The chapter it belongs to, if it belongs to one.
    pub fn chapter(&self) -> Option<&str> {
        match self {
            Self::StepShown { chapter, .. }
            | Self::StepDone { chapter, .. }
            | Self::StepSkipped { chapter, .. }
            | Self::Position { chapter, .. }
            | Self::Guess { chapter, .. }
            | Self::Exploration { chapter, .. }
            | Self::Prediction { chapter, .. }
            | Self::Answer { chapter, .. }
            | Self::Hint { chapter, .. }
            | Self::Placement { chapter, .. }
            | Self::Reset { chapter } => Some(chapter),
            Self::Experiment { .. } | Self::Capstone { .. } | Self::Unknown => None,
        }
    }
}
