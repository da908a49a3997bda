//! A quiz: questions of a chapter with fresh numbers, and at the end what to look at again.

use crate::experiment::Report;
use crate::lesson::fill::fill_blocks;
use crate::lesson::load::Chapter;
use crate::lesson::markdown::Block;
use crate::lesson::model::{Glossary, Question, Step};
use crate::lesson::question::{Instance, Verdict};
use crate::lesson::render::render;
use crate::nn::random::Generator;
use crate::progress::{Kind, Outcome, Store};
use crate::text::list::count;
use crate::text::{Line, Role};
use crate::tutor::ask::{Answer, Asked, ask, note, posed_lines};
use crate::tutor::bench::execute;
use crate::tutor::command::Command;
use crate::tutor::{Ending, TutorError, show};
use crate::ui::Ui;

/// A quiz on one chapter.
pub struct Quiz<'a> {
    /// The one to talk to.
    pub ui: &'a mut dyn Ui,
    /// Where what happens is written.
    pub store: &'a mut Store,
    /// The chapter.
    pub chapter: &'a Chapter,
    /// The glossary.
    pub glossary: &'a Glossary,
    /// The seed of the choice of questions and of their numbers.
    pub seed: u64,
    /// How many questions.
    pub count: usize,
}

/// A question of the quiz with the step it belongs to and the seed of its numbers.
#[derive(Clone, Copy)]
struct Drawn<'a> {
    step: &'a Step,
    question: &'a Question,
    seed: u64,
}

/// What came of one question.
enum Turn {
    Judged(bool),
    Passed,
    Leave(Ending),
}

impl<'a> Quiz<'a> {
    /// Asks all questions, or until the learner leaves; then says how it went.
    ///
    /// # Errors
    /// When output or input fails, or the content cannot be shown.
    pub fn run(&mut self) -> Result<Ending, TutorError> {
        let questions = draw(self.chapter, self.count, self.seed);
        let (mut right, mut missed, mut ending) = (0, Vec::new(), Ending::Finished);
        let mut answered = 0;
        for (place, drawn) in questions.iter().enumerate() {
            match self.question(*drawn, place, questions.len())? {
                Turn::Judged(is_right) => {
                    answered += 1;
                    right += usize::from(is_right);
                    if !is_right {
                        missed.push(drawn.step);
                    }
                }
                Turn::Passed => missed.push(drawn.step),
                Turn::Leave(how) => {
                    ending = how;
                    break;
                }
            }
        }
        if self.ui.is_attended() {
            self.sum_up(right, answered, &missed)?;
        }
        Ok(ending)
    }

    fn say(&mut self, lines: &[Line]) -> Result<(), TutorError> {
        let ascii = self.ui.layout().ascii;
        self.ui.say(&show::in_charset(lines, ascii))?;
        Ok(())
    }

    fn question(&mut self, drawn: Drawn<'a>, place: usize, total: usize) -> Result<Turn, TutorError> {
        let posed = Instance::pose(self.chapter, drawn.step, drawn.question, drawn.seed)?;
        let label = format!(
            "{} {} of {total}",
            if drawn.question.run.is_some() { "Predict" } else { "Question" },
            place + 1
        );
        let lines = posed_lines(&posed.posed, &label, &self.ui.layout());
        self.say(&[Line::new()])?;
        self.say(&lines)?;
        let answer = match self.answer(&drawn, &posed)? {
            Ok(answer) => answer,
            Err(ending) => return Ok(Turn::Leave(ending)),
        };
        let Some(report) = self.measure(&drawn, &posed)? else { return Ok(Turn::Leave(Ending::Interrupted)) };
        let instance =
            Instance::with_key(self.chapter, drawn.step, drawn.question, drawn.seed, report.as_ref())?;
        let Some(answer) = answer else {
            self.solution(&instance)?;
            return Ok(Turn::Passed);
        };
        let verdict = instance.grade(&answer.typed);
        self.record(&drawn, answer, verdict.outcome)?;
        self.tell(&instance, &verdict)?;
        Ok(Turn::Judged(verdict.outcome == Outcome::Correct))
    }

    fn answer(
        &mut self,
        drawn: &Drawn<'a>,
        posed: &Instance,
    ) -> Result<Result<Option<Answer>, Ending>, TutorError> {
        if !self.ui.is_attended() {
            return Ok(Ok(None));
        }
        loop {
            let store = &mut *self.store;
            let asked = ask(self.ui, &posed.posed, self.glossary, &mut |level| {
                let _ = store.record(Kind::Hint {
                    chapter: self.chapter.journal_id(),
                    step: drawn.step.id.clone(),
                    question: drawn.question.id.clone(),
                    level: u8::try_from(level).unwrap_or(u8::MAX),
                });
            })?;
            return Ok(match asked {
                Asked::Answer(answer) => Ok(Some(answer)),
                Asked::Passed | Asked::Wants(Command::Skip) => Ok(None),
                Asked::Interrupted => Err(Ending::Interrupted),
                Asked::End | Asked::Wants(Command::Quit) => Err(Ending::Left),
                Asked::Wants(_) => {
                    note(
                        self.ui,
                        Role::Warn,
                        "In a quiz it goes only forward: an answer, `h` hint, `s` skip or `q` leave.",
                    )?;
                    continue;
                }
            });
        }
    }

    /// The report the key needs, if it needs one; nothing at all when the learner stopped it.
    fn measure(&mut self, drawn: &Drawn<'a>, posed: &Instance) -> Result<Option<Option<Report>>, TutorError> {
        let Some(run) = drawn.question.run.as_ref().and_then(|run| drawn.step.runs.get(run)) else {
            return Ok(Some(None));
        };
        let Some(report) = execute(self.ui, run, &posed.settings, drawn.seed)? else { return Ok(None) };
        let layout = self.ui.layout();
        let mut lines = vec![Line::new(), show::caption(&report, &report.settings)];
        for figure in show::chosen(&report.figures, run.figures.as_deref()) {
            lines.extend(show::figure(&figure, &layout));
        }
        self.say(&lines)?;
        Ok(Some(Some(report)))
    }

    fn filled(&self, blocks: &[Block], instance: &Instance) -> Result<Vec<Line>, TutorError> {
        let filled = fill_blocks(blocks, &|name: &str| instance.value(name));
        let filled = filled.map_err(|(_, error)| TutorError::Content(error.to_string()))?;
        Ok(render(&filled, self.ui.layout().width, self.ui.layout().style()))
    }

    fn tell(&mut self, instance: &Instance, verdict: &Verdict) -> Result<(), TutorError> {
        let mut lines = show::verdict(verdict.outcome, instance.key_text(), &self.ui.layout());
        lines.extend(self.filled(&verdict.feedback, instance)?);
        lines.extend(self.filled(&instance.why, instance)?);
        self.say(&lines)
    }

    fn solution(&mut self, instance: &Instance) -> Result<(), TutorError> {
        let mut lines = show::solution(instance.key_text(), &self.ui.layout());
        lines.extend(self.filled(&instance.why, instance)?);
        self.say(&lines)
    }

    fn record(&mut self, drawn: &Drawn<'a>, answer: Answer, outcome: Outcome) -> Result<(), TutorError> {
        let (chapter, step, question) =
            (self.chapter.journal_id(), drawn.step.id.clone(), drawn.question.id.clone());
        let Answer { typed: answer, confidence, seconds } = answer;
        let seed = drawn.seed;
        let _ = self.store.record(Kind::Answer {
            chapter,
            step,
            question,
            seed,
            answer,
            outcome,
            confidence,
            seconds,
        });
        for notice in self.store.notices() {
            self.ui.tell(&notice.to_string())?;
        }
        Ok(())
    }

    /// How it went, and where to look again.
    fn sum_up(&mut self, right: usize, answered: usize, missed: &[&Step]) -> Result<(), TutorError> {
        let text = format!(" {right} of {} right.", count(answered, "answer", "answers"));
        let mut lines = vec![Line::new(), Line::new().with(Role::Strong, text)];
        let mut steps: Vec<&str> = missed.iter().map(|step| step.id.as_str()).collect();
        steps.dedup();
        steps.sort_unstable();
        steps.dedup();
        if !steps.is_empty() {
            lines.push(Line::from(" Look again at:"));
        }
        for step in steps {
            let command = format!("{} --step {step}", self.chapter.command("lesson"));
            let title = self.chapter.step_words(step).title;
            lines.push(Line::from("   ").with(Role::Accent, command).with(Role::Dim, format!("   {title}")));
        }
        self.say(&lines)
    }
}

/// Questions for a quiz: kinds take turns, each question comes again only once all have come.
fn draw(chapter: &Chapter, count: usize, seed: u64) -> Vec<Drawn<'_>> {
    let mut random = Generator::seeded(seed);
    let mut kinds: Vec<Vec<(&Step, &Question)>> = vec![Vec::new(); 3];
    for step in &chapter.lesson.steps {
        for question in step.questions.iter().filter(|question| question.quiz) {
            kinds[rank(question)].push((step, question));
        }
    }
    kinds.retain(|kind| !kind.is_empty());
    for kind in &mut kinds {
        random.shuffle(kind);
    }
    let mut turns = vec![0; kinds.len()];
    let draw = |place: usize| {
        let kind = place % kinds.len();
        let (step, question) = kinds[kind][turns[kind] % kinds[kind].len()];
        turns[kind] += 1;
        Drawn { step, question, seed: seed.wrapping_add(place as u64) }
    };
    if kinds.is_empty() { Vec::new() } else { (0..count).map(draw).collect() }
}

/// One of several, a number, a prediction.
fn rank(question: &Question) -> usize {
    use crate::lesson::model::Answer;
    match (&question.run, &question.answer) {
        (Some(_), _) => 2,
        (None, Answer::Number(_)) => 1,
        (None, _) => 0,
    }
}
