//! Settings that a learner found in an exploration, taken up by a later run.

use crate::experiment::{Settings, find};
use crate::lesson::model::Run;
use crate::tutor::page::Player;

/// The settings that come on top of a run's, as `name=value`: none where the run asks for none, nothing was
/// found yet, or what the journal holds is no longer a setting or names a file.
pub fn settings(player: &Player<'_, '_>, run: &Run) -> Vec<String> {
    let steps = &player.walk.chapter.lesson.steps;
    let found = run.own.as_deref().and_then(|own| {
        let (step, exploration) = own.split_once('/')?;
        let place = steps.iter().position(|it| it.id == step)?;
        player.walk.memory.explored(place, exploration, player.walk.known(&steps[place]))
    });
    let parameters = find(&run.experiment).map(|experiment| experiment.parameters()).unwrap_or_default();
    let pairs = found.into_iter().flat_map(|found| found.settings);
    pairs
        .map(|(name, value)| format!("{name}={value}"))
        .filter(|text| Settings::parse_authored(&parameters, &[text]).is_ok())
        .collect()
}

/// The settings of a run before it takes up the learner's own, or those drawn for it; nothing where it takes up
/// none.
pub fn authored(run: &Run, drawn: &[String]) -> Option<Settings> {
    if run.own.is_none() && drawn.is_empty() {
        return None;
    }
    Settings::parse(&find(&run.experiment)?.parameters(), &run.set).ok()
}
