//! A round of questions with fresh numbers, one after another: what a quiz and a review share.

use std::collections::VecDeque;

use crate::experiment::{Report, Settings, find};
use crate::lesson::fill::fill_blocks;
use crate::lesson::load::Chapter;
use crate::lesson::markdown::Block;
use crate::lesson::model::{Glossary, Question, Step};
use crate::lesson::question::{Instance, Verdict};
use crate::lesson::render::render;
use crate::progress::{Kind, Outcome, Store};
use crate::text::{Line, Role};
use crate::tutor::ask::{Answer, Asked, ask, note, posed_lines};
use crate::tutor::bench::{More, Show, execute};
use crate::tutor::command::Command;
use crate::tutor::{Ending, TutorError, show};
use crate::ui::Ui;

/// After how many others a missed question comes again, with other numbers.
const AGAIN_AFTER: usize = 2;

/// A question to ask, with the seed of its numbers.
#[derive(Clone, Copy)]
pub struct Drawn<'a> {
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The step it belongs to.
    pub step: &'a Step,
    /// The question.
    pub question: &'a Question,
    /// The seed of its numbers and of the order of its choices.
    pub seed: u64,
}

/// How a round went.
pub struct Tally<'a> {
    /// How many were answered right.
    pub right: usize,
    /// How many were answered.
    pub answered: usize,
    /// Those missed or passed over, in the order they were asked.
    pub missed: Vec<Drawn<'a>>,
    /// How it ended.
    pub ending: Ending,
}

/// A round of questions.
pub struct Round<'a, 'u> {
    /// The one to talk to.
    pub ui: &'u mut dyn Ui,
    /// Where what happens is written.
    pub store: &'u mut Store,
    /// The glossary.
    pub glossary: &'a Glossary,
    /// Whether to name each question's chapter.
    pub mixed: bool,
}

/// What came of one question.
enum Turn {
    Judged(bool),
    Passed,
    Leave(Ending),
}

/// Whether a question can be asked out of its lesson: its author lets it, and the run that its key
/// needs can be made.
pub fn can_ask(step: &Step, question: &Question) -> bool {
    let has_run = |name: &String| {
        let run = step.runs.get(name);
        run.and_then(|run| Some((run, find(&run.experiment)?))).is_some_and(|(run, experiment)| {
            Settings::parse_authored(&experiment.parameters(), &run.set).is_ok()
        })
    };
    question.quiz && question.run.as_ref().is_none_or(has_run)
}

impl<'a> Round<'a, '_> {
    /// Asks all questions, or until the learner leaves. One that is missed comes again with other
    /// numbers, in place of the last.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn run(&mut self, questions: Vec<Drawn<'a>>) -> Result<Tally<'a>, TutorError> {
        let total = questions.len();
        let mut waiting: VecDeque<Drawn<'a>> = questions.into();
        let mut tally = Tally { right: 0, answered: 0, missed: Vec::new(), ending: Ending::Finished };
        while let Some(drawn) = waiting.pop_front() {
            let place = total - waiting.len();
            match self.question(drawn, place, total)? {
                Turn::Judged(true) => tally.right += 1,
                Turn::Judged(false) => {
                    ask_again(&mut waiting, drawn, &tally.missed);
                    tally.missed.push(drawn);
                }
                Turn::Passed => {
                    tally.missed.push(drawn);
                    continue;
                }
                Turn::Leave(ending) => {
                    tally.ending = ending;
                    break;
                }
            }
            tally.answered += 1;
        }
        Ok(tally)
    }

    fn say(&mut self, lines: &[Line]) -> Result<(), TutorError> {
        let ascii = self.ui.layout().ascii;
        self.ui.say(&show::in_charset(lines, ascii))?;
        Ok(())
    }

    fn question(&mut self, drawn: Drawn<'a>, place: usize, total: usize) -> Result<Turn, TutorError> {
        let posed = Instance::pose(drawn.chapter, drawn.step, drawn.question, drawn.seed)?;
        let lines = posed_lines(&posed.posed, &self.label(&drawn, place, total), &self.ui.layout());
        self.say(&[Line::new()])?;
        self.say(&lines)?;
        let answer = match self.answer(&drawn, &posed)? {
            Ok(answer) => answer,
            Err(ending) => return Ok(Turn::Leave(ending)),
        };
        let Some(report) = self.measure(&drawn, &posed)? else { return Ok(Turn::Leave(Ending::Interrupted)) };
        let instance =
            Instance::with_key(drawn.chapter, drawn.step, drawn.question, drawn.seed, report.as_ref())?;
        if let Some(report) = &report {
            self.show(&drawn, report, &instance, answer.as_ref())?;
        }
        let Some(answer) = answer else {
            self.solution(&instance)?;
            return Ok(Turn::Passed);
        };
        let verdict = instance.grade(&answer.typed);
        self.record(&drawn, answer, verdict.outcome)?;
        self.tell(&instance, &verdict)?;
        Ok(Turn::Judged(verdict.outcome == Outcome::Correct))
    }

    fn label(&self, drawn: &Drawn<'a>, place: usize, total: usize) -> String {
        let what = if drawn.question.run.is_some() { "Predict" } else { "Question" };
        let chapter = if self.mixed { format!("  {}", drawn.chapter.words.title) } else { String::new() };
        format!("{what} {place} of {total}{chapter}")
    }

    fn answer(
        &mut self,
        drawn: &Drawn<'a>,
        posed: &Instance,
    ) -> Result<Result<Option<Answer>, Ending>, TutorError> {
        if !self.ui.is_attended() {
            return Ok(Ok(None));
        }
        loop {
            let store = &mut *self.store;
            let asked = ask(self.ui, &posed.posed, self.glossary, &mut |level| {
                let _ = store.record(Kind::Hint {
                    chapter: drawn.chapter.journal_id(),
                    step: drawn.step.id.clone(),
                    question: drawn.question.id.clone(),
                    level: u8::try_from(level).unwrap_or(u8::MAX),
                });
            })?;
            return Ok(match asked {
                Asked::Answer(answer) => Ok(Some(answer)),
                Asked::Passed | Asked::Wants(Command::Skip) => Ok(None),
                Asked::Interrupted => Err(Ending::Interrupted),
                Asked::End | Asked::Wants(Command::Quit) => Err(Ending::Left),
                Asked::Wants(_) => {
                    const ONWARD: &str =
                        "Here it goes only forward: an answer, `h` hint, `s` skip or `q` leave.";
                    note(self.ui, Role::Warn, ONWARD)?;
                    continue;
                }
            });
        }
    }

    /// The report the key needs, if it needs one; nothing at all when the learner stopped it.
    fn measure(&mut self, drawn: &Drawn<'a>, posed: &Instance) -> Result<Option<Option<Report>>, TutorError> {
        let Some(run) = drawn.question.run.as_ref().and_then(|run| drawn.step.runs.get(run)) else {
            return Ok(Some(None));
        };
        Ok(execute(self.ui, run, More::authored(&posed.settings), drawn.seed, Show::Measures)?.map(Some))
    }

    /// What was measured, with the answer drawn over it as far as it can be drawn.
    fn show(
        &mut self,
        drawn: &Drawn<'a>,
        report: &Report,
        instance: &Instance,
        answer: Option<&Answer>,
    ) -> Result<(), TutorError> {
        let layout = self.ui.layout();
        let run = drawn.question.run.as_ref().and_then(|run| drawn.step.runs.get(run));
        let mut figures = show::chosen(&report.figures, run.and_then(|run| run.figures.as_deref()));
        if let Some(answer) = answer {
            figures = instance.with_guess(&answer.typed, figures);
        }
        let mut lines = vec![Line::new(), show::caption(report, &report.settings)];
        lines.extend(figures.iter().flat_map(|figure| show::figure(figure, &layout)));
        self.say(&lines)
    }

    fn filled(&self, blocks: &[Block], instance: &Instance) -> Result<Vec<Line>, TutorError> {
        let filled = fill_blocks(blocks, &|name: &str| instance.value(name));
        let filled = filled.map_err(|(_, error)| TutorError::Content(error.to_string()))?;
        Ok(render(&filled, self.ui.layout().width, self.ui.layout().style()))
    }

    fn tell(&mut self, instance: &Instance, verdict: &Verdict) -> Result<(), TutorError> {
        let mut lines = show::verdict(verdict.outcome, instance.key_text(), &self.ui.layout());
        lines.extend(self.filled(&verdict.feedback, instance)?);
        lines.extend(self.filled(&instance.why, instance)?);
        self.say(&lines)
    }

    fn solution(&mut self, instance: &Instance) -> Result<(), TutorError> {
        let mut lines = show::solution(instance.key_text(), &self.ui.layout());
        lines.extend(self.filled(&instance.why, instance)?);
        self.say(&lines)
    }

    /// On the disk before the learner is told how it came out.
    fn record(&mut self, drawn: &Drawn<'a>, answer: Answer, outcome: Outcome) -> Result<(), TutorError> {
        let Answer { typed: answer, confidence, seconds } = answer;
        let _ = self.store.record(Kind::Answer {
            chapter: drawn.chapter.journal_id(),
            step: drawn.step.id.clone(),
            question: drawn.question.id.clone(),
            seed: drawn.seed,
            answer,
            outcome,
            confidence,
            seconds,
        });
        for notice in self.store.notices() {
            self.ui.tell(&notice.to_string())?;
        }
        Ok(())
    }
}

/// Puts a missed question in again, once, in place of the last of those that wait, if it has other
/// numbers to be asked with.
fn ask_again<'a>(waiting: &mut VecDeque<Drawn<'a>>, drawn: Drawn<'a>, missed: &[Drawn<'a>]) {
    let is_same = |other: &Drawn<'a>| std::ptr::eq(other.question, drawn.question);
    let is_known = missed.iter().chain(waiting.iter()).any(is_same);
    if drawn.question.draw.is_empty() || is_known || waiting.len() <= AGAIN_AFTER {
        return;
    }
    waiting.pop_back();
    waiting.insert(AGAIN_AFTER.min(waiting.len()), Drawn { seed: drawn.seed.wrapping_add(1 << 32), ..drawn });
}
