//! One step on screen: its parts played in order, page by page.

use crate::experiment::Report;
use crate::lesson::fill::{Values, fill_blocks};
use crate::lesson::load::Chapter;
use crate::lesson::markdown::Block;
use crate::lesson::model::{Glossary, Part, Question, Step};
use crate::lesson::question::{Instance, Verdict};
use crate::lesson::render::render;
use crate::plot::Figure;
use crate::progress::{Kind, Store};
use crate::text::{Line, Role};
use crate::tutor::ask::{Asked, ask, note, posed_lines};
use crate::tutor::bench::Bench;
use crate::tutor::command::Command;
use crate::tutor::{TutorError, again, help, show};
use crate::ui::{Reply, Ui};

/// Where a walk goes after a page or step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// On.
    Next,
    /// Back.
    Back,
    /// On, leaving this step out.
    Skip,
    /// Away.
    Leave,
    /// Away, by Ctrl-C.
    Interrupt,
}

/// A step being played.
pub struct Player<'a> {
    /// The one to talk to.
    pub ui: &'a mut dyn Ui,
    /// Where what happens is written.
    pub store: &'a mut Store,
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The glossary.
    pub glossary: &'a Glossary,
    /// The step.
    pub step: &'a Step,
    /// The seed of its experiments and draws.
    pub seed: u64,
    /// The first line of every page.
    pub header: Line,
    /// What it has measured.
    pub bench: Bench,
    /// The seed that `r` used last.
    pub seed_of_again: u64,
    /// Predictions that wait for their run: question and answer as typed, if there was one.
    pub waiting: Vec<(&'a Question, Option<String>)>,
}

impl<'a> Player<'a> {
    /// Plays the step from a part on.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn play(&mut self, from: usize) -> Result<Turn, TutorError> {
        let mut at = self.page_start(from);
        self.catch_up(at)?;
        self.open_page()?;
        while at < self.step.flow.len() {
            let turn = self.part(at)?;
            match turn {
                Turn::Next => at += 1,
                Turn::Back if self.page_start(at) > 0 => {
                    at = self.page_start(self.page_start(at) - 1);
                    self.waiting.clear();
                    self.open_page()?;
                    continue;
                }
                other => return Ok(other),
            }
            self.remember(at);
        }
        self.pause()
    }

    /// The first part of the page that a part is on.
    fn page_start(&self, part: usize) -> usize {
        let before = &self.step.flow[..part.min(self.step.flow.len())];
        before.iter().rposition(|part| *part == Part::Page).map_or(0, |place| place + 1)
    }

    /// Runs again, unseen, what earlier pages measured: the words of this page may name it.
    fn catch_up(&mut self, to: usize) -> Result<(), TutorError> {
        for part in &self.step.flow[..to] {
            if let Part::Run(run) = part {
                self.bench.run(self.ui, self.step, run, self.seed)?;
            }
        }
        Ok(())
    }

    fn open_page(&mut self) -> Result<(), TutorError> {
        self.ui.page()?;
        self.say(&[self.header.clone(), Line::new()])
    }

    fn say(&mut self, lines: &[Line]) -> Result<(), TutorError> {
        let ascii = self.ui.layout().ascii;
        self.ui.say(&show::in_charset(lines, ascii))?;
        Ok(())
    }

    fn remember(&mut self, part: usize) {
        if self.ui.is_attended() && part < self.step.flow.len() {
            let (chapter, step) = self.place();
            let part = u32::try_from(part).unwrap_or(u32::MAX);
            self.record(Kind::Position { chapter, step, part, seed: Some(self.seed) });
        }
    }

    fn place(&self) -> (String, String) {
        (self.chapter.lesson.id.clone(), self.step.id.clone())
    }

    fn part(&mut self, at: usize) -> Result<Turn, TutorError> {
        let step = self.step;
        match &step.flow[at] {
            Part::Read(section) => self.read(section),
            Part::Predict(question) => self.predict(question),
            Part::Run(run) => self.run(run),
            Part::Ask(question) => self.question(question),
            Part::Explore(name) | Part::Checkpoint(name) => {
                Err(TutorError::Content(format!("`{name}` cannot be played yet")))
            }
            Part::Page => match self.pause()? {
                Turn::Next => self.open_page().map(|()| Turn::Next),
                other => Ok(other),
            },
        }
    }

    fn read(&mut self, section: &str) -> Result<Turn, TutorError> {
        let blocks = self.chapter.words.section(&self.step.id, section).map(|section| section.blocks.clone());
        let lines = self.rendered(&blocks.unwrap_or_default())?;
        self.say(&lines)?;
        Ok(Turn::Next)
    }

    /// Blocks with the measured numbers filled in, laid out, and an empty line after.
    fn rendered(&self, blocks: &[Block]) -> Result<Vec<Line>, TutorError> {
        let bench = |name: &str| self.bench.value(name);
        self.rendered_with(blocks, &bench)
    }

    fn rendered_with(&self, blocks: &[Block], values: &dyn Values) -> Result<Vec<Line>, TutorError> {
        let filled =
            fill_blocks(blocks, values).map_err(|(_, error)| TutorError::Content(error.to_string()))?;
        let mut lines = render(&filled, self.ui.layout().width, self.ui.layout().style());
        if !lines.is_empty() {
            lines.push(Line::new());
        }
        Ok(lines)
    }

    fn predict(&mut self, id: &str) -> Result<Turn, TutorError> {
        let question = self.find(id)?;
        let instance = Instance::pose(self.chapter, self.step, question, self.seed)?;
        let lines = posed_lines(&instance.posed, "Predict", &self.ui.layout());
        self.say(&lines)?;
        match self.answer(question, &instance)? {
            Ok(typed) => {
                self.waiting.push((question, typed));
                self.say(&[Line::new()])?;
                Ok(Turn::Next)
            }
            Err(turn) => Ok(turn),
        }
    }

    fn question(&mut self, id: &str) -> Result<Turn, TutorError> {
        let question = self.find(id)?;
        let report = question.run.as_deref().and_then(|run| self.bench.report(run));
        let instance = Instance::with_key(self.chapter, self.step, question, self.seed, report)?;
        let lines = posed_lines(&instance.posed, "Question", &self.ui.layout());
        self.say(&lines)?;
        match self.answer(question, &instance)? {
            Ok(Some(typed)) => self.judged(question, &instance, &typed, false)?,
            Ok(None) => self.solution(&instance)?,
            Err(turn) => return Ok(turn),
        }
        Ok(Turn::Next)
    }

    fn find(&self, id: &str) -> Result<&'a Question, TutorError> {
        self.step.question(id).ok_or_else(|| TutorError::Content(format!("there is no question `{id}`")))
    }

    /// An answer as typed, nothing when it was passed over, or where to go instead.
    fn answer(
        &mut self,
        question: &Question,
        instance: &Instance,
    ) -> Result<Result<Option<String>, Turn>, TutorError> {
        if !self.ui.is_attended() {
            return Ok(Ok(None));
        }
        let (chapter, step) = self.place();
        loop {
            let store = &mut *self.store;
            let asked = ask(self.ui, &instance.posed, self.glossary, &mut |level| {
                let level = u8::try_from(level).unwrap_or(u8::MAX);
                let question = question.id.clone();
                let _ = store.record(Kind::Hint {
                    chapter: chapter.clone(),
                    step: step.clone(),
                    question,
                    level,
                });
            })?;
            return Ok(match asked {
                Asked::Answer(answer) => Ok(Some(answer.typed)),
                Asked::Passed | Asked::Wants(Command::Skip) => Ok(None),
                Asked::Interrupted => Err(Turn::Interrupt),
                Asked::End | Asked::Wants(Command::Quit) => Err(Turn::Leave),
                Asked::Wants(Command::Back) => Err(Turn::Back),
                Asked::Wants(_) => {
                    note(self.ui, Role::Warn, "There is nothing to run again yet: answer first, or `skip`.")?;
                    continue;
                }
            });
        }
    }

    fn run(&mut self, name: &str) -> Result<Turn, TutorError> {
        let report = loop {
            if let Some(report) = self.bench.run(self.ui, self.step, name, self.seed)? {
                break report.clone();
            }
            match self.stopped()? {
                Turn::Next => {}
                other => return Ok(other),
            }
        };
        let shown = self.step.runs.get(name).and_then(|run| run.figures.clone());
        let figures = show::chosen(&report.figures, shown.as_deref());
        self.show_report(&report, &figures)?;
        self.grade_waiting(name, &report)?;
        Ok(Turn::Next)
    }

    /// What the learner wants after stopping an experiment; [`Turn::Next`] to run it again.
    fn stopped(&mut self) -> Result<Turn, TutorError> {
        if !self.ui.is_attended() {
            return Ok(Turn::Interrupt);
        }
        note(
            self.ui,
            Role::Warn,
            "Stopped. Enter runs it again; `s` leaves the step out, `q` saves and leaves.",
        )?;
        Ok(match self.ui.ask("› ")? {
            Reply::Interrupted => Turn::Interrupt,
            Reply::End => Turn::Leave,
            Reply::Line(line) => match Command::read(&line, 0) {
                Command::Back => Turn::Back,
                Command::Skip => Turn::Skip,
                Command::Quit => Turn::Leave,
                _ => Turn::Next,
            },
        })
    }

    /// A report's caption and figures.
    fn show_report(&mut self, report: &Report, figures: &[Figure]) -> Result<(), TutorError> {
        let layout = self.ui.layout();
        let mut lines = vec![show::caption(report, &report.settings)];
        for figure in figures {
            lines.extend(show::figure(figure, &layout));
            lines.push(Line::new());
        }
        self.say(&lines)
    }

    /// Writes down that an experiment was run with settings of the learner's own.
    pub fn record_experiment(&mut self, report: &Report) {
        let pairs = report.settings.texts();
        let settings = pairs
            .iter()
            .filter_map(|text| text.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()));
        self.record(Kind::Experiment {
            name: report.experiment.to_owned(),
            settings: settings.collect(),
            seed: report.seed,
        });
    }

    /// Writes an event down, and says what the journal has to say about it.
    fn record(&mut self, kind: Kind) {
        if self.ui.is_attended() {
            let _ = self.store.record(kind);
        }
    }

    fn grade_waiting(&mut self, run: &str, report: &Report) -> Result<(), TutorError> {
        let (ready, waiting): (Vec<_>, Vec<_>) = std::mem::take(&mut self.waiting)
            .into_iter()
            .partition(|(question, _)| question.run.as_deref() == Some(run));
        self.waiting = waiting;
        for (question, typed) in ready {
            let instance = Instance::with_key(self.chapter, self.step, question, self.seed, Some(report))?;
            match typed {
                Some(typed) => self.judged(question, &instance, &typed, true)?,
                None => self.solution(&instance)?,
            }
        }
        Ok(())
    }

    /// Grades an answer, says how it came out, and writes it down.
    fn judged(
        &mut self,
        question: &Question,
        instance: &Instance,
        typed: &str,
        predicted: bool,
    ) -> Result<(), TutorError> {
        let verdict = instance.grade(typed);
        self.verdict(instance, &verdict)?;
        let (chapter, step) = self.place();
        let (question, answer, outcome) = (question.id.clone(), typed.to_owned(), verdict.outcome);
        let event = if predicted {
            Kind::Prediction { chapter, step, question, answer, outcome, confidence: None }
        } else {
            Kind::Answer {
                chapter,
                step,
                question,
                seed: self.seed,
                answer,
                outcome,
                confidence: None,
                seconds: 0,
            }
        };
        self.record(event);
        Ok(())
    }

    fn verdict(&mut self, instance: &Instance, verdict: &Verdict) -> Result<(), TutorError> {
        let values = |name: &str| instance.value(name).or_else(|| self.bench.value(name));
        let mut lines = show::verdict(verdict.outcome, instance.key_text(), &self.ui.layout());
        lines.extend(self.rendered_with(&verdict.feedback, &values)?);
        lines.extend(self.rendered_with(&instance.why, &values)?);
        self.say(&lines)
    }

    fn solution(&mut self, instance: &Instance) -> Result<(), TutorError> {
        let values = |name: &str| instance.value(name).or_else(|| self.bench.value(name));
        let mut lines = show::solution(instance.key_text(), &self.ui.layout());
        lines.extend(self.rendered_with(&instance.why, &values)?);
        self.say(&lines)
    }

    /// Waits at the end of a page.
    fn pause(&mut self) -> Result<Turn, TutorError> {
        if !self.ui.is_attended() {
            return Ok(Turn::Next);
        }
        let footer = show::footer(self.bench.last.is_some(), self.ui.layout().width);
        self.say(&footer)?;
        loop {
            let line = match self.ui.ask("› ")? {
                Reply::Line(line) => line,
                Reply::Interrupted => return Ok(Turn::Interrupt),
                Reply::End => return Ok(Turn::Leave),
            };
            match Command::read(&line, 0) {
                Command::Next => return Ok(Turn::Next),
                Command::Back => return Ok(Turn::Back),
                Command::Skip => return Ok(Turn::Skip),
                Command::Quit => return Ok(Turn::Leave),
                Command::Again => again::again(self)?,
                Command::Change(texts) => again::change(self, &texts)?,
                Command::Help => help::commands(self.ui, false)?,
                Command::Glossary(term) => help::glossary(self.ui, self.glossary, &term)?,
                Command::Hint => note(
                    self.ui,
                    Role::Dim,
                    "Hints are for questions; nothing is asked here. Enter goes on.",
                )?,
                Command::Text(_) => note(
                    self.ui,
                    Role::Warn,
                    "That is not a command. Enter goes on; `?` lists what you can type.",
                )?,
            }
        }
    }
}
