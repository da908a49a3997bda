//! A prediction before each try of an exploration with a leaderboard, and the result kept.

use crate::experiment::Report;
use crate::lesson::model::Leaderboard;
use crate::progress::{Kind, Saved};
use crate::quiz::Language;
use crate::quiz::number::{Expect, read};
use crate::text::{Line, Role, number};
use crate::tutor::ask::note;
use crate::tutor::command::Command;
use crate::tutor::page::{Player, Turn, typed};
use crate::tutor::{TutorError, help};
use crate::ui::Note;

/// Asks what a try will reach, where there is a leaderboard; nothing where the learner passes. Where to go
/// instead, if they want that.
///
/// # Errors
/// When output or input fails.
pub fn ask(
    player: &mut Player<'_, '_>,
    leaderboard: Option<&Leaderboard>,
) -> Result<Result<Option<f64>, Turn>, TutorError> {
    let Some(leaderboard) = leaderboard else { return Ok(Ok(None)) };
    let what = leaderboard.measure.replace('_', " ");
    note(player.walk.ui, Role::Accent, &format!("Predict the {what}, such as 75 % (Enter: no prediction)."))?;
    loop {
        let line = match typed(player.walk.ui)? {
            Ok(line) => line,
            Err(turn) => return Ok(Err(turn)),
        };
        match Command::read(&line, 0) {
            Command::Next | Command::Skip => return Ok(Ok(None)),
            Command::Quit => return Ok(Err(Turn::Leave)),
            Command::Back => return Ok(Err(Turn::Back)),
            Command::Help => {
                help::commands(player.walk.ui, false)?;
                continue;
            }
            Command::Text(text) if text.contains('=') => {
                let text =
                    "These are settings. Say first what the last ones will reach; then you can try these.";
                note(player.walk.ui, Role::Warn, text)?;
                continue;
            }
            _ => {}
        }
        if let Some(share) = share(player, &line)? {
            return Ok(Ok(Some(share)));
        }
    }
}

/// A line read as a share; what to type instead is said where it is none.
fn share(player: &mut Player<'_, '_>, line: &str) -> Result<Option<f64>, TutorError> {
    let read = read(line, &Expect::default(), Language::of(&player.walk.chapter.outline.language));
    let ui = &mut *player.walk.ui;
    match read.map(|reading| reading.value) {
        Ok(share) if (0.0..=1.0).contains(&share) => Ok(Some(share)),
        // Nobody means 80 times all of them.
        Ok(percent) if (2.0..=100.0).contains(&percent) => {
            note(ui, Role::Dim, &format!("read as {}", number::percent(percent / 100.0, 3)))?;
            Ok(Some(percent / 100.0))
        }
        Ok(_) => {
            note(ui, Role::Warn, "That is no share of all. Type one such as 0.75 or 75 %.").map(|()| None)
        }
        Err(instead) => note(ui, Role::Warn, &format!("Type {instead}.")).map(|()| None),
    }
}

/// Says how the prediction came out, and keeps the result for the leaderboard.
///
/// # Errors
/// When the output fails.
pub fn tell(
    player: &mut Player<'_, '_>,
    leaderboard: &Leaderboard,
    report: &Report,
    predicted: Option<f64>,
) -> Result<(), TutorError> {
    let score = report.measure(&leaderboard.measure).filter(|score| score.is_finite());
    let Some(score) = score else {
        return note(player.walk.ui, Role::Warn, "It came to no number, so it is not kept.");
    };
    if let Some(predicted) = predicted {
        let line = [verdict(leaderboard, score, predicted)];
        player.walk.ui.jot(&Note::Verdict(&line));
        player.say(&line)?;
    }
    let saved = keep(player, report, predicted, score);
    if saved == Saved::OnDisk {
        note(player.walk.ui, Role::Dim, "Kept: `dltutor progress` shows your best results.")?;
    }
    Ok(())
}

fn verdict(leaderboard: &Leaderboard, score: f64, predicted: f64) -> Line {
    let percent = |share| number::percent(share, 3);
    let said = format!("you said {}, it reached {}.", percent(predicted), percent(score));
    let off = number::significant(100.0 * (predicted - score).abs(), 2);
    if (predicted - score).abs() <= leaderboard.within {
        return Line::from(" ").with(Role::Good, "Right:").with(Role::Plain, format!(" {said}"));
    }
    let side = if predicted > score { "too high" } else { "too low" };
    Line::from(" ")
        .with(Role::Bad, "Not this time:")
        .with(Role::Plain, format!(" {said} {off} points {side}."))
}

fn keep(player: &mut Player<'_, '_>, report: &Report, predicted: Option<f64>, score: f64) -> Saved {
    let pairs = report.settings.texts();
    let pairs = pairs.iter().filter_map(|text| text.split_once('='));
    let settings = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let has_epochs = report.settings.texts().iter().any(|text| text.starts_with("epochs="));
    let epochs = if has_epochs { report.settings.integer("epochs") } else { 0 };
    let epochs = u32::try_from(epochs).unwrap_or(u32::MAX);
    player.walk.store.record(Kind::Capstone { settings, seed: report.seed, predicted, score, epochs })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prediction_is_right_within_what_the_author_allows() {
        let leaderboard = Leaderboard { measure: "accuracy".to_owned(), within: 0.02 };
        let told = |score, predicted| verdict(&leaderboard, score, predicted).plain();
        assert_eq!(told(0.85, 0.84), " Right: you said 84 %, it reached 85 %.");
        assert!(told(0.85, 0.8).ends_with("5 points too low."), "{}", told(0.85, 0.8));
        assert!(told(0.2, 0.8).ends_with("60 points too high."), "{}", told(0.2, 0.8));
    }
}
