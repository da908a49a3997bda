//! `r` and `e`: the last experiment once more, with the next seed or other settings, beside the first.

use crate::experiment::{Report, Settings, find};
use crate::lesson::condition::measures;
use crate::lesson::model::Run;
use crate::plot::Figure;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::ask::note;
use crate::tutor::bench::{More, Show, execute};
use crate::tutor::command;
use crate::tutor::page::Player;
use crate::tutor::{TutorError, beside, fit, show};
use crate::ui::Note;

/// Runs the last experiment with another seed and shows it beside the first result: the next one,
/// the `same`, or one given as `seed=7`.
///
/// # Errors
/// When output fails or the content cannot be shown.
pub fn again(player: &mut Player<'_, '_>, which: &str) -> Result<(), TutorError> {
    let Some((run, first)) = last(player)? else { return Ok(()) };
    let seed = match which {
        "same" => first.seed,
        other => command::seed(other)
            .unwrap_or_else(|| player.seed_of_again.wrapping_add(networks(&first.settings))),
    };
    player.seed_of_again = seed;
    let Some(second) = execute(player.walk.ui, &run, More::typed(&[]), seed, Show::Figures)? else {
        return stopped(player);
    };
    show_both(player, &run, &first, &second, &format!("seed {seed}"))
}

/// Runs the last experiment with changed settings and shows it beside the first result.
///
/// # Errors
/// When output fails or the content cannot be shown; a wrong setting is told, not an error.
pub fn change(player: &mut Player<'_, '_>, texts: &[String]) -> Result<(), TutorError> {
    let Some((run, first)) = last(player)? else { return Ok(()) };
    let Some(experiment) = find(&run.experiment) else { return Ok(()) };
    if texts.is_empty() {
        return list(player, &first);
    }
    let all: Vec<&String> = run.set.iter().chain(texts).collect();
    if let Err(error) = Settings::parse(&experiment.parameters(), &all) {
        return note(player.walk.ui, Role::Warn, &format!("{error}."));
    }
    let second = match execute(player.walk.ui, &run, More::typed(texts), player.walk.seed, Show::Figures) {
        Ok(Some(second)) => second,
        Ok(None) => return stopped(player),
        Err(TutorError::Content(why)) => {
            return note(player.walk.ui, Role::Warn, &format!("That cannot be run: {why}."));
        }
        Err(error) => return Err(error),
    };
    show_both(player, &run, &first, &second, &texts.join(" "))
}

/// How many seeds a run takes from its own on: the next with networks of its own lies behind them.
fn networks(settings: &Settings) -> u64 {
    let texts = settings.texts();
    let seeds = texts.iter().find_map(|text| text.strip_prefix("seeds="));
    seeds.and_then(|count| count.parse().ok()).unwrap_or(1).max(1)
}

fn stopped(player: &mut Player<'_, '_>) -> Result<(), TutorError> {
    note(player.walk.ui, Role::Warn, "Stopped.")
}

/// The run shown last, with the learner's settings on top of its own, and what came of it.
fn last(player: &mut Player<'_, '_>) -> Result<Option<(Run, Report)>, TutorError> {
    let found = player.bench.last().and_then(|last| {
        let mut run = player.step.runs.get(&last.run)?.clone();
        run.set.extend(last.own.iter().cloned());
        Some((run, last.report.clone()))
    });
    if found.is_none() {
        note(player.walk.ui, Role::Dim, "No experiment has run on this page yet. Enter goes on.")?;
    }
    Ok(found)
}

/// Shows what can be changed, with the values of a run.
///
/// # Errors
/// When the output fails.
pub fn list(player: &mut Player<'_, '_>, first: &Report) -> Result<(), TutorError> {
    let Some(experiment) = find(first.experiment) else { return Ok(()) };
    let mut lines = vec![Line::new().with(Role::Title, " What you can change, with what it is here")];
    for (parameter, text) in
        experiment.parameters().iter().zip(values(&experiment.parameters(), &first.settings))
    {
        lines.push(
            Line::new()
                .with(Role::Code, format!("   {text}"))
                .with(Role::Dim, format!("  {}", parameter.help)),
        );
    }
    lines.push(Line::new().with(Role::Dim, " Type for example: ").with(Role::Code, example(&lines)));
    let (layout, indent) = (player.walk.ui.layout(), Line::from("     "));
    let lines: Vec<Line> = lines
        .iter()
        .flat_map(|line| wrap_hanging(line, &Line::new(), &indent, layout.width.saturating_sub(1)))
        .collect();
    player.walk.ui.say(&show::in_charset(&lines, layout.ascii))?;
    Ok(())
}

fn values(parameters: &[crate::experiment::Parameter], settings: &Settings) -> Vec<String> {
    let texts = settings.texts();
    let of = |name: &str| texts.iter().find(|text| text.split('=').next() == Some(name)).cloned();
    parameters
        .iter()
        .map(|parameter| of(parameter.name).unwrap_or_else(|| format!("{}=…", parameter.name)))
        .collect()
}

fn example(lines: &[Line]) -> String {
    lines.get(1).map_or_else(String::new, |line| format!("e {}", line.0[0].text.trim()))
}

/// The measures of the run shown last that the step's words or claims name.
fn named(player: &Player<'_, '_>) -> Vec<String> {
    let Some(last) = player.bench.last() else { return Vec::new() };
    let mut names: Vec<String> = player.walk.chapter.words.measures_of(&player.step.id, &last.run);
    let claims = player.step.claims.iter().filter(|claim| claim.run == last.run);
    names.extend(claims.flat_map(|claim| measures(&claim.holds, &last.report)).map(|it| it.name.clone()));
    names
}

/// The rows of a sentence about what changed in a figure.
const CHANGE: usize = 2;

fn show_both(
    player: &mut Player<'_, '_>,
    run: &Run,
    first: &Report,
    second: &Report,
    label: &str,
) -> Result<(), TutorError> {
    let layout = player.walk.ui.layout();
    let caption = show::caption(second, &first.settings);
    player.walk.ui.jot(&Note::Run(&caption));
    let mut lines = show::caption_lines(&caption, &layout);
    lines.extend(show::notes(second, &layout));
    let pairs = show::chosen(&beside::overlay(first, second, label), run.figures.as_deref());
    let differences = differences(player, first, second, label);
    let figures: Vec<Figure> = pairs.iter().map(|both| both.figure.clone()).collect();
    let rows = lines.len() + CHANGE * pairs.len() + differences.len() + fit::FOOTER;
    for (drawn, both) in fit::figures(&figures, &layout, Some(rows)).into_iter().zip(pairs) {
        player.walk.ui.jot(&Note::Figure(&both.figure));
        lines.extend(drawn);
        lines.extend(both.change.map_or_else(Vec::new, |change| changed(player, change)));
        lines.push(Line::new());
    }
    player.walk.ui.jot(&Note::Table(&differences));
    lines.extend(differences);
    lines.push(Line::new());
    player.walk.ui.say(&show::in_charset(&lines, layout.ascii))?;
    player.record_experiment(second);
    Ok(())
}

/// What differs between two figures, wrapped.
fn changed(player: &mut Player<'_, '_>, change: String) -> Vec<Line> {
    let line = [Line::from(" ").with(Role::Plain, change)];
    player.walk.ui.jot(&Note::Verdict(&line));
    let width = player.walk.ui.layout().width.saturating_sub(1);
    wrap_hanging(&line[0], &Line::new(), &Line::from(" "), width)
}

/// The measures before and after, under a heading; nothing where there is nothing to compare.
fn differences(player: &Player<'_, '_>, first: &Report, second: &Report, label: &str) -> Vec<Line> {
    let mut lines = beside::differences(first, second, &named(player));
    if !lines.is_empty() {
        lines.insert(0, Line::new().with(Role::Title, format!(" First → {label}")));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_seed_shares_no_network() {
        let of = |name: &str, set: &[&str]| {
            networks(&Settings::parse(&find(name).unwrap().parameters(), set).unwrap())
        };
        assert_eq!(of("depth-accuracy", &["seeds=5"]), 5);
        assert_eq!(of("update-loop", &[]), 1);
    }
}
