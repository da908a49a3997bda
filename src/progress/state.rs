//! What a learner has done so far: a fold over the journal's events.

use std::collections::{BTreeMap, HashSet};

use serde::Serialize;

use super::chapter::{Attempt, Chapter, Explored, Guess, Place, Step};
use super::clock::MINUTE;
use super::event::{Event, Id, Kind, Outcome, Settings};

/// A pause longer than this is not time spent learning.
const LONGEST_PAUSE: u64 = 10 * MINUTE;

/// Everything known about a learner.
///
/// It depends on the set of events alone: their order in the file, repeats, and which of two
/// journals was merged into the other make no difference.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct State {
    /// Chapters touched, by id.
    pub chapters: BTreeMap<String, Chapter>,
    /// The chapter and place touched last.
    pub last: Option<(String, Place)>,
    /// Every answer and prediction that came with a confidence, reset or not.
    pub forecasts: Vec<Forecast>,
    /// How often each experiment was run.
    pub experiments: BTreeMap<String, u32>,
    /// Results of the capstone, oldest first.
    pub capstone: Vec<CapstoneResult>,
    /// What the clock said at each event, in the events' order (milliseconds since 1970).
    #[serde(skip)]
    pub stamps: Vec<u64>,
    #[serde(skip)]
    pub(super) seen: HashSet<Id>,
}

/// How sure a learner was, and whether they were right.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// Percent.
    pub confidence: u8,
    /// Whether the answer was right.
    pub correct: bool,
}

/// One result of the capstone.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CapstoneResult {
    /// The choices made.
    pub settings: Settings,
    /// The seed of the first run.
    pub seed: u64,
    /// What was predicted.
    pub predicted: Option<f64>,
    /// What was reached.
    pub score: f64,
    /// The epochs spent.
    pub epochs: u32,
}

impl State {
    /// The state after some events, given in any order, repeated or not.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Self {
        let mut sorted: Vec<&Event> = events.into_iter().collect();
        sorted.sort_by_key(|event| event.key());
        let mut state = Self::default();
        for event in sorted {
            state.apply(event);
        }
        state
    }

    /// Adds an event that comes after all others by [`Event::key`]; one seen before changes nothing.
    pub fn apply(&mut self, event: &Event) {
        if self.seen.insert(event.id) {
            self.spend(event);
            self.stamps.push(event.at);
            self.step_event(&event.kind);
        }
    }

    /// Whether an event has been counted.
    pub fn has_seen(&self, id: Id) -> bool {
        self.seen.contains(&id)
    }

    /// A chapter, if it was touched since its last reset.
    pub fn chapter(&self, chapter: &str) -> Option<&Chapter> {
        self.chapters.get(chapter)
    }

    /// A step, if it was touched since its chapter's last reset.
    pub fn step(&self, chapter: &str, step: &str) -> Option<&Step> {
        self.chapter(chapter)?.steps.get(step)
    }

    /// Seconds spent on everything.
    pub fn seconds(&self) -> u64 {
        self.chapters.values().map(|chapter| chapter.seconds).sum()
    }

    /// The time since the event before is time spent on this event's chapter, if it was short.
    fn spend(&mut self, event: &Event) {
        let since = self.stamps.last().and_then(|before| event.at.checked_sub(*before));
        if let (Some(chapter), Some(pause @ ..=LONGEST_PAUSE)) = (event.kind.chapter(), since) {
            let chapter = self.chapters.entry(chapter.into()).or_default();
            chapter.milliseconds += pause;
            chapter.seconds = chapter.milliseconds / 1000;
        }
    }

    fn step_event(&mut self, kind: &Kind) {
        match kind {
            Kind::StepShown { chapter, step } => {
                self.reach(chapter, step, None, None).show();
            }
            Kind::StepDone { chapter, step } => self.reach(chapter, step, Some(0), None).finish(),
            Kind::StepSkipped { chapter, step } => self.reach(chapter, step, Some(0), None).skip(),
            Kind::Position { chapter, step, part, seed } => {
                self.reach(chapter, step, Some(*part), *seed).show();
            }
            Kind::Hint { chapter, step, question, level } => {
                self.touch(chapter, step).question(question).hint(*level);
            }
            Kind::Prediction { .. } | Kind::Answer { .. } => self.attempt(kind),
            Kind::Guess { chapter, step, question, .. } => {
                self.touch(chapter, step).question(question).guess = Guess::of(kind);
            }
            Kind::Exploration { chapter, step, exploration, settings, tries, reached } => {
                let found = Explored { settings: settings.clone(), tries: *tries, reached: *reached };
                self.touch(chapter, step).explorations.insert(exploration.clone(), found);
            }
            _ => self.other_event(kind),
        }
    }

    fn other_event(&mut self, kind: &Kind) {
        match kind {
            Kind::Experiment { name, .. } => *self.experiments.entry(name.clone()).or_default() += 1,
            Kind::Placement { chapter, known } => {
                for step in known {
                    self.touch(chapter, step).know();
                }
            }
            Kind::Reset { chapter } => self.reset(chapter),
            Kind::Capstone { settings, seed, predicted, score, epochs } => {
                let (settings, seed, predicted, score, epochs) =
                    (settings.clone(), *seed, *predicted, *score, *epochs);
                self.capstone.push(CapstoneResult { settings, seed, predicted, score, epochs });
            }
            _ => {}
        }
    }

    fn attempt(&mut self, kind: &Kind) {
        let moment = self.stamps.len() - 1;
        let Some((chapter, step, question, attempt)) = Attempt::of(kind, moment) else { return };
        if let Some(confidence) = attempt.confidence {
            self.forecasts.push(Forecast { confidence, correct: attempt.correct });
        }
        self.touch(chapter, step).question(question).attempt(attempt);
    }

    fn touch(&mut self, chapter: &str, step: &str) -> &mut Step {
        let chapter = self.chapters.entry(chapter.into()).or_default();
        chapter.steps.entry(step.into()).or_default()
    }

    /// Touches a step and remembers it as the place to go on; `part` and `seed` where known anew.
    fn reach(&mut self, chapter: &str, step: &str, part: Option<u32>, seed: Option<u64>) -> &mut Step {
        let before = self.chapter(chapter).and_then(|chapter| chapter.last.as_ref()?.seed);
        let found = self.touch(chapter, step);
        found.part = part.unwrap_or(found.part);
        let place = Place { step: step.into(), part: found.part, seed: seed.or(before) };
        self.last = Some((chapter.into(), place.clone()));
        let entry = self.chapters.entry(chapter.into()).or_default();
        entry.last = Some(place);
        entry.steps.entry(step.into()).or_default()
    }

    /// Time spent is history, and stays.
    fn reset(&mut self, chapter: &str) {
        if let Some(old) = self.chapters.remove(chapter) {
            let (milliseconds, seconds) = (old.milliseconds, old.seconds);
            self.chapters.insert(chapter.into(), Chapter { milliseconds, seconds, ..Chapter::default() });
        }
        self.last.take_if(|(last, _)| last == chapter);
    }
}

/// Whether an outcome counts, and how.
pub(super) fn verdict(outcome: Outcome) -> Option<bool> {
    match outcome {
        Outcome::Correct => Some(true),
        Outcome::Incorrect => Some(false),
        Outcome::NotGradable => None,
    }
}
