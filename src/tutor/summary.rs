//! Progress on a page: the map with mastery, days and time, what was hard, how sure and how right,
//! the capstone's best.

use std::collections::{BTreeMap, BTreeSet};

use crate::experiment::{Settings, find};
use crate::lesson::load::Chapter;
use crate::lesson::outline::Outline;
use crate::progress::{CapstoneResult, State, Status, Streak, Summary, summary};
use crate::text::list::{count, join};
use crate::text::width::{Align, columns, padded};
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role, number};
use crate::tutor::home::{map, status};
use crate::tutor::names::renamed;
use crate::tutor::{hard, show, sure};
use crate::ui::Layout;

/// From this width on, titles and mastery stand in columns.
const WIDE: usize = 70;

/// Everything `dltutor progress` shows at a time (milliseconds since 1970); of the chapters `touched`, what was
/// hard.
pub fn lines(
    chapters: &[Outline],
    touched: &[Chapter],
    state: &State,
    now: u64,
    layout: &Layout,
) -> Vec<Line> {
    let state = renamed(state, chapters);
    // Days begin at midnight UTC: the clock's zone is not to be had without a further dependency,
    // and a day of rest is forgiven anyway.
    let summary = summary(&state, now, 0);
    let mut lines = course(chapters, &state, layout);
    lines.extend(elsewhere(chapters, &state, layout));
    lines.push(Line::new());
    lines.extend(wrapped(&totals(&summary), " ", layout));
    lines.extend(hard::lines(touched, &state, &summary.hard, layout));
    lines.extend(sure::lines(&summary.calibration, layout));
    lines.extend(capstone(&summary.capstone, layout));
    show::in_charset(&lines, layout.ascii)
}

fn wrapped(line: &Line, margin: &str, layout: &Layout) -> Vec<Line> {
    let margin = Line::from(margin);
    wrap_hanging(line, &margin, &margin, layout.width.saturating_sub(1))
}

/// The map, and under each chapter that was begun what its steps are worth so far.
fn course(chapters: &[Outline], state: &State, layout: &Layout) -> Vec<Line> {
    let mut lines = Vec::new();
    for (chapter, head) in chapters.iter().zip(map(chapters, state, layout)) {
        lines.extend(head);
        let found = state.chapter(&chapter.journal_id());
        if found.is_some_and(|found| !found.steps.is_empty()) {
            lines.extend(steps(chapter, state, layout));
        }
    }
    lines
}

/// Chapters that the journal knows and this course does not.
fn elsewhere(chapters: &[Outline], state: &State, layout: &Layout) -> Vec<Line> {
    let is_here = |id: &String| chapters.iter().any(|chapter| chapter.journal_id() == *id);
    let others: Vec<&String> = state.chapters.keys().filter(|id| !is_here(id)).collect();
    if others.is_empty() {
        return Vec::new();
    }
    let text = format!("Of other courses (--lessons DIR shows them): {}.", join(&others));
    wrapped(&Line::new().with(Role::Dim, text), " ", layout)
}

fn steps(chapter: &Outline, state: &State, layout: &Layout) -> Vec<Line> {
    let title = |step: &str| chapter.step_title(step);
    let widest = chapter.steps.iter().map(|step| columns(&title(&step.id))).max().unwrap_or(0);
    let row = |id: &String| {
        let mut title = title(id);
        if layout.width >= WIDE && !layout.plain {
            title = padded(&title, widest, Align::Left);
        }
        let status = format!("{:8} ", word(status(state, &chapter.journal_id(), id)));
        let line = Line::new().with(Role::Plain, title).with(Role::Dim, worth(chapter, id, state, layout));
        let lead = Line::from("   ").with(Role::Dim, status);
        wrap_hanging(&line, &lead, &Line::from("            "), layout.width.saturating_sub(1))
    };
    chapter.steps.iter().flat_map(|step| row(&step.id)).collect()
}

/// "  ████████░░ 80 % known", nothing before the first answer that counts.
fn worth(chapter: &Outline, step: &str, state: &State, layout: &Layout) -> String {
    let mastery = state.step(&chapter.journal_id(), step).and_then(|step| step.mastery());
    let Some(mastery) = mastery else { return String::new() };
    let known = format!("{} known", number::percent(mastery, 2));
    if layout.width >= WIDE && !layout.plain {
        let full = (mastery * 10.0).round() as usize;
        return format!("  {}{} {known}", "█".repeat(full), "░".repeat(10 - full.min(10)));
    }
    format!("  {known}")
}

/// A status in a word.
pub fn word(status: Status) -> &'static str {
    match status {
        Status::New => "new",
        Status::Shown => "begun",
        Status::Skipped => "skipped",
        Status::Known => "known",
        Status::Done => "done",
    }
}

/// Answers, time and days, in a sentence that blames nobody.
fn totals(summary: &Summary) -> Line {
    let steps = || summary.chapters.iter().flat_map(|chapter| &chapter.steps);
    let answers: usize = steps().map(|step| step.answers).sum();
    let right: usize = steps().map(|step| step.right).sum();
    let mut parts = vec![format!("{right} of {} right", count(answers, "answer", "answers"))];
    parts.push(format!("{} spent", spent(summary.seconds)));
    parts.extend(days(&summary.streak));
    Line::new().with(Role::Dim, format!("{}.", join(&parts)))
}

/// Seconds as people say them: "25 minutes", "1 h 20 min".
fn spent(seconds: u64) -> String {
    let minutes = usize::try_from(seconds / 60).unwrap_or(usize::MAX);
    if minutes == 0 {
        "less than a minute".to_owned()
    } else if minutes < 60 {
        count(minutes, "minute", "minutes")
    } else {
        format!("{} h {} min", minutes / 60, minutes % 60)
    }
}

/// Days learned on; a streak is told while it lives, and one that ended is not.
fn days(streak: &Streak) -> Option<String> {
    let whole = |days: u32| count(days as usize, "day", "days");
    match streak {
        Streak { days: 0, .. } => None,
        Streak { current, .. } if *current > 1 => Some(format!(
            "{} learned on, {current} of them in a row (a day of rest is fine)",
            whole(streak.days)
        )),
        _ => Some(format!("{} learned on", whole(streak.days))),
    }
}

/// The best results of the capstone, as a table.
fn capstone(results: &[CapstoneResult], layout: &Layout) -> Vec<Line> {
    if results.is_empty() {
        return Vec::new();
    }
    let share = |share: f64| number::percent(share, 3);
    let row = |(place, result): (usize, &CapstoneResult)| {
        let predicted = result.predicted.map(share).unwrap_or_default();
        vec![
            (place + 1).to_string(),
            share(result.score),
            predicted,
            result.epochs.to_string(),
            choices(&result.settings),
        ]
    };
    let best = results.first().map(|best| share(best.score)).unwrap_or_default();
    let table = crate::plot::figure::Table {
        title: "Capstone".to_owned(),
        columns: ["", "accuracy", "predicted", "epochs", "choices"].map(str::to_owned).to_vec(),
        rows: results.iter().take(5).enumerate().map(row).collect(),
        caption: format!("The best of {} reaches {best}.", count(results.len(), "run", "runs")),
    };
    let mut lines = vec![Line::new()];
    lines.extend(show::figure(&crate::plot::Figure::Table(table), layout));
    lines
}

/// The choices of a recipe that differ from what the experiment takes by itself.
fn choices(settings: &BTreeMap<String, String>) -> String {
    let parameters = find("capstone").map(|capstone| capstone.parameters()).unwrap_or_default();
    let usual: BTreeSet<String> = Settings::defaults(&parameters).texts().into_iter().collect();
    let all = settings.iter().map(|(name, value)| format!("{name}={value}"));
    // What a recipe was shown beside is no part of it.
    let changed: Vec<String> =
        all.filter(|text| !usual.contains(text) && !text.starts_with("beside=")).collect();
    if changed.is_empty() { "all as given".to_owned() } else { changed.join(" ") }
}

/// A row a step: chapter, step, status, answers, right, mastery.
pub fn rows(chapters: &[Outline], state: &State) -> Vec<Vec<String>> {
    let state = renamed(state, chapters);
    let mut rows = Vec::new();
    for chapter in chapters {
        for step in &chapter.steps {
            rows.push(row(&chapter.journal_id(), &step.id, &state));
        }
    }
    rows
}

fn row(chapter: &str, step: &str, state: &State) -> Vec<String> {
    let found = state.step(chapter, step);
    let attempts = || found.iter().flat_map(|step| step.questions.values()).flat_map(|it| &it.attempts);
    let right = attempts().filter(|attempt| attempt.correct).count();
    let mastery = found.and_then(|step| step.mastery()).map_or_else(String::new, |share| share.to_string());
    let status = word(status(state, chapter, step));
    [chapter, step, status, &attempts().count().to_string(), &right.to_string(), &mastery]
        .map(str::to_owned)
        .to_vec()
}
