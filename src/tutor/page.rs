//! One step on screen: its parts played in order, page by page.

use std::ops::Range;

use crate::experiment::Report;
use crate::lesson::fill::{Filled, Values, fill_blocks};
use crate::lesson::markdown::Block;
use crate::lesson::model::{Part, Question, Step};
use crate::lesson::render::render;
use crate::progress::Kind;
use crate::text::{Line, Role};
use crate::tutor::ask::{Answer, note};
use crate::tutor::bench::{Bench, Show};
use crate::tutor::command::Command;
use crate::tutor::memory::known;
use crate::tutor::walk::Walk;
use crate::tutor::{TutorError, again, help, part, show};
use crate::ui::{Note, Reply, Ui};

/// Where a walk goes after a part, page or step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// On.
    Next,
    /// Back.
    Back,
    /// On, leaving this step out.
    Skip,
    /// The questions of this page once more.
    Again,
    /// Away.
    Leave,
    /// Away, by Ctrl-C.
    Interrupt,
}

/// The line typed at a prompt; where to go instead, at Ctrl-C or the end of the input.
///
/// # Errors
/// When input or output fails.
pub fn typed(ui: &mut dyn Ui) -> Result<Result<String, Turn>, TutorError> {
    Ok(match ui.ask("› ")? {
        Reply::Line(line) => Ok(line),
        Reply::Interrupted => Err(Turn::Interrupt),
        Reply::End => Err(Turn::Leave),
    })
}

/// On which of its pages a step is opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// The first.
    First,
    /// The one the learner has reached.
    Reached,
    /// The last that the learner has seen.
    Last,
}

/// A step being played.
pub struct Player<'p, 'a> {
    /// The walk it belongs to.
    pub walk: &'p mut Walk<'a>,
    /// The step.
    pub step: &'a Step,
    /// Its place in the chapter.
    pub place: usize,
    /// The first line of every page.
    header: Line,
    /// What it has measured.
    pub bench: Bench,
    /// The seed that `r` used last.
    pub seed_of_again: u64,
    /// The parts that are asked once more, though they are behind the learner.
    again: Range<usize>,
    /// Whether the page shows answers given before.
    shows_answers: bool,
}

/// How a part is to be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stance {
    /// For the first time: it asks, and writes down what happens.
    Live,
    /// It is behind the learner: it shows what was answered.
    Behind,
    /// It asks once more; what is answered with the key known is not written down.
    Again,
}

impl<'p, 'a> Player<'p, 'a> {
    /// The step at a place of the walk, not begun.
    pub fn new(walk: &'p mut Walk<'a>, step: &'a Step, place: usize, header: Line) -> Self {
        let seed_of_again = walk.seed;
        Self {
            walk,
            step,
            place,
            header,
            bench: Bench::default(),
            seed_of_again,
            again: 0..0,
            shows_answers: false,
        }
    }

    /// Plays the step.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn play(&mut self, entry: Entry) -> Result<Turn, TutorError> {
        let seen = if entry == Entry::First { 0 } else { self.reached() };
        let mut at = self.page_start(seen);
        if let Some(turn) = self.catch_up(at)? {
            return Ok(turn);
        }
        self.open_page(at)?;
        loop {
            let is_end = at == self.step.flow.len();
            let turn = if is_end { self.pause(at)? } else { part::play(self, at)? };
            at = match turn {
                Turn::Next if is_end => return Ok(Turn::Next),
                Turn::Next => self.remember(at + 1),
                Turn::Again => self.ask_again(at)?,
                Turn::Back if self.page_start(at) > 0 => self.turn_back(at)?,
                other => return Ok(other),
            };
        }
    }

    /// The first part of the page that a part is on.
    fn page_start(&self, part: usize) -> usize {
        let before = &self.step.flow[..part.min(self.step.flow.len())];
        before.iter().rposition(|part| *part == Part::Page).map_or(0, |place| place + 1)
    }

    /// Runs again, unseen, what earlier pages measured: the words of this page may name it. Where to
    /// go instead, if the learner stops that.
    fn catch_up(&mut self, to: usize) -> Result<Option<Turn>, TutorError> {
        for (place, part) in self.step.flow[..to].iter().enumerate() {
            let Part::Run(run) = part else { continue };
            let drawn = part::run::drawn_settings(self, run, place)?;
            match part::run::measured(self, (run, &drawn), Show::Measures)? {
                Ok(report) => self.bench.shows(run, &drawn, &part::run::own_settings(self, run), report),
                Err(turn) => return Ok(Some(turn)),
            }
        }
        Ok(None)
    }

    /// Begins the page that starts with a part.
    ///
    /// # Errors
    /// When the output fails.
    pub fn open_page(&mut self, start: usize) -> Result<(), TutorError> {
        self.again = 0..0;
        self.shows_answers = self.step.flow[start..self.reached().max(start)].iter().any(part::is_question);
        self.walk.ui.page()?;
        self.jot_page(start);
        self.say(&[self.header.clone(), Line::new()])?;
        match self.walk.remark.take() {
            Some(remark) => {
                note(self.walk.ui, Role::Dim, &remark)?;
                self.say(&[Line::new()])
            }
            None => Ok(()),
        }
    }

    fn jot_page(&mut self, start: usize) {
        let name = format!("{}/{}/{start}", self.walk.id(), self.step.id);
        let chapter = self.walk.chapter;
        let title = format!("{}: {}", chapter.words.title, chapter.step_title(&self.step.id));
        self.walk.ui.jot(&Note::Page { name: &name, title: &title });
    }

    /// Opens the page of a part once more to ask its questions again; where it starts.
    fn ask_again(&mut self, at: usize) -> Result<usize, TutorError> {
        let start = self.page_start(at);
        self.open_page(start)?;
        self.again = start..at;
        Ok(start)
    }

    /// Opens the page before that of a part; where it starts.
    fn turn_back(&mut self, at: usize) -> Result<usize, TutorError> {
        let start = self.page_start(self.page_start(at) - 1);
        self.open_page(start)?;
        Ok(start)
    }

    /// How many parts are behind the learner.
    fn reached(&self) -> usize {
        self.walk.memory.reached(self.place, self.step, self.walk.known(self.step))
    }

    /// How a part is to be played.
    pub fn stance(&self, at: usize) -> Stance {
        if self.again.contains(&at) {
            Stance::Again
        } else if at < self.reached() {
            Stance::Behind
        } else {
            Stance::Live
        }
    }

    /// Takes note that the parts before one are behind the learner.
    fn remember(&mut self, part: usize) -> usize {
        let walk = &mut *self.walk;
        let known = known(walk.store.state(), &walk.id(), self.step);
        let is_news = walk.memory.reach(self.place, self.step, known, part);
        if is_news && part < self.step.flow.len() {
            let (chapter, step) = self.names();
            let seed = Some(self.walk.seed);
            self.walk.record(Kind::Position {
                chapter,
                step,
                part: u32::try_from(part).unwrap_or(u32::MAX),
                seed,
            });
        }
        part
    }

    /// The names of chapter and step in the journal.
    pub fn names(&self) -> (String, String) {
        (self.walk.id(), self.step.id.clone())
    }

    /// Shows lines.
    ///
    /// # Errors
    /// When the output fails.
    pub fn say(&mut self, lines: &[Line]) -> Result<(), TutorError> {
        let ascii = self.walk.ui.layout().ascii;
        self.walk.ui.say(&show::in_charset(lines, ascii))?;
        Ok(())
    }

    /// Blocks with numbers filled in: those given, or what the step has measured.
    ///
    /// # Errors
    /// When a number is missing.
    pub fn filled(&self, blocks: &[Block], values: &dyn Values) -> Result<Vec<Block>, TutorError> {
        let values = |name: &str| -> Option<Filled> { values.get(name).or_else(|| self.bench.value(name)) };
        fill_blocks(blocks, &values).map_err(|(_, error)| TutorError::Content(error.to_string()))
    }

    /// Filled blocks laid out to be shown now, with an empty line after.
    pub fn laid_out(&mut self, blocks: &[Block]) -> Vec<Line> {
        let layout = self.walk.ui.layout();
        self.walk.ui.jot(&Note::Words(blocks));
        let mut lines = render(blocks, layout.width, layout.style());
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        lines
    }

    /// The question of that name.
    ///
    /// # Errors
    /// When the step has none.
    pub fn question(&self, id: &str) -> Result<&'a Question, TutorError> {
        self.step.question(id).ok_or_else(|| TutorError::Content(format!("there is no question `{id}`")))
    }

    /// The answer given to a question, in this walk or before.
    pub fn kept(&self, question: &str) -> Option<Answer> {
        let known = self.walk.known(self.step).and_then(|step| step.questions.get(question));
        self.walk.memory.kept(self.place, question, known, self.walk.seed)
    }

    /// Writes down that an experiment was run with settings of the learner's own.
    pub fn record_experiment(&mut self, report: &Report) {
        let pairs = report.settings.texts();
        let settings = pairs
            .iter()
            .filter_map(|text| text.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        self.walk.record(Kind::Experiment {
            name: report.experiment.to_owned(),
            settings,
            seed: report.seed,
        });
    }

    /// Waits at the end of a page, whose parts end before one.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn pause(&mut self, at: usize) -> Result<Turn, TutorError> {
        if !self.walk.ui.is_attended() {
            return Ok(Turn::Next);
        }
        self.say_footer()?;
        loop {
            let line = match typed(self.walk.ui)? {
                Ok(line) => line,
                Err(turn) => return Ok(turn),
            };
            if let Some(turn) = self.obey(Command::read(&line, 0), at)? {
                return Ok(turn);
            }
        }
    }

    fn say_footer(&mut self) -> Result<(), TutorError> {
        let width = self.walk.ui.layout().width;
        self.say(&show::footer(self.bench.last().is_some(), self.shows_answers, width))
    }

    /// Does what was typed at the end of a page; where to go, if that says so.
    fn obey(&mut self, command: Command, at: usize) -> Result<Option<Turn>, TutorError> {
        match command {
            Command::Next => return Ok(Some(Turn::Next)),
            Command::Back => return Ok(Some(Turn::Back)),
            Command::Skip => return Ok(Some(Turn::Skip)),
            Command::Quit => return Ok(Some(Turn::Leave)),
            Command::Answer if self.has_questions(at) => return Ok(Some(Turn::Again)),
            Command::Again(which) => {
                again::again(self, &which)?;
                self.say_footer()?;
            }
            Command::Change(texts) => {
                again::change(self, &texts)?;
                self.say_footer()?;
            }
            Command::Help => help::commands(self.walk.ui, false)?,
            Command::Glossary(term) => help::glossary(self.walk.ui, self.walk.glossary, &term)?,
            Command::Answer => {
                self.hint_at("Nothing was asked on this page. Enter goes on, `b` goes back.")?
            }
            Command::Hint => {
                self.hint_at("Hints are for questions; nothing is asked here. Enter goes on.")?
            }
            Command::Text(_) => note(
                self.walk.ui,
                Role::Warn,
                "That is not a command. Enter goes on; `?` lists what you can type.",
            )?,
        }
        Ok(None)
    }

    fn hint_at(&mut self, text: &str) -> Result<(), TutorError> {
        note(self.walk.ui, Role::Dim, text)
    }

    fn has_questions(&self, at: usize) -> bool {
        self.step.flow[self.page_start(at)..at].iter().any(part::is_question)
    }
}
