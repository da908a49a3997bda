//! Pages on a screen of 80×24: what comes between two keys must not scroll away unread.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::{Filled, Values, fill_blocks};
use crate::lesson::lint::Subject;
use crate::lesson::lint::lab::{Job, WIDTH};
use crate::lesson::lint::questions::ready;
use crate::lesson::markdown::Block;
use crate::lesson::model::{Part, Step};
use crate::lesson::question::Instance;
use crate::lesson::render::render;
use crate::plot::Style;

/// The rows of text that one screen holds, one left for what is typed.
const TEXT_ROWS: usize = 23;
/// The rows it may come to with figures among them: a figure may be scrolled back to, as the text
/// about it follows.
const ROWS: usize = 46;

/// Lays every step out and looks for what is too long.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.steps().iter().flat_map(|step| Screen::new(subject, step).faults()).collect()
}

/// What was shown since the learner last pressed a key.
struct Screen<'a> {
    subject: &'a Subject<'a>,
    step: &'a Step,
    /// Rows of text, and of figures.
    text: usize,
    figures: usize,
    /// The part of the flow that began it.
    from: usize,
    waiting: Vec<&'a str>,
    faults: Vec<Diagnostic>,
}

impl<'a> Screen<'a> {
    fn new(subject: &'a Subject<'a>, step: &'a Step) -> Self {
        // The header of a page and the line under it.
        Self { subject, step, text: 2, figures: 0, from: 0, waiting: Vec::new(), faults: Vec::new() }
    }

    fn faults(mut self) -> Vec<Diagnostic> {
        for (place, part) in self.step.flow.iter().enumerate() {
            self.part(place, part);
        }
        self.key(self.step.flow.len(), 0);
        self.faults
    }

    fn part(&mut self, place: usize, part: &'a Part) {
        match part {
            Part::Read(name) => self.text += self.section(name),
            Part::Run(name) => self.run(name),
            Part::Predict(name) => {
                self.text += self.question(name);
                self.key(place + 1, 1);
                self.waiting.push(name);
            }
            Part::Ask(name) => {
                self.text += self.question(name);
                self.key(place + 1, 0);
                self.text += self.verdict(name);
            }
            Part::Explore(name) => {
                self.text += self.section(name);
                self.key(place + 1, 1);
            }
            Part::Checkpoint(_) => self.key(place + 1, 1),
            Part::Page => self.key(place + 1, 2),
        }
    }

    /// The learner presses a key; so many rows stand above what follows.
    fn key(&mut self, next: usize, rows: usize) {
        let total = self.text + self.figures;
        let limit = if self.figures > 0 { ROWS } else { TEXT_ROWS };
        let part = &self.step.flow.get(self.from);
        let name = part.map_or("", |part| name_of(part));
        if total > limit && !self.step.allows(&Code::Overflow.name(), name) {
            let message = format!("{total} rows come at once, where {limit} fit");
            let fix = "put a \"page\" in between, or say it in fewer words";
            let path = format!("flow/{}", self.from);
            self.faults.push(self.subject.fault(Code::Overflow, self.step, &path, message, fix));
        }
        (self.text, self.figures, self.from) = (rows, 0, next);
    }

    fn value(&self, name: &str) -> Option<Filled> {
        let (run, measure) = name.split_once('.')?;
        let job = Job { run: self.step.runs.get(run)?, more: Vec::new(), seed: 0 };
        let trial = self.subject.lab.trial(&job).ok()?;
        trial
            .report
            .measures
            .iter()
            .find(|it| it.name == measure)
            .map(|it| Filled { value: it.value, unit: it.unit })
    }

    /// The rows of some words with an empty one after; 0 where there are none.
    fn rows(&self, blocks: &[Block], values: &dyn Values) -> usize {
        let filled = fill_blocks(blocks, values).unwrap_or_else(|_| blocks.to_vec());
        let rows = render(&filled, WIDTH, Style::Unicode).len();
        rows + usize::from(rows > 0)
    }

    fn section(&self, name: &str) -> usize {
        let section = self.subject.chapter.words.section(&self.step.id, name);
        section.map_or(0, |section| self.rows(section.prompt(), &|name: &str| self.value(name)))
    }

    fn instance(&self, name: &str) -> Option<Instance> {
        ready(self.subject, self.step, self.step.question(name)?, 0).ok()
    }

    /// A label, what is asked, and a row for each option.
    fn question(&self, name: &str) -> usize {
        let Some(instance) = self.instance(name) else { return 0 };
        let prompt = render(&instance.posed.prompt, WIDTH, Style::Unicode).len();
        let option = |(_, text): &(String, Vec<crate::text::Span>)| {
            text.iter().map(|span| span.text.chars().count()).sum::<usize>().div_ceil(WIDTH - 8).max(1)
        };
        1 + prompt + instance.posed.options.iter().map(option).sum::<usize>()
    }

    /// Whether it was right, the longest feedback, and why.
    fn verdict(&self, name: &str) -> usize {
        let Some(instance) = self.instance(name) else { return 0 };
        let values = |name: &str| instance.value(name).or_else(|| self.value(name));
        let longest = instance.feedbacks().map(|blocks| self.rows(blocks, &values)).max();
        1 + longest.unwrap_or(0) + self.rows(&instance.why, &values)
    }

    /// A caption, the figures, and the verdicts of the predictions that waited.
    fn run(&mut self, name: &str) {
        let Some(run) = self.step.runs.get(name) else { return };
        let Ok(trial) = self.subject.lab.trial(&Job { run, more: Vec::new(), seed: 0 }) else { return };
        self.text += 1;
        self.figures += trial.shown(run).map(|figure| figure.rows + 1).sum::<usize>();
        let is_ready =
            |id: &&str| self.step.question(id).is_some_and(|question| question.run.as_deref() == Some(name));
        let (ready, waiting): (Vec<&str>, Vec<&str>) = self.waiting.iter().copied().partition(is_ready);
        self.text += ready.into_iter().map(|id| self.verdict(id)).sum::<usize>();
        self.waiting = waiting;
    }
}

pub(super) fn name_of(part: &Part) -> &str {
    match part {
        Part::Run(name) => name,
        other => crate::lesson::lint::prose::section_of(other).unwrap_or("page"),
    }
}
