//! `{"ask": QUESTION}`: a question, graded at once.

use crate::lesson::question::Instance;
use crate::progress::{Kind, Outcome};
use crate::tutor::TutorError;
use crate::tutor::ask::Answer;
use crate::tutor::bench::Show;
use crate::tutor::page::{Player, Stance, Turn};
use crate::tutor::part::run::measured;
use crate::tutor::part::{answer, verdict};

/// Asks a question and grades the answer, or shows the one given.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn play(player: &mut Player<'_, '_>, id: &str, at: usize) -> Result<Turn, TutorError> {
    let question = player.question(id)?;
    let (chapter, seed) = (player.walk.chapter, player.walk.seed);
    let drawn = Instance::pose(chapter, player.step, question, seed)?.settings;
    let run = question.run.as_deref();
    let report = match run.map(|run| measured(player, (run, &drawn), Show::Measures)).transpose()? {
        Some(Err(turn)) => return Ok(turn),
        report => report.and_then(Result::ok),
    };
    let instance = Instance::with_key(chapter, player.step, question, seed, report.as_ref())?;
    answer::pose(player, &instance, "Question")?;
    let stance = player.stance(at);
    if stance == Stance::Behind {
        answer::show_kept(player, id)?;
    } else if let Err(turn) = answer::take(player, (question, "Question"), &instance, at)? {
        return Ok(turn);
    }
    if let (Some(given), Stance::Live) = (player.kept(id), stance) {
        let outcome = instance.grade(&given.typed).outcome;
        record(player, id, given, outcome);
    }
    verdict::tell(player, id, &instance, stance)?;
    Ok(Turn::Next)
}

fn record(player: &mut Player<'_, '_>, id: &str, given: Answer, outcome: Outcome) {
    let (chapter, step) = player.names();
    let (question, seed) = (id.to_owned(), player.walk.seed);
    let (answer, confidence, seconds) = (given.typed, given.confidence, given.seconds);
    player.walk.record(Kind::Answer { chapter, step, question, seed, answer, outcome, confidence, seconds });
}
