//! What the parts that ask have in common: posing, taking an answer, showing one kept.

use crate::experiment::find;
use crate::lesson::model::Question;
use crate::lesson::question::Instance;
use crate::progress::Kind;
use crate::text::Role;
use crate::tutor::ask::{Asked, ask_from, note, posed_lines};
use crate::tutor::command::Command;
use crate::tutor::page::{Player, Stance, Turn};
use crate::tutor::{TutorError, again, show};
use crate::ui::Note;

/// What else can be typed at a question, told once a walk.
const WAYS: &str = "`h` is a hint, `?` lists all you can type. How sure are you? If you like, say it after the answer: `@80` is 80 %.";

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
    (question, label): (&Question, &str),
    instance: &Instance,
    at: usize,
) -> Result<Result<(), Turn>, TutorError> {
    if !player.walk.ui.is_attended() {
        player.walk.memory.keep(player.place, &question.id, None);
        return Ok(Ok(()));
    }
    tell_ways(player)?;
    let mut hints = hints_taken(player, question, at);
    loop {
        let answer = match asked(player, question, instance, std::mem::take(&mut hints))? {
            Asked::Answer(answer) if is_setting(player, instance, &answer.typed) => {
                let text =
                    "That is a setting. Type the answer alone; `e name=value` runs an experiment again.";
                note(player.walk.ui, Role::Warn, text)?;
                continue;
            }
            Asked::Answer(answer) => Some(answer),
            Asked::Passed | Asked::Wants(Command::Skip) => None,
            Asked::Interrupted => return Ok(Err(Turn::Interrupt)),
            Asked::End | Asked::Wants(Command::Quit) => return Ok(Err(Turn::Leave)),
            Asked::Wants(Command::Back) => return Ok(Err(Turn::Back)),
            Asked::Wants(command) => {
                if run_again(player, &command)? {
                    pose(player, instance, label)?;
                }
                continue;
            }
        };
        if answer.is_some() || player.stance(at) == Stance::Live {
            player.walk.memory.keep(player.place, &question.id, answer);
        }
        return Ok(Ok(()));
    }
}

/// Whether a line sets a parameter of the experiment shown last.
fn is_setting(player: &Player<'_, '_>, instance: &Instance, typed: &str) -> bool {
    let Some(name) = typed.split_once('=').map(|(name, _)| name.trim()) else { return false };
    let experiment = player.bench.last().and_then(|last| find(last.report.experiment));
    let is_parameter = experiment.is_some_and(|it| it.parameters().iter().any(|known| known.name == name));
    is_parameter && !instance.posed.is_variable(name)
}

/// The experiment shown last once more, while a question waits; whether there was one.
fn run_again(player: &mut Player<'_, '_>, command: &Command) -> Result<bool, TutorError> {
    match command {
        Command::Again(which) if player.bench.last().is_some() => again::again(player, which)?,
        Command::Change(texts) if player.bench.last().is_some() => again::change(player, texts)?,
        _ => {
            let text = "There is nothing to run again yet: answer first, or `skip`.";
            note(player.walk.ui, Role::Warn, text)?;
            return Ok(false);
        }
    }
    Ok(true)
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

fn tell_ways(player: &mut Player<'_, '_>) -> Result<(), TutorError> {
    if std::mem::replace(&mut player.walk.memory.has_told_ways, true) {
        return Ok(());
    }
    note(player.walk.ui, Role::Dim, WAYS)
}
