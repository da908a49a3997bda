//! `{"run": RUN}`: an experiment, its figures, and the verdict on what was predicted of it.

use crate::experiment::{Report, Settings};
use crate::lesson::model::{Part, Question};
use crate::lesson::question::Instance;
use crate::plot::Figure;
use crate::progress::Kind;
use crate::text::{Line, Role};
use crate::tutor::ask::note;
use crate::tutor::bench::{More, Show};
use crate::tutor::command::Command;
use crate::tutor::page::{Player, Stance, Turn, typed};
use crate::tutor::part::{own, verdict};
use crate::tutor::{TutorError, fit, show};
use crate::ui::Note;

/// Runs an experiment, shows it, and grades the predictions that waited for it.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn play(player: &mut Player<'_, '_>, name: &str, at: usize) -> Result<Turn, TutorError> {
    let drawn = drawn_settings(player, name, at)?;
    let report = match measured(player, (name, &drawn), Show::Figures)? {
        Ok(report) => report,
        Err(turn) => return Ok(turn),
    };
    player.bench.shows(name, &drawn, &own_settings(player, name), report.clone());
    let (chapter, seed, stance) = (player.walk.chapter, player.walk.seed, player.stance(at));
    let shown = player.step.runs.get(name).and_then(|run| run.figures.as_deref());
    let mut figures = show::chosen(&report.figures, shown);
    let mut predicted = Vec::new();
    for question in predictions(player, name, at)? {
        let instance = Instance::with_key(chapter, player.step, question, seed, Some(&report))?;
        if let Some(given) = player.kept(&question.id) {
            figures = instance.with_guess(&given.typed, figures);
        }
        predicted.push((question, instance));
    }
    let usual = player.step.runs.get(name).and_then(|run| own::authored(run, &drawn));
    let beside = fit::rows_after_run(player, at, &predicted);
    show_report(player, &report, usual.as_ref().unwrap_or(&report.settings), &figures, beside)?;
    for (question, instance) in predicted {
        if stance == Stance::Live {
            record(player, question, &instance);
        }
        verdict::tell(player, &question.id, &instance, stance)?;
    }
    Ok(Turn::Next)
}

/// The report of a run with the settings a question drew for it, from the bench if it is there; where to go
/// instead, if the learner stops it.
///
/// # Errors
/// When output or input fails, or there is no such run.
pub fn measured(
    player: &mut Player<'_, '_>,
    (name, drawn): (&str, &[String]),
    show: Show,
) -> Result<Result<Report, Turn>, TutorError> {
    loop {
        if let Some(report) = player.bench.report(name, drawn) {
            return Ok(Ok(report.clone()));
        }
        let own = own_settings(player, name);
        let more = More { authored: drawn, typed: &own };
        if player.bench.run(player.walk.ui, player.step, name, (more, show), player.walk.seed)?.is_some() {
            continue;
        }
        match stopped(player)? {
            Turn::Next => {}
            other => return Ok(Err(other)),
        }
    }
}

/// The settings of the learner's that a run takes up.
pub fn own_settings(player: &Player<'_, '_>, run: &str) -> Vec<String> {
    player.step.runs.get(run).map_or_else(Vec::new, |run| own::settings(player, run))
}

/// The settings that the predictions which wait for a run at a part have drawn for it: what is shown there is
/// what grades them.
///
/// # Errors
/// A fault of the content.
pub fn drawn_settings(player: &Player<'_, '_>, run: &str, at: usize) -> Result<Vec<String>, TutorError> {
    let (chapter, step, seed) = (player.walk.chapter, player.step, player.walk.seed);
    let mut drawn = Vec::new();
    for question in predictions(player, run, at)?.into_iter().filter(|question| !question.set.is_empty()) {
        drawn.extend(Instance::pose(chapter, step, question, seed)?.settings);
    }
    Ok(drawn)
}

/// What the learner wants after stopping an experiment; [`Turn::Next`] to run it again.
fn stopped(player: &mut Player<'_, '_>) -> Result<Turn, TutorError> {
    let ui = &mut *player.walk.ui;
    if !ui.is_attended() {
        return Ok(Turn::Interrupt);
    }
    let text = "Stopped. Enter runs it again; `s` leaves the step out, `q` saves and leaves.";
    note(ui, Role::Warn, text)?;
    let line = match typed(ui)? {
        Ok(line) => line,
        Err(turn) => return Ok(turn),
    };
    Ok(match Command::read(&line, 0) {
        Command::Back => Turn::Back,
        Command::Skip => Turn::Skip,
        Command::Quit => Turn::Leave,
        _ => Turn::Next,
    })
}

/// A report's caption, with the settings that differ from the `usual` ones, and figures, which leave room for so
/// many rows `beside` them.
///
/// # Errors
/// When the output fails.
pub fn show_report(
    player: &mut Player<'_, '_>,
    report: &Report,
    usual: &Settings,
    figures: &[Figure],
    beside: Option<usize>,
) -> Result<(), TutorError> {
    let layout = player.walk.ui.layout();
    let caption = show::caption(report, usual);
    player.walk.ui.jot(&Note::Run(&caption));
    if figures.is_empty() && report.notes.is_empty() {
        return Ok(());
    }
    let mut lines = show::caption_lines(&caption, &layout);
    lines.extend(show::notes(report, &layout));
    figures.iter().for_each(|figure| player.walk.ui.jot(&Note::Figure(figure)));
    let beside = beside.map(|rows| rows + lines.len());
    for figure in fit::figures(figures, &layout, beside) {
        lines.extend(figure);
        lines.push(Line::new());
    }
    player.say(&lines)
}

/// The predictions about a run that stand before a part, since the run was shown last.
fn predictions<'a>(player: &Player<'_, 'a>, run: &str, at: usize) -> Result<Vec<&'a Question>, TutorError> {
    let before = &player.step.flow[..at];
    let since = before.iter().rposition(|part| matches!(part, Part::Run(name) if name == run));
    let mut questions = Vec::new();
    for part in &before[since.map_or(0, |place| place + 1)..] {
        if let Part::Predict(id) = part {
            questions.push(player.question(id)?);
        }
    }
    questions.retain(|question| question.run.as_deref() == Some(run));
    Ok(questions)
}

/// Writes down how a prediction came out.
fn record(player: &mut Player<'_, '_>, question: &Question, instance: &Instance) {
    let Some(given) = player.kept(&question.id) else { return };
    let outcome = instance.grade(&given.typed).outcome;
    let (chapter, step) = player.names();
    let (question, answer, confidence) = (question.id.clone(), given.typed, given.confidence);
    player.walk.record(Kind::Prediction { chapter, step, question, answer, outcome, confidence });
}
