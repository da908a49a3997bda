//! What a learner knows of a course, under the names its steps have now.

use std::borrow::Cow;

use crate::lesson::outline::Outline;
use crate::progress::State;

/// The state with what was done under a step's former names counted for the step.
pub fn renamed<'a, 'c>(state: &'a State, chapters: impl IntoIterator<Item = &'c Outline>) -> Cow<'a, State> {
    let mut known = Cow::Borrowed(state);
    for chapter in chapters {
        let id = &chapter.journal_id();
        for step in &chapter.steps {
            for former in step.aliases.iter().filter(|former| state.step(id, former).is_some()) {
                known.to_mut().rename_step(id, former, &step.id);
            }
        }
    }
    known
}
