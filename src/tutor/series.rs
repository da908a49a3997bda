//! Questions asked in a row: the checkpoint of a part, the placement check of a chapter.

use crate::experiment::Report;
use crate::lesson::fill::fill_blocks;
use crate::lesson::load::Chapter;
use crate::lesson::markdown::Block;
use crate::lesson::model::{Question, Step};
use crate::lesson::question::Instance;
use crate::lesson::render::render;
use crate::progress::{Kind, Outcome};
use crate::text::{Line, Role};
use crate::tutor::ask::{Answer, Asked, ask, note, posed_lines};
use crate::tutor::bench::{More, Show, execute};
use crate::tutor::command::Command;
use crate::tutor::memory::known;
use crate::tutor::page::{Stance, Turn};
use crate::tutor::walk::Walk;
use crate::tutor::{TutorError, show};
use crate::ui::Note;

/// A question with the step it belongs to.
pub type Item<'a> = (&'a Step, &'a Question);

/// Questions to ask in a row.
pub struct Series<'a> {
    /// Its name, under which the answers are kept.
    pub name: &'a str,
    /// What stands over each question.
    pub label: &'a str,
    /// The questions.
    pub items: Vec<Item<'a>>,
    /// The seed of their numbers.
    pub seed: u64,
    /// The place of the step that asks.
    pub place: usize,
    /// Whether it is asked for the first time, shown as it was answered, or asked once more.
    pub stance: Stance,
}

/// How a series went.
#[derive(Debug, Default)]
pub struct Score<'a> {
    /// How many were right.
    pub right: usize,
    /// The steps of the others, each once, in order.
    pub missed: Vec<&'a Step>,
}

/// The questions of these names, each `question` of the step given or `step/question`.
///
/// # Errors
/// [`TutorError::Content`] for a name that is none.
pub fn items<'a>(
    chapter: &'a Chapter,
    step: Option<&'a Step>,
    names: &[String],
) -> Result<Vec<Item<'a>>, TutorError> {
    let missing = |name: &String| TutorError::Content(format!("there is no question `{name}`"));
    names.iter().map(|name| chapter.find_question(step, name).ok_or_else(|| missing(name))).collect()
}

/// Asks all questions; those answered before show their answer. Where to go instead, if the learner
/// wants that.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn play<'a>(walk: &mut Walk<'_>, series: &Series<'a>) -> Result<Result<Score<'a>, Turn>, TutorError> {
    let mut score = Score::default();
    for (rank, (step, _)) in series.items.iter().enumerate() {
        match one(walk, series, rank)? {
            Ok(Some(Outcome::Correct)) => score.right += 1,
            Ok(_) if score.missed.iter().all(|missed| missed.id != step.id) => score.missed.push(step),
            Ok(_) => {}
            Err(turn) => return Ok(Err(turn)),
        }
    }
    Ok(Ok(score))
}

/// How one question came out; nothing where it was passed over.
fn one(
    walk: &mut Walk<'_>,
    series: &Series<'_>,
    rank: usize,
) -> Result<Result<Option<Outcome>, Turn>, TutorError> {
    let (step, question) = series.items[rank];
    let posed = Instance::pose(walk.chapter, step, question, series.seed)?;
    let label = format!("{} {} of {}", series.label, rank + 1, series.items.len());
    walk.ui.jot(&Note::Question { label: &label, posed: &posed.posed });
    let lines = posed_lines(&posed.posed, &label, &walk.ui.layout());
    say(walk, &lines)?;
    let key = format!("{}/{}/{}", series.name, step.id, question.id);
    let (answer, is_new) = match answer(walk, series, &key, (step, question), &posed)? {
        Ok(answer) => answer,
        Err(turn) => return Ok(Err(turn)),
    };
    let report = match measure(walk, series, (step, question), &posed)? {
        Ok(report) => report,
        Err(turn) => return Ok(Err(turn)),
    };
    let instance = Instance::with_key(walk.chapter, step, question, series.seed, report.as_ref())?;
    let outcome = answer.as_ref().map(|answer| instance.grade(&answer.typed).outcome);
    if let (Some(answer), Some(outcome), true) = (&answer, outcome, is_new && series.stance == Stance::Live) {
        record(walk, series, (step, question), answer.clone(), outcome);
    }
    tell(walk, &instance, answer.as_ref())?;
    walk.memory.keep(series.place, &key, answer);
    Ok(Ok(outcome))
}

/// The answer kept or given now, if there is one, and whether it is given now. Where to go instead, if the learner
/// wants that.
fn answer(
    walk: &mut Walk<'_>,
    series: &Series<'_>,
    key: &str,
    item: Item<'_>,
    posed: &Instance,
) -> Result<Result<(Option<Answer>, bool), Turn>, TutorError> {
    if let Some(answer) = kept(walk, series, key, item) {
        walk.ui.jot(&Note::Answer(&answer.typed));
        say(walk, &[show::given(&answer)])?;
        return Ok(Ok((Some(answer), false)));
    }
    if series.stance == Stance::Behind {
        say(walk, &[show::passed_over()])?;
        return Ok(Ok((None, false)));
    }
    Ok(take(walk, item, posed)?.map(|answer| (answer, true)))
}

fn say(walk: &mut Walk<'_>, lines: &[Line]) -> Result<(), TutorError> {
    let ascii = walk.ui.layout().ascii;
    walk.ui.say(&show::in_charset(lines, ascii))?;
    Ok(())
}

fn kept(walk: &Walk<'_>, series: &Series<'_>, key: &str, (step, question): Item<'_>) -> Option<Answer> {
    if series.stance == Stance::Again {
        return None;
    }
    let known = known(walk.store.state(), &walk.id(), step);
    let known = known.and_then(|known| known.questions.get(&question.id));
    walk.memory.kept(series.place, key, known, series.seed)
}

/// An answer, nothing when it was passed over, or where to go instead.
fn take(
    walk: &mut Walk<'_>,
    (step, question): Item<'_>,
    posed: &Instance,
) -> Result<Result<Option<Answer>, Turn>, TutorError> {
    if !walk.ui.is_attended() {
        return Ok(Ok(None));
    }
    loop {
        let (chapter, store) = (walk.id(), &mut *walk.store);
        let asked = ask(walk.ui, &posed.posed, walk.glossary, &mut |level| {
            let (chapter, step, question) = (chapter.clone(), step.id.clone(), question.id.clone());
            let level = u8::try_from(level).unwrap_or(u8::MAX);
            let _ = store.record(Kind::Hint { chapter, step, question, level });
        })?;
        return Ok(match asked {
            Asked::Answer(answer) => Ok(Some(answer)),
            Asked::Passed | Asked::Wants(Command::Skip) => Ok(None),
            Asked::Interrupted => Err(Turn::Interrupt),
            Asked::End | Asked::Wants(Command::Quit) => Err(Turn::Leave),
            Asked::Wants(Command::Back) => Err(Turn::Back),
            Asked::Wants(_) => {
                let text = "Here there is only an answer, `h` hint, `s` pass over, `back` or `q` leave.";
                note(walk.ui, Role::Warn, text)?;
                continue;
            }
        });
    }
}

/// The report that the key needs, if it needs one; away, when the learner stops it.
fn measure(
    walk: &mut Walk<'_>,
    series: &Series<'_>,
    (step, question): Item<'_>,
    posed: &Instance,
) -> Result<Result<Option<Report>, Turn>, TutorError> {
    let Some(run) = question.run.as_ref().and_then(|run| step.runs.get(run)) else { return Ok(Ok(None)) };
    let Some(report) = execute(walk.ui, run, More::authored(&posed.settings), series.seed, Show::Measures)?
    else {
        return Ok(Err(Turn::Interrupt));
    };
    Ok(Ok(Some(report)))
}

fn record(
    walk: &mut Walk<'_>,
    series: &Series<'_>,
    (step, question): Item<'_>,
    answer: Answer,
    outcome: Outcome,
) {
    let (chapter, step, question) = (walk.id(), step.id.clone(), question.id.clone());
    let (seed, confidence, seconds) = (series.seed, answer.confidence, answer.seconds);
    let answer = answer.typed;
    walk.record(Kind::Answer { chapter, step, question, seed, answer, outcome, confidence, seconds });
}

/// How an answer came out and why, or the solution.
fn tell(walk: &mut Walk<'_>, instance: &Instance, answer: Option<&Answer>) -> Result<(), TutorError> {
    let layout = walk.ui.layout();
    let mut lines = match answer.map(|answer| instance.grade(&answer.typed)) {
        Some(verdict) => {
            let mut lines = show::verdict(verdict.outcome, instance.key_text(), &layout);
            walk.ui.jot(&Note::Verdict(&lines));
            lines.extend(rendered(walk, instance, &verdict.feedback)?);
            lines
        }
        None => {
            let lines = show::solution(instance.key_text(), &layout);
            walk.ui.jot(&Note::Verdict(&lines));
            lines
        }
    };
    lines.extend(rendered(walk, instance, &instance.why)?);
    lines.push(Line::new());
    say(walk, &lines)
}

fn rendered(walk: &mut Walk<'_>, instance: &Instance, blocks: &[Block]) -> Result<Vec<Line>, TutorError> {
    let filled = fill_blocks(blocks, &|name: &str| instance.value(name));
    let filled = filled.map_err(|(_, error)| TutorError::Content(error.to_string()))?;
    let layout = walk.ui.layout();
    walk.ui.jot(&Note::Words(&filled));
    Ok(render(&filled, layout.width, layout.style()))
}
