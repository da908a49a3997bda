//! From step to step through a chapter, from where the learner left.

use crate::lesson::load::Chapter;
use crate::lesson::model::{Glossary, Step};
use crate::progress::{Kind, Saved, Status, Step as Known, Store};
use crate::text::Line;
use crate::text::list::join;
use crate::tutor::memory::{Memory, known};
use crate::tutor::page::{Entry, Player, Turn};
use crate::tutor::{Ending, TutorError, leftover, opening, show};
use crate::ui::Ui;

/// Where to begin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Start {
    /// Where the learner left, or at the first step.
    Resume,
    /// At the first step, asking everything anew.
    First,
    /// At the step of that place, asking anew from there on.
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
    /// The answers given, and how far each step has been gone through.
    pub memory: Memory,
    /// Whether only the steps that were left out are gone through.
    only_skipped: bool,
    /// What to say at the head of the next page.
    pub remark: Option<String>,
}

impl<'a> Walk<'a> {
    /// A walk that has not begun.
    pub fn new(
        ui: &'a mut dyn Ui,
        store: &'a mut Store,
        chapter: &'a Chapter,
        glossary: &'a Glossary,
        seed: u64,
    ) -> Self {
        let memory = Memory::default();
        Self { ui, store, chapter, glossary, seed, memory, only_skipped: false, remark: None }
    }

    /// Walks until the chapter ends or the learner leaves.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn run(&mut self, start: &Start) -> Result<Ending, TutorError> {
        let (mut at, mut entry) = self.begin(start);
        if *start == Start::Resume && self.is_untouched() {
            match opening::show(self)? {
                Turn::Interrupt => return self.leave(Ending::Interrupted),
                Turn::Leave => return self.leave(Ending::Left),
                _ => {}
            }
        }
        loop {
            let turn = if at < self.steps().len() { self.step(at, entry)? } else { leftover::offer(self)? };
            (at, entry) = match turn {
                Turn::Next if at >= self.steps().len() => match self.first_skipped() {
                    Some(skipped) if !std::mem::replace(&mut self.only_skipped, true) => {
                        (skipped, Entry::First)
                    }
                    _ => return self.end(),
                },
                Turn::Back => (at.saturating_sub(1), Entry::Last),
                Turn::Leave => return self.leave(Ending::Left),
                Turn::Interrupt => return self.leave(Ending::Interrupted),
                Turn::Next | Turn::Skip | Turn::Again => (self.after(at), Entry::First),
            };
        }
    }

    /// The chapter's steps.
    pub fn steps(&self) -> &'a [Step] {
        &self.chapter.lesson.steps
    }

    /// The name under which the chapter is in the journal.
    pub fn id(&self) -> String {
        self.chapter.journal_id()
    }

    /// What the journal knows about a step.
    pub fn known(&self, step: &Step) -> Option<&Known> {
        known(self.store.state(), &self.id(), step)
    }

    /// How far the learner has come with a step.
    pub fn status(&self, step: &Step) -> Status {
        self.known(step).map(|known| known.status).unwrap_or_default()
    }

    /// The places of the steps that were left out; none while those are gone through.
    pub fn skipped(&self) -> Vec<usize> {
        let is_skipped = |at: &usize| self.status(&self.steps()[*at]) == Status::Skipped;
        (0..self.steps().len()).filter(is_skipped).collect()
    }

    /// Whether there is something left out to offer.
    pub fn has_leftovers(&self) -> bool {
        self.ui.is_attended() && !self.only_skipped && !self.skipped().is_empty()
    }

    fn first_skipped(&self) -> Option<usize> {
        if self.has_leftovers() { self.skipped().first().copied() } else { None }
    }

    /// The step after that one: in order, or the next that was left out.
    fn after(&self, at: usize) -> usize {
        if !self.only_skipped {
            return at + 1;
        }
        self.skipped().into_iter().find(|&skipped| skipped > at).unwrap_or(self.steps().len())
    }

    /// Writes an event down, if anybody is there.
    pub fn record(&mut self, kind: Kind) {
        if self.ui.is_attended() {
            let _ = self.store.record(kind);
        }
    }

    /// Whether nothing of the chapter was ever seen.
    fn is_untouched(&self) -> bool {
        !self.ui.is_attended() || self.store.state().chapter(&self.id()).is_none()
    }

    fn begin(&mut self, start: &Start) -> (usize, Entry) {
        self.memory.afresh_from = match start {
            Start::First => 0,
            Start::Step(place) => *place,
            Start::Resume if self.ui.is_attended() => usize::MAX,
            Start::Resume => 0,
        };
        match start {
            Start::First => (0, Entry::First),
            Start::Step(place) => {
                self.remark = self.needed_first(*place);
                (*place, Entry::First)
            }
            Start::Resume => self.resume().unwrap_or((0, Entry::First)),
        }
    }

    /// Which step comes before that one and was not done, and how to go there.
    fn needed_first(&self, place: usize) -> Option<String> {
        let step = self.steps().get(place).filter(|_| self.ui.is_attended())?;
        let places = step.needs.iter().filter_map(|need| self.chapter.step_place(need).ok());
        let mut open: Vec<usize> =
            places.filter(|&need| need < place && self.status(&self.steps()[need]) != Status::Done).collect();
        open.sort_unstable();
        let first = *open.first()?;
        let names: Vec<String> = open.iter().map(|&need| format!("`{}`", self.steps()[need].id)).collect();
        let names = join(&names);
        if first + 1 == place {
            return Some(format!("This step builds on {names}: type `back` to go there first."));
        }
        let (command, name) = (self.chapter.command("lesson"), &self.steps()[first].id);
        Some(format!("This step builds on {names}: leave and type `{command} --step {name}` first."))
    }

    /// The place the learner left, else the first step that is not done, else the first left out.
    fn resume(&mut self) -> Option<(usize, Entry)> {
        let progress = self.store.state().chapter(&self.id()).filter(|_| self.ui.is_attended())?;
        let last = progress.last.clone()?;
        let at = self.chapter.step_place(&last.step).ok()?;
        if last.part > 0 || self.status(&self.steps()[at]) < Status::Skipped {
            return Some((at, Entry::Reached));
        }
        let open = self.steps().iter().position(|step| self.status(step) < Status::Skipped);
        if let Some(open) = open {
            return Some((open, Entry::Reached));
        }
        let skipped = self.first_skipped();
        self.only_skipped = skipped.is_some();
        self.remark = Some(self.all_seen(skipped.is_some()));
        Some((skipped.unwrap_or(0), Entry::First))
    }

    fn all_seen(&self, has_skipped: bool) -> String {
        if has_skipped {
            return "You left this step out before; all others are done.".to_owned();
        }
        let command = self.chapter.command("lesson");
        format!(
            "You have been through this chapter, so your answers are shown. `{command} --restart` asks anew."
        )
    }

    /// Plays a step, and writes down how far the learner came.
    fn step(&mut self, at: usize, entry: Entry) -> Result<Turn, TutorError> {
        let step = &self.steps()[at];
        let is_new = self.memory.reached(at, step, self.known(step)) < step.flow.len();
        let (chapter, id) = (self.id(), step.id.clone());
        if is_new {
            self.record(Kind::StepShown { chapter: chapter.clone(), step: id.clone() });
        }
        let header = self.header(step, at);
        let turn = Player::new(self, step, at, header).play(entry)?;
        match turn {
            Turn::Next if is_new => self.record(Kind::StepDone { chapter, step: id }),
            Turn::Skip if is_new => self.record(Kind::StepSkipped { chapter, step: id }),
            _ => {}
        }
        self.tell_notices()?;
        Ok(turn)
    }

    fn header(&self, step: &Step, at: usize) -> Line {
        let dots: Vec<Status> = self.steps().iter().map(|step| self.status(step)).collect();
        let title = self.chapter.step_title(&step.id);
        show::header(&self.chapter.words.title, &title, at, &dots, self.ui.layout().width)
    }

    /// What the journal has to say, once.
    fn tell_notices(&mut self) -> Result<(), TutorError> {
        for notice in self.store.notices() {
            self.ui.tell(&notice.to_string())?;
        }
        Ok(())
    }

    /// Says how to come back.
    ///
    /// # Errors
    /// When the output fails.
    pub fn leave(&mut self, ending: Ending) -> Result<Ending, TutorError> {
        self.tell_notices()?;
        let is_saved = self.store.save() == Saved::OnDisk;
        let layout = self.ui.layout();
        self.ui.say(&leftover::come_back(self.chapter, is_saved, &layout))?;
        Ok(ending)
    }

    fn end(&mut self) -> Result<Ending, TutorError> {
        if self.ui.is_attended() {
            let layout = self.ui.layout();
            self.ui.say(&leftover::that_was_it(self.chapter, &layout))?;
        }
        Ok(Ending::Finished)
    }
}
