//! From step to step through a chapter, from where the learner left.

use crate::lesson::load::Chapter;
use crate::lesson::model::{Glossary, Step};
use crate::progress::{Kind, Status, Store};
use crate::text::{Line, Role};
use crate::tutor::bench::Bench;
use crate::tutor::page::{Player, Turn};
use crate::tutor::{Ending, TutorError, show};
use crate::ui::Ui;

/// Where to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Where the learner left, or at the first step.
    Resume,
    /// At the first step.
    First,
    /// At the step of that place.
    Step(usize),
}

/// A walk through a chapter.
pub struct Walk<'a> {
    /// The one to talk to.
    pub ui: &'a mut dyn Ui,
    /// Where what happens is written.
    pub store: &'a mut Store,
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The glossary.
    pub glossary: &'a Glossary,
    /// The seed of everything random.
    pub seed: u64,
}

impl Walk<'_> {
    /// Walks until the chapter ends or the learner leaves.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn run(&mut self, start: &Start) -> Result<Ending, TutorError> {
        let (mut at, mut part) = self.begin(start);
        while at < self.chapter.lesson.steps.len() {
            let step = &self.chapter.lesson.steps[at];
            self.record(Kind::StepShown { chapter: self.id(), step: step.id.clone() });
            let turn = self.player(step, at).play(std::mem::take(&mut part))?;
            self.tell_notices()?;
            at = match turn {
                Turn::Next => self.finish(step, at),
                Turn::Skip => self.skip(step, at),
                Turn::Back => at.saturating_sub(1),
                Turn::Leave => return self.leave(Ending::Left),
                Turn::Interrupt => return self.leave(Ending::Interrupted),
            };
        }
        self.end()
    }

    fn id(&self) -> String {
        self.chapter.lesson.id.clone()
    }

    fn begin(&self, start: &Start) -> (usize, usize) {
        match start {
            Start::First => (0, 0),
            Start::Step(place) => (*place, 0),
            Start::Resume => self.resume().unwrap_or((0, 0)),
        }
    }

    /// The place the learner left, or the first step that is not done.
    fn resume(&self) -> Option<(usize, usize)> {
        if !self.ui.is_attended() {
            return None;
        }
        let progress = self.store.state().chapter(&self.chapter.lesson.id)?;
        let last = progress.last.as_ref()?;
        let at = self.chapter.step_place(&last.step).ok()?;
        if self.status(&self.chapter.lesson.steps[at]) >= Status::Skipped && last.part == 0 {
            let steps = &self.chapter.lesson.steps;
            let open = |step: &Step| self.status(step) < Status::Skipped;
            return Some((steps.iter().position(open).unwrap_or(0), 0));
        }
        Some((at, last.part as usize))
    }

    fn status(&self, step: &Step) -> Status {
        let names = std::iter::once(&step.id).chain(&step.aliases);
        let known = names.filter_map(|name| self.store.state().step(&self.chapter.lesson.id, name));
        known.map(|step| step.status).max().unwrap_or_default()
    }

    fn player<'b>(&'b mut self, step: &'b Step, at: usize) -> Player<'b> {
        let dots: Vec<Status> = self.chapter.lesson.steps.iter().map(|step| self.status(step)).collect();
        let title = self.chapter.step_words(&step.id).title;
        let header = show::header(&self.chapter.words.title, &title, at, &dots, self.ui.layout().width);
        Player {
            ui: self.ui,
            store: self.store,
            chapter: self.chapter,
            glossary: self.glossary,
            step,
            seed: self.seed,
            header,
            bench: Bench::default(),
            seed_of_again: self.seed,
            waiting: Vec::new(),
        }
    }

    fn record(&mut self, kind: Kind) {
        if self.ui.is_attended() {
            let _ = self.store.record(kind);
        }
    }

    fn finish(&mut self, step: &Step, at: usize) -> usize {
        self.record(Kind::StepDone { chapter: self.id(), step: step.id.clone() });
        at + 1
    }

    fn skip(&mut self, step: &Step, at: usize) -> usize {
        self.record(Kind::StepSkipped { chapter: self.id(), step: step.id.clone() });
        at + 1
    }

    /// What the journal has to say, once.
    fn tell_notices(&mut self) -> Result<(), TutorError> {
        for notice in self.store.notices() {
            self.ui.tell(&notice.to_string())?;
        }
        Ok(())
    }

    fn leave(&mut self, ending: Ending) -> Result<Ending, TutorError> {
        self.tell_notices()?;
        let id = self.id();
        let saved = if self.store.save() == crate::progress::Saved::OnDisk { "Saved. " } else { "" };
        let line =
            Line::from(format!(" {saved}Come back with ")).with(Role::Code, format!("dltutor lesson {id}"));
        self.ui.say(&[Line::new(), line])?;
        Ok(ending)
    }

    fn end(&mut self) -> Result<Ending, TutorError> {
        let id = self.id();
        if self.ui.is_attended() {
            let lines = [
                Line::new(),
                Line::from(" ").with(Role::Good, "That was the chapter."),
                Line::from(" See what stuck: ").with(Role::Code, format!("dltutor quiz {id}")),
            ];
            self.ui.say(&lines)?;
        }
        Ok(Ending::Finished)
    }
}
