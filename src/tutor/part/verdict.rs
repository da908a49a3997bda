//! How an answer came out, and why.

use crate::lesson::question::Instance;
use crate::text::Role;
use crate::tutor::ask::note;
use crate::tutor::page::{Player, Stance};
use crate::tutor::{TutorError, show};
use crate::ui::Note;

/// Says how the answer kept came out, or the solution where there is none, and explains it.
///
/// # Errors
/// When the output fails, or a number is missing.
pub fn tell(
    player: &mut Player<'_, '_>,
    question: &str,
    instance: &Instance,
    stance: Stance,
) -> Result<(), TutorError> {
    let layout = player.walk.ui.layout();
    let values = |name: &str| instance.value(name);
    let why = player.filled(&instance.why, &values)?;
    let mut lines = match player.kept(question) {
        None => {
            let lines = show::solution(instance.key_text(), &layout);
            player.walk.ui.jot(&Note::Verdict(&lines));
            lines
        }
        Some(given) => {
            let verdict = instance.grade(&given.typed);
            let mut lines = show::verdict(verdict.outcome, instance.key_text(), &layout);
            player.walk.ui.jot(&Note::Verdict(&lines));
            let feedback = player.filled(&verdict.feedback, &values)?;
            lines.extend(player.laid_out(&feedback));
            lines
        }
    };
    lines.extend(player.laid_out(&why));
    if stance == Stance::Again {
        note(player.walk.ui, Role::Dim, "The answer was on screen before, so this one is not counted.")?;
    }
    player.say(&lines)
}
