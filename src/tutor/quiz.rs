//! A quiz: what was missed first, then what is new, with fresh numbers; at the end what to look at
//! again.

use std::collections::BTreeMap;

use crate::lesson::load::Chapter;
use crate::lesson::model::{Glossary, Question, Step};
use crate::nn::random::Generator;
use crate::progress::{State, Status, Store};
use crate::quiz::review::{Need, need, usual_seconds};
use crate::text::Role;
use crate::text::list::{count, join};
use crate::tutor::ask::note;
use crate::tutor::names::renamed;
use crate::tutor::round::{Drawn, Round, can_ask};
use crate::tutor::{Ending, TutorError, recap};
use crate::ui::Ui;

/// A quiz on some chapters.
pub struct Quiz<'a> {
    /// The one to talk to.
    pub ui: &'a mut dyn Ui,
    /// Where what happens is written.
    pub store: &'a mut Store,
    /// The chapters; of several, the questions are mixed.
    pub chapters: &'a [Chapter],
    /// The glossary.
    pub glossary: &'a Glossary,
    /// The seed of the choice of questions and of their numbers.
    pub seed: u64,
    /// How many questions.
    pub count: usize,
    /// Which steps it is about.
    pub reach: Reach,
}

/// Which steps a quiz is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// All of the chapters, those seen first.
    Everything,
    /// Those the learner has seen; all where they have seen none.
    Seen,
}

impl<'a> Quiz<'a> {
    /// Asks all questions, or until the learner leaves; then says how it went.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn run(&mut self) -> Result<Ending, TutorError> {
        let chapters = self.chapters;
        let needed = self.draw(&renamed(self.store.state(), chapters.iter().map(|it| &it.outline)));
        note(self.ui, Role::Dim, &announced(&needed))?;
        if self.ui.is_attended() && !needed.is_empty() {
            note(self.ui, Role::Dim, "Say how sure you are, if you like: `b @80` or `0.25 @60`.")?;
        }
        let questions = needed.into_iter().map(|(_, drawn)| drawn).collect();
        let mixed = chapters.len() > 1;
        let mut round = Round { ui: self.ui, store: self.store, glossary: self.glossary, mixed };
        let tally = round.run(questions)?;
        if self.ui.is_attended() {
            let lines = recap::lines(&tally, &self.ui.layout());
            self.ui.say(&lines)?;
        }
        Ok(tally.ending)
    }

    /// What would be asked, a row a question: chapter, step, question, and why it comes.
    pub fn listed(&self) -> Vec<[String; 4]> {
        let needed = self.draw(&renamed(self.store.state(), self.chapters.iter().map(|it| &it.outline)));
        let row = |(need, drawn): (Need, Drawn<'_>)| {
            let why = WORDS.iter().find(|(known, _)| *known == need).map_or("", |(_, words)| words);
            [drawn.chapter.lesson.id.as_str(), &drawn.step.id, &drawn.question.id, why].map(str::to_owned)
        };
        needed.into_iter().map(row).collect()
    }

    /// The questions, the most needed first, neighbours from different steps where possible. One comes
    /// a second time only where it has other numbers, and all others have come.
    fn draw(&self, state: &State) -> Vec<(Need, Drawn<'a>)> {
        let mut all = candidates(self.chapters, state, self.seed);
        if self.reach == Reach::Seen && all.first().is_some_and(|(need, _)| *need != Need::Ahead) {
            all.retain(|(need, _)| *need != Need::Ahead);
        }
        let again: Vec<_> =
            all.iter().filter(|(_, drawn)| !drawn.question.draw.is_empty()).copied().collect();
        let turns = (1..=self.count as u64).flat_map(|turn| {
            let seed = move |drawn: &Drawn<'a>| drawn.seed.wrapping_add(turn << 40);
            again.iter().map(move |(need, drawn)| (*need, Drawn { seed: seed(drawn), ..*drawn }))
        });
        let missing = self.count.saturating_sub(all.len());
        all.extend(turns.take(missing).collect::<Vec<_>>());
        all.truncate(self.count);
        apart(all)
    }
}

/// Why a question comes, in words.
const WORDS: [(Need, &str); 5] = [
    (Need::Missed, "missed before"),
    (Need::Shaky, "not firm yet"),
    (Need::New, "new"),
    (Need::Known, "known"),
    (Need::Ahead, "of steps to come"),
];

/// What the quiz is made of: "8 questions: 3 missed before, 5 new."
fn announced(needed: &[(Need, Drawn<'_>)]) -> String {
    if needed.is_empty() {
        return "There is nothing to ask here: these chapters have no questions for a quiz.".to_owned();
    }
    let of = |need: Need| needed.iter().filter(|(found, _)| *found == need).count();
    let parts: Vec<String> = WORDS
        .iter()
        .filter(|(need, _)| of(*need) > 0)
        .map(|(need, words)| format!("{} {words}", of(*need)))
        .collect();
    let all = count(needed.len(), "question", "questions");
    // That everything is new is no news.
    if needed.iter().all(|(need, _)| matches!(need, Need::New | Need::Ahead)) {
        return format!("{all}.");
    }
    format!("{all}: {}.", join(&parts))
}

/// All that can be asked, in the order of need; shuffled where that is the same.
fn candidates<'a>(chapters: &'a [Chapter], state: &State, seed: u64) -> Vec<(Need, Drawn<'a>)> {
    let usual = usual_seconds(state);
    let mut all = Vec::new();
    for chapter in chapters {
        for step in &chapter.lesson.steps {
            for question in step.questions.iter().filter(|question| can_ask(step, question)) {
                let need = need_of(chapter, step, question, state, usual);
                all.push((need, Drawn { chapter, step, question, seed: 0 }));
            }
        }
    }
    let mut random = Generator::seeded(seed);
    random.shuffle(&mut all);
    in_turns(&mut all);
    for (place, (_, drawn)) in all.iter_mut().enumerate() {
        drawn.seed = seed.wrapping_add(place as u64);
    }
    all
}

/// Sorts by need; where that is the same, the chapters take turns.
fn in_turns(all: &mut [(Need, Drawn<'_>)]) {
    let mut turns: BTreeMap<(Need, String), usize> = BTreeMap::new();
    all.sort_by_cached_key(|(need, drawn)| {
        let turn = turns.entry((*need, drawn.chapter.lesson.id.clone())).or_default();
        *turn += 1;
        (*need, *turn)
    });
}

fn need_of(chapter: &Chapter, step: &Step, question: &Question, state: &State, usual: f64) -> Need {
    let found = state.step(&chapter.journal_id(), &step.id);
    let seen = found.is_some_and(|step| step.status != Status::New);
    need(found.and_then(|step| step.questions.get(&question.id)), seen, usual)
}

/// The same questions, each followed by the most needed one that is of another step, if any is.
fn apart<'a>(mut all: Vec<(Need, Drawn<'a>)>) -> Vec<(Need, Drawn<'a>)> {
    let mut apart: Vec<(Need, Drawn<'a>)> = Vec::with_capacity(all.len());
    while !all.is_empty() {
        let before = apart.last().map(|(_, drawn)| drawn.step.id.as_str());
        let next = all.iter().position(|(_, drawn)| Some(drawn.step.id.as_str()) != before).unwrap_or(0);
        apart.push(all.remove(next));
    }
    apart
}
