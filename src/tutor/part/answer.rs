//! What the parts that ask have in common: posing, taking an answer, showing one kept.

use crate::lesson::model::Question;
use crate::lesson::question::Instance;
use crate::progress::Kind;
use crate::text::Role;
use crate::tutor::ask::{Asked, ask_from, note, posed_lines};
use crate::tutor::command::Command;
use crate::tutor::page::{Player, Stance, Turn};
use crate::tutor::{TutorError, show};
use crate::ui::Note;

/// How to say how sure one is, told once a walk.
const SURENESS: &str = "How sure are you? If you like, say it after the answer: `@80` is 80 %.";

/// Shows a question.
///
/// # Errors
/// When the output fails.
pub fn pose(player: &mut Player<'_, '_>, instance: &Instance, label: &str) -> Result<(), TutorError> {
    player.walk.ui.jot(&Note::Question { label, posed: &instance.posed });
    let lines = posed_lines(&instance.posed, label, &player.walk.ui.layout());
    player.say(&lines)
}

/// Shows the answer given to a question before.
///
/// # Errors
/// When the output fails.
pub fn show_kept(player: &mut Player<'_, '_>, id: &str) -> Result<(), TutorError> {
    let line = match player.kept(id) {
        Some(given) => show::given(&given),
        None => show::passed_over(),
    };
    player.walk.ui.jot(&Note::Answer(line.plain().trim_start_matches('›').trim()));
    player.say(&[line])
}

/// Asks until there is an answer, and keeps it; where to go instead, if the learner wants that.
///
/// # Errors
/// When output or input fails.
pub fn take(
    player: &mut Player<'_, '_>,
    question: &Question,
    instance: &Instance,
    at: usize,
) -> Result<Result<(), Turn>, TutorError> {
    if !player.walk.ui.is_attended() {
        player.walk.memory.keep(player.place, &question.id, None);
        return Ok(Ok(()));
    }
    tell_sureness(player)?;
    let mut hints = hints_taken(player, question, at);
    loop {
        let answer = match asked(player, question, instance, std::mem::take(&mut hints))? {
            Asked::Answer(answer) => Some(answer),
            Asked::Passed | Asked::Wants(Command::Skip) => None,
            Asked::Interrupted => return Ok(Err(Turn::Interrupt)),
            Asked::End | Asked::Wants(Command::Quit) => return Ok(Err(Turn::Leave)),
            Asked::Wants(Command::Back) => return Ok(Err(Turn::Back)),
            Asked::Wants(_) => {
                let text = "There is nothing to run again yet: answer first, or `skip`.";
                note(player.walk.ui, Role::Warn, text)?;
                continue;
            }
        };
        if answer.is_some() || player.stance(at) == Stance::Live {
            player.walk.memory.keep(player.place, &question.id, answer);
        }
        return Ok(Ok(()));
    }
}

/// The hints taken before the learner left in the middle of the question.
fn hints_taken(player: &Player<'_, '_>, question: &Question, at: usize) -> usize {
    let known = player.walk.known(player.step).filter(|_| player.stance(at) == Stance::Live);
    known.and_then(|step| step.questions.get(&question.id)).map_or(0, |question| question.hint.into())
}

fn asked(
    player: &mut Player<'_, '_>,
    question: &Question,
    instance: &Instance,
    hints: usize,
) -> Result<Asked, TutorError> {
    let (chapter, step) = player.names();
    let store = &mut *player.walk.store;
    ask_from(player.walk.ui, &instance.posed, player.walk.glossary, hints, &mut |level| {
        let (chapter, step, question) = (chapter.clone(), step.clone(), question.id.clone());
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        let _ = store.record(Kind::Hint { chapter, step, question, level });
    })
}

fn tell_sureness(player: &mut Player<'_, '_>) -> Result<(), TutorError> {
    if std::mem::replace(&mut player.walk.memory.has_told_confidence, true) {
        return Ok(());
    }
    note(player.walk.ui, Role::Dim, SURENESS)
}
