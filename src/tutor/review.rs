//! A review: what is due today, asked with fresh numbers; or said, where nobody is there to answer.

use serde::Serialize;

use crate::lesson::load::Chapter;
use crate::lesson::model::Glossary;
use crate::progress::clock::{DAY, HOUR};
use crate::progress::{State, Store};
use crate::quiz::review::{Due, Plan, Review, due_of};
use crate::text::list::count;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role, number};
use crate::tutor::ask::note;
use crate::tutor::names::renamed;
use crate::tutor::round::{Drawn, Round, can_ask};
use crate::tutor::{Ending, TutorError, recap, show};
use crate::ui::{Layout, Ui};

/// What is due, with the chapters it is of.
pub struct Today<'a> {
    chapters: &'a [Chapter],
    /// What to ask.
    pub due: Due,
    /// The time it was asked for, milliseconds since 1970.
    now: u64,
}

/// What is due, for programs.
#[derive(Debug, Serialize)]
pub struct Listed<'a> {
    format: &'static str,
    version: u32,
    due: Vec<ListedQuestion<'a>>,
    /// How many more wait for the next days.
    later: usize,
    /// When the next falls due, milliseconds since 1970.
    next: Option<u64>,
    welcome_back: bool,
}

/// One question that is due.
#[derive(Debug, Serialize)]
struct ListedQuestion<'a> {
    chapter: &'a str,
    step: &'a str,
    question: &'a str,
    /// The chance that it is remembered, 0 to 1.
    recall: f64,
    /// Since when it is due, milliseconds since 1970.
    due: u64,
}

impl<'a> ListedQuestion<'a> {
    fn of(review: &'a Review) -> Self {
        let Review { chapter, step, question, recall, due, .. } = review;
        Self { chapter, step, question, recall: *recall, due: *due }
    }
}

impl<'a> Today<'a> {
    /// What of these chapters is due at a time (milliseconds since 1970).
    pub fn of(chapters: &'a [Chapter], state: &State, now: u64) -> Self {
        let is_there = |chapter: &str, step: &str, question: &str| {
            find(chapters, chapter, step, question, 0)
                .is_some_and(|drawn| can_ask(drawn.step, drawn.question))
        };
        let due =
            due_of(&Plan::default(), &renamed(state, chapters.iter().map(|it| &it.outline)), now, &is_there);
        Self { chapters, due, now }
    }

    /// The questions to ask.
    pub fn questions(&self) -> Vec<Drawn<'a>> {
        let found = |it: &Review| find(self.chapters, &it.chapter, &it.step, &it.question, it.seed);
        self.due.questions.iter().filter_map(found).collect()
    }

    /// What is due, for programs.
    pub fn listed(&self) -> Listed<'_> {
        Listed {
            format: "dltutor-review",
            version: 1,
            due: self.due.questions.iter().map(ListedQuestion::of).collect(),
            later: self.due.later,
            next: self.due.next,
            welcome_back: self.due.welcome_back,
        }
    }

    /// A row a question: chapter, step, question, recall, since when it is due.
    pub fn rows(&self) -> impl Iterator<Item = Vec<String>> {
        self.due.questions.iter().map(|it| {
            let (recall, due) = (it.recall.to_string(), it.due.to_string());
            vec![it.chapter.clone(), it.step.clone(), it.question.clone(), recall, due]
        })
    }

    /// "3 questions are due." and what goes with it.
    pub fn announced(&self) -> String {
        let due = self.due.questions.len();
        if due == 0 {
            return self.nothing();
        }
        let verb = if due == 1 { "is" } else { "are" };
        let due = format!("{} {verb} due.", count(due, "question", "questions"));
        if self.due.welcome_back {
            return format!("Welcome back. {due} That is half a day's worth; the rest can wait.");
        }
        due
    }

    fn nothing(&self) -> String {
        match self.due.next {
            _ if self.due.later > 0 => "That was enough for today; go on tomorrow.".to_owned(),
            Some(next) => format!("Nothing is due. The next question comes back {}.", when(next, self.now)),
            None => "Nothing is due: questions come back here once you have answered some.".to_owned(),
        }
    }

    /// What is due, in lines: a step, and the chance that its question is remembered.
    pub fn lines(&self, layout: &Layout) -> Vec<Line> {
        let wrapped = |line: &Line, margin: &str| {
            wrap_hanging(line, &Line::from(margin), &Line::from(margin), layout.width.saturating_sub(1))
        };
        let mut lines = wrapped(&Line::from(self.announced()), " ");
        for (review, drawn) in self.due.questions.iter().zip(self.questions()) {
            let recall = format!("  remembered with {}", number::percent(review.recall, 2));
            let title = drawn.chapter.step_title(&drawn.step.id);
            lines.extend(wrapped(&Line::from(title).with(Role::Dim, recall), "   "));
        }
        if let Some(line) = self.next_command() {
            lines.extend(wrapped(&line, " "));
        }
        show::in_charset(&lines, layout.ascii)
    }

    /// What to type when there is something, or nothing, to ask.
    fn next_command(&self) -> Option<Line> {
        let command = |what: &str, command: &str| Line::from(what).with(Role::Accent, command);
        match (self.due.questions.is_empty(), self.due.next) {
            (false, _) => Some(command("Answer them: ", "dltutor review")),
            (true, Some(_)) => Some(command("Be asked all the same: ", "dltutor quiz")),
            (true, None) => Some(command("Begin: ", "dltutor lesson")),
        }
    }
}

/// Asks what is due.
///
/// # Errors
/// When output or input fails, or the content cannot be shown.
pub fn run(
    ui: &mut dyn Ui,
    store: &mut Store,
    today: &Today<'_>,
    glossary: &Glossary,
) -> Result<Ending, TutorError> {
    let questions = today.questions();
    if questions.is_empty() || !ui.is_attended() {
        ui.say(&today.lines(&ui.layout()))?;
        return Ok(Ending::Finished);
    }
    note(ui, Role::Plain, &today.announced())?;
    let tally = Round { ui: &mut *ui, store: &mut *store, glossary, mixed: true }.run(questions)?;
    ui.say(&recap::lines(&tally, &ui.layout()))?;
    let after = Today::of(today.chapters, store.state(), today.now);
    if let Some(next) = after.due.next.filter(|_| after.due.questions.is_empty()) {
        note(ui, Role::Dim, &format!("The next question comes back {}.", when(next, today.now)))?;
    }
    Ok(tally.ending)
}

/// A question of the chapters, to be asked with a seed.
fn find<'a>(
    chapters: &'a [Chapter],
    chapter: &str,
    step: &str,
    question: &str,
    seed: u64,
) -> Option<Drawn<'a>> {
    let chapter = chapters.iter().find(|it| it.journal_id() == chapter)?;
    let step = chapter.lesson.steps.iter().find(|it| it.id == step)?;
    let question = step.question(question)?;
    Some(Drawn { chapter, step, question, seed })
}

/// A time to come, as people say it: "in 5 hours", "tomorrow", "in 3 days".
pub fn when(at: u64, now: u64) -> String {
    let left = at.saturating_sub(now);
    match left.div_ceil(DAY) {
        0 | 1 if left <= 16 * HOUR => {
            let hours = usize::try_from(left.div_ceil(HOUR)).unwrap_or(1).max(1);
            format!("in {}", count(hours, "hour", "hours"))
        }
        0 | 1 => "tomorrow".to_owned(),
        days => format!("in {days} days"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_said_as_people_say_them() {
        let said = |left: u64| when(1_000 + left, 1_000);
        assert_eq!(said(0), "in 1 hour");
        assert_eq!(said(HOUR + 1), "in 2 hours");
        assert_eq!(said(16 * HOUR), "in 16 hours");
        assert_eq!(said(20 * HOUR), "tomorrow");
        assert_eq!(said(DAY), "tomorrow");
        assert_eq!(said(DAY + 1), "in 2 days");
        assert_eq!(when(5, 100), "in 1 hour", "what is past is soon");
    }
}
