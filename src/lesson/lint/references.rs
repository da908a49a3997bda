//! Checkpoints and placement: questions that exist, and a number of right answers that can be reached.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::subject::{instead, place_of};
use crate::lesson::model::Step;

/// Checks every checkpoint, and the placement.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (at, step) in subject.steps().iter().enumerate() {
        for checkpoint in &step.checkpoints {
            let path = format!("steps/{at}/checkpoints/{}", place_of(&step.checkpoints, checkpoint));
            let list = List { what: format!("{}: `{}`", step.id, checkpoint.id), path, step: Some(step) };
            faults.extend(list.faults(subject, &checkpoint.questions, checkpoint.need));
        }
    }
    if let Some(placement) = &subject.chapter.lesson.placement {
        let list = List { what: "placement".into(), path: "placement".into(), step: None };
        faults.extend(list.faults(subject, &placement.questions, placement.need));
    }
    faults
}

/// A list of questions: what it is called, where it stands, and the step whose questions it may name
/// without their step.
struct List<'a> {
    what: String,
    path: String,
    step: Option<&'a Step>,
}

impl List<'_> {
    fn faults(&self, subject: &Subject<'_>, questions: &[String], need: usize) -> Vec<Diagnostic> {
        let mut faults: Vec<Diagnostic> = questions
            .iter()
            .enumerate()
            .filter_map(|(place, name)| self.unknown(subject, place, name))
            .collect();
        if questions.is_empty() {
            let message = format!("{}: it asks nothing", self.what);
            let fix = "name at least one question, as `question` or `step/question`";
            faults.push(subject.fault_at(Code::Goal, &format!("{}/questions", self.path), message, fix));
        } else if faults.is_empty() && !(1..=questions.len()).contains(&need) {
            let message =
                format!("{}: it needs {need} right answers, but asks {}", self.what, questions.len());
            let fix = format!("a number from 1 to {}", questions.len());
            faults.push(subject.fault_at(Code::Goal, &format!("{}/need", self.path), message, &fix));
        }
        faults
    }

    fn unknown(&self, subject: &Subject<'_>, place: usize, name: &str) -> Option<Diagnostic> {
        let path = format!("{}/questions/{place}", self.path);
        let Some((step, question)) = subject.chapter.find_question(self.step, name) else {
            let message = format!("{}: there is no question `{name}`", self.what);
            let names = subject.steps().iter();
            let names: Vec<String> = names
                .flat_map(|step| {
                    step.questions.iter().map(move |question| format!("{}/{}", step.id, question.id))
                })
                .collect();
            let of_step = names.iter().find(|known| known.rsplit('/').next() == Some(name));
            let fix = match of_step {
                Some(known) => format!("did you mean `{known}`?"),
                None => instead(name, names.iter().map(String::as_str), "name it as `step/question`"),
            };
            return Some(subject.fault_at(Code::UnknownName, &path, message, &fix));
        };
        let is_later =
            self.step.is_some_and(|here| place_of(subject.steps(), step) > place_of(subject.steps(), here));
        let message = format!("{}: `{name}` is asked before its step is taught", self.what);
        if is_later {
            return Some(subject.fault_at(
                Code::Order,
                &path,
                message,
                "name a question of this step or of an earlier one",
            ));
        }
        let needs_words = question.run.is_some() && !question.quiz;
        let message =
            format!("{}: `{name}` cannot be asked here: it is a prediction for its own page", self.what);
        needs_words.then(|| subject.fault_at(Code::Order, &path, message, "name one that a quiz may draw"))
    }
}
