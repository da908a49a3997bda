//! `{"explore": EXPLORATION}`: settings to find until the measures meet a goal.

use std::collections::BTreeMap;

use crate::experiment::{Report, Settings, find};
use crate::lesson::markdown::Block;
use crate::lesson::model::{Exploration, Part, Run};
use crate::lesson::words::Section;
use crate::progress::{Explored, Kind};
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::ask::{hint, note};
use crate::tutor::bench::{More, Show, execute};
use crate::tutor::command::Command;
use crate::tutor::page::{Player, Stance, Turn, typed};
use crate::tutor::part::{forecast, goal, run};
use crate::tutor::{TutorError, again, help, show};
use crate::ui::Note;

/// What to type, said once.
const HOW: &str =
    "Type settings as in `name=value name=value`. `e` lists them, `h` is a hint, `s` shows a solution.";

/// The rows of a task, its goal and the prompt, beside which the figures of a try are drawn.
const BESIDE: usize = 10;

/// An exploration in front of the learner.
struct Search<'a> {
    exploration: &'a Exploration,
    run: &'a Run,
    section: Section,
    first: Report,
    /// Whether the run was shown on the way here.
    is_known: bool,
    tries: u32,
    hints: usize,
    has_warned: bool,
}

/// What comes after a line typed.
enum After {
    Asking,
    Done,
    Go(Turn),
}

/// Lets the learner look for settings, or shows those that were found.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn play(player: &mut Player<'_, '_>, id: &str, at: usize) -> Result<Turn, TutorError> {
    let mut search = match open(player, id, at)? {
        Ok(search) => search,
        Err(turn) => return Ok(turn),
    };
    pose(player, &search)?;
    if player.stance(at) == Stance::Behind || !player.walk.ui.is_attended() {
        show_kept(player, &search)?;
        return Ok(Turn::Next);
    }
    note(player.walk.ui, Role::Dim, HOW)?;
    loop {
        let line = match typed(player.walk.ui)? {
            Ok(line) => line,
            Err(turn) => return Ok(turn),
        };
        match obey(player, &mut search, &line, at)? {
            After::Asking => {}
            After::Done => return Ok(Turn::Next),
            After::Go(turn) => return Ok(turn),
        }
    }
}

fn open<'a>(
    player: &mut Player<'_, 'a>,
    id: &str,
    at: usize,
) -> Result<Result<Search<'a>, Turn>, TutorError> {
    let missing = |what: &str| TutorError::Content(format!("exploration `{id}`: {what}"));
    let exploration = player.step.exploration(id).ok_or_else(|| missing("there is none of that name"))?;
    let run = player.step.runs.get(&exploration.run).ok_or_else(|| missing("its run is missing"))?;
    let section = player.walk.chapter.words.section(&player.step.id, id).cloned();
    let section = section.ok_or_else(|| missing("its words are missing"))?;
    let is_known = player.step.flow[..at].contains(&Part::Run(exploration.run.clone()));
    let show = if is_known { Show::Measures } else { Show::Figures };
    let first = match run::measured(player, (&exploration.run, &[]), show)? {
        Ok(first) => first,
        Err(turn) => return Ok(Err(turn)),
    };
    let own = run::own_settings(player, &exploration.run);
    player.bench.shows(&exploration.run, &[], &own, first.clone());
    Ok(Ok(Search { exploration, run, section, first, is_known, tries: 0, hints: 0, has_warned: false }))
}

/// How it stands before anything is changed, drawn unless the learner has just seen it; under it what is sought, for
/// a figure above its task can be scrolled back to, and a task above its figure would be gone.
fn pose(player: &mut Player<'_, '_>, search: &Search<'_>) -> Result<(), TutorError> {
    if !search.is_known {
        show_result(player, search, &search.first)?;
    }
    let label = [Line::new().with(Role::Accent, " Explore")];
    player.walk.ui.jot(&Note::Verdict(&label));
    player.say(&label)?;
    tell(player, search.section.prompt())?;
    say_standing(player, search, &search.first)?;
    Ok(())
}

/// Shows words with what was measured.
fn tell(player: &mut Player<'_, '_>, blocks: &[Block]) -> Result<(), TutorError> {
    let blocks = player.filled(blocks, &|_: &str| None)?;
    let lines = player.laid_out(&blocks);
    player.say(&lines)
}

/// A line for each condition of the goal; whether all are met.
fn say_standing(
    player: &mut Player<'_, '_>,
    search: &Search<'_>,
    report: &Report,
) -> Result<bool, TutorError> {
    let standings = goal::standings(&search.exploration.goal, report)?;
    let (first, rest, width) = (Line::from(" "), Line::from("   "), player.walk.ui.layout().width);
    let mut lines = goal::lines(&standings);
    // Names of measures are code to who has not met them: they are explained as long as nothing was tried.
    if search.tries == 0 {
        lines.extend(find(&search.run.experiment).map_or(Vec::new(), |it| goal::meanings(&standings, it)));
    }
    let lines: Vec<Line> =
        lines.iter().flat_map(|line| wrap_hanging(line, &first, &rest, width.saturating_sub(1))).collect();
    player.walk.ui.jot(&Note::Table(&lines));
    player.say(&lines)?;
    Ok(standings.iter().all(|standing| standing.is_met))
}

fn obey(
    player: &mut Player<'_, '_>,
    search: &mut Search<'_>,
    line: &str,
    at: usize,
) -> Result<After, TutorError> {
    match Command::read(line, 0) {
        Command::Change(texts) if texts.is_empty() => again::list(player, &search.first)?,
        Command::Change(texts) => return attempt(player, search, &texts, at),
        Command::Text(text) if text.contains('=') => return attempt(player, search, &settings(&text), at),
        Command::Hint => {
            search.hints += 1;
            let hints = search.section.hints();
            let hints = hints.iter().map(|hint| player.filled(hint, &|_: &str| None));
            let hints = hints.collect::<Result<Vec<_>, _>>()?;
            hint(player.walk.ui, &hints, search.hints)?;
        }
        Command::Next if !std::mem::replace(&mut search.has_warned, true) => {
            note(player.walk.ui, Role::Dim, "Try one setting, or press Enter again to see a solution.")?;
        }
        Command::Skip | Command::Next => return give_up(player, search, at),
        Command::Back => return Ok(After::Go(Turn::Back)),
        Command::Quit => return Ok(After::Go(Turn::Leave)),
        Command::Help => help::commands(player.walk.ui, false)?,
        Command::Glossary(term) => help::glossary(player.walk.ui, player.walk.glossary, &term)?,
        Command::Again(_) | Command::Answer | Command::Text(_) => note(player.walk.ui, Role::Warn, HOW)?,
    }
    Ok(After::Asking)
}

/// Settings as typed, with or without spaces around `=` and commas between.
fn settings(text: &str) -> Vec<String> {
    let mut joined = text.to_owned();
    while joined.contains(" =") || joined.contains("= ") {
        joined = joined.replace(" =", "=").replace("= ", "=");
    }
    joined.split_whitespace().map(|word| word.trim_end_matches(',').to_owned()).collect()
}

/// Runs with settings typed, shows the result, and says whether the goal is met.
fn attempt(
    player: &mut Player<'_, '_>,
    search: &mut Search<'_>,
    texts: &[String],
    at: usize,
) -> Result<After, TutorError> {
    if !are_taken(player, search.run, texts)? {
        return Ok(After::Asking);
    }
    let forecast = match forecast::ask(player, search.exploration.leaderboard.as_ref())? {
        Ok(forecast) => forecast,
        Err(turn) => return Ok(After::Go(turn)),
    };
    let Some(report) = measure(player, search.run, texts)? else { return Ok(After::Asking) };
    search.tries += 1;
    player.record_experiment(&report);
    player.bench.shows(&search.exploration.run, &[], texts, report.clone());
    show_result(player, search, &report)?;
    if let Some(leaderboard) = &search.exploration.leaderboard {
        forecast::tell(player, leaderboard, &report, forecast)?;
    }
    if say_standing(player, search, &report)? {
        let tries = crate::text::list::count(search.tries as usize, "try", "tries");
        let reached =
            [Line::from(" ").with(Role::Good, "Reached").with(Role::Plain, format!(", after {tries}."))];
        player.walk.ui.jot(&Note::Verdict(&reached));
        player.say(&reached)?;
        tell(player, search.section.why())?;
        keep(player, search, texts, true, at);
        return Ok(After::Done);
    }
    if search.exploration.tries.is_some_and(|most| most.get() == search.tries) {
        note(player.walk.ui, Role::Dim, "Not easy. `h` gives a hint, `s` shows settings that do it.")?;
    }
    Ok(After::Asking)
}

/// Whether the run takes these settings; where not, that is said.
fn are_taken(player: &mut Player<'_, '_>, run: &Run, texts: &[String]) -> Result<bool, TutorError> {
    let Some(experiment) = find(&run.experiment) else { return Ok(false) };
    let all: Vec<&String> = run.set.iter().chain(texts).collect();
    if let Err(error) = Settings::parse(&experiment.parameters(), &all) {
        note(player.walk.ui, Role::Warn, &format!("{error}."))?;
        return Ok(false);
    }
    Ok(true)
}

/// The report with settings of the learner's; nothing where they are refused or the run is stopped.
fn measure(player: &mut Player<'_, '_>, run: &Run, texts: &[String]) -> Result<Option<Report>, TutorError> {
    if !are_taken(player, run, texts)? {
        return Ok(None);
    }
    match execute(player.walk.ui, run, More::typed(texts), player.walk.seed, Show::Figures) {
        Ok(Some(report)) => Ok(Some(report)),
        Ok(None) => note(player.walk.ui, Role::Warn, "Stopped.").map(|()| None),
        Err(TutorError::Content(why)) => {
            note(player.walk.ui, Role::Warn, &format!("That cannot be run: {why}.")).map(|()| None)
        }
        Err(error) => Err(error),
    }
}

fn show_result(player: &mut Player<'_, '_>, search: &Search<'_>, report: &Report) -> Result<(), TutorError> {
    let figures = show::chosen(&report.figures, search.run.figures.as_deref());
    let beside = player.walk.ui.is_attended().then_some(BESIDE);
    run::show_report(player, report, &search.first.settings, &figures, beside)
}

/// Shows the solution, and keeps that the goal was not reached.
fn give_up(player: &mut Player<'_, '_>, search: &Search<'_>, at: usize) -> Result<After, TutorError> {
    show_settings(player, search, &search.exploration.solution, "A solution")?;
    keep(player, search, &search.exploration.solution, false, at);
    Ok(After::Done)
}

fn show_settings(
    player: &mut Player<'_, '_>,
    search: &Search<'_>,
    texts: &[String],
    label: &str,
) -> Result<(), TutorError> {
    let line = Line::from(" ").with(Role::Strong, format!("{label}: ")).with(Role::Code, texts.join(" "));
    let line = [line];
    player.walk.ui.jot(&Note::Verdict(&line));
    let lines = show::caption_lines(&line[0], &player.walk.ui.layout());
    player.say(&lines)?;
    let Some(report) = measure(player, search.run, texts)? else { return Ok(()) };
    player.bench.shows(&search.exploration.run, &[], texts, report.clone());
    show_result(player, search, &report)?;
    say_standing(player, search, &report)?;
    tell(player, search.section.why())
}

/// What was found before, or a solution where nothing was.
fn show_kept(player: &mut Player<'_, '_>, search: &Search<'_>) -> Result<(), TutorError> {
    let id = &search.exploration.id;
    match player.walk.memory.explored(player.place, id, player.walk.known(player.step)) {
        Some(Explored { settings, reached: true, .. }) => {
            let texts: Vec<String> = settings.iter().map(|(name, value)| format!("{name}={value}")).collect();
            show_settings(player, search, &texts, "You found")
        }
        _ => show_settings(player, search, &search.exploration.solution, "A solution"),
    }
}

/// Keeps how it ended, and writes it down unless it was played once more.
fn keep(player: &mut Player<'_, '_>, search: &Search<'_>, texts: &[String], reached: bool, at: usize) {
    let pairs = texts.iter().filter_map(|text| text.split_once('='));
    let settings: BTreeMap<String, String> =
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let (exploration, tries) = (search.exploration.id.clone(), search.tries);
    let ended = Explored { settings: settings.clone(), tries, reached };
    player.walk.memory.explore(player.place, &exploration, ended);
    if player.stance(at) == Stance::Live {
        let (chapter, step) = player.names();
        player.walk.record(Kind::Exploration { chapter, step, exploration, settings, tries, reached });
    }
}
