//! How much a pack may hold, whoever wrote it.

use crate::experiment::{Kind, Parameter, Settings, find};
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::model::{Course, Lesson, Step};
use crate::lesson::pointer::locate;

/// The most chapters of a course.
pub const CHAPTERS: usize = 100;
/// The most steps of a chapter.
pub const STEPS: usize = 500;
/// The most parts, runs, questions, explorations, checkpoints or claims of a step.
pub const IN_A_STEP: usize = 100;
/// The most settings of a run or tries of an exploration, and the most slips, points or names of a question.
pub const IN_A_QUESTION: usize = 50;
/// The most seeds that a claim is measured over.
pub const SEEDS: u64 = 1000;

/// The longest chapter, in minutes.
pub const MINUTES: u32 = 600;

/// What exceeds the bounds of a course.
pub fn course(file: &str, source: &str, course: &Course) -> Vec<Diagnostic> {
    let lists = [("chapters", course.chapters.len(), CHAPTERS), ("languages", course.languages.len(), 20)];
    over(file, source, "", &lists)
}

/// What exceeds the bounds of a chapter.
pub fn lesson(file: &str, source: &str, lesson: &Lesson) -> Vec<Diagnostic> {
    let mut faults = over(file, source, "", &[("steps", lesson.steps.len(), STEPS)]);
    if lesson.minutes.get() > MINUTES {
        let message = format!("a chapter of {} minutes, and {MINUTES} is the most", lesson.minutes);
        let fix = "say how long it takes, or cut it in two";
        faults.push(Diagnostic::new(Code::Limit, file, locate(source, "minutes"), message, fix));
    }
    for (place, step) in lesson.steps.iter().take(STEPS).enumerate() {
        faults.extend(in_step(file, source, &format!("steps/{place}/"), step));
    }
    faults
}

fn in_step(file: &str, source: &str, path: &str, step: &Step) -> Vec<Diagnostic> {
    let lists = [
        ("aliases", step.aliases.len(), IN_A_QUESTION),
        ("needs", step.needs.len(), IN_A_QUESTION),
        ("introduces", step.introduces.len(), IN_A_QUESTION),
        ("runs", step.runs.len(), IN_A_STEP),
        ("flow", step.flow.len(), IN_A_STEP),
        ("questions", step.questions.len(), IN_A_STEP),
        ("explorations", step.explorations.len(), IN_A_STEP),
        ("checkpoints", step.checkpoints.len(), IN_A_STEP),
        ("claims", step.claims.len(), IN_A_STEP),
        ("allow", step.allow.len(), IN_A_STEP),
    ];
    let mut faults = over(file, source, path, &lists);
    for (place, question) in step.questions.iter().enumerate() {
        let answer = question.answer.behaviour();
        let lists = [
            ("draw", question.draw.len(), IN_A_QUESTION),
            ("let", question.lets.len(), IN_A_QUESTION),
            ("set", question.set.len(), IN_A_QUESTION),
            (
                "answer",
                answer.items().len().max(answer.slips().len()).max(answer.formulas().len()),
                IN_A_QUESTION,
            ),
        ];
        faults.extend(over(file, source, &format!("{path}questions/{place}/"), &lists));
    }
    faults.extend(files(file, source, path, step));
    for (place, claim) in step.claims.iter().enumerate().filter(|(_, claim)| claim.seeds.get() > SEEDS) {
        let message = format!("a claim over {} seeds, and {SEEDS} is the most", claim.seeds);
        let span = locate(source, &format!("{path}claims/{place}/seeds"));
        faults.push(Diagnostic::new(Code::Limit, file, span, message, "ask for fewer"));
    }
    faults
}

/// Settings that name a file: a lesson runs on what the program has in it, never on files of the
/// reader's. Who plays it may name one of their own.
fn files(file: &str, source: &str, path: &str, step: &Step) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let mut look = |run: &str, set: &[String], place: String| {
        let experiment = step.runs.get(run).and_then(|run| find(&run.experiment));
        let parameters = experiment.map(|experiment| experiment.parameters()).unwrap_or_default();
        for (number, text) in set.iter().enumerate() {
            let Some(options) = file_named(&parameters, text) else { continue };
            let span = locate(source, &format!("{path}{place}/{number}"));
            let message = format!("`{text}` names a file, which a lesson cannot");
            let fix = format!("one of {}", options.join(", "));
            faults.push(Diagnostic::new(Code::Setting, file, span, message, fix));
        }
    };
    for (name, run) in &step.runs {
        look(name, &run.set, format!("runs/{name}/set"));
    }
    for (place, claim) in step.claims.iter().enumerate() {
        look(&claim.run, &claim.set, format!("claims/{place}/set"));
    }
    for (place, exploration) in step.explorations.iter().enumerate() {
        look(&exploration.run, &exploration.solution, format!("explorations/{place}/solution"));
    }
    for (place, question) in step.questions.iter().enumerate() {
        look(question.run.as_deref().unwrap_or_default(), &question.set, format!("questions/{place}/set"));
    }
    faults
}

/// The tasks there are, where a setting names none of them but a file.
fn file_named(parameters: &[Parameter], text: &str) -> Option<Vec<&'static str>> {
    let (name, value) = text.split_once('=')?;
    let (name, value) = (name.trim().replace('-', "_"), value.trim());
    let parameter = parameters.iter().find(|parameter| parameter.name == name)?;
    let Kind::Task { options, .. } = &parameter.kind else { return None };
    let is_taken = Settings::parse(parameters, &[text]).is_ok();
    (is_taken && !options.contains(&value)).then(|| options.clone())
}

fn over(file: &str, source: &str, path: &str, lists: &[(&str, usize, usize)]) -> Vec<Diagnostic> {
    let too_many = lists.iter().filter(|(_, count, most)| count > most);
    let fault = |(member, count, most): &(&str, usize, usize)| {
        let span = locate(source, &format!("{path}{member}"));
        let message = format!("`{member}` holds {count}, and {most} is the most");
        Diagnostic::new(Code::Limit, file, span, message, "split it")
    };
    too_many.map(fault).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lesson_reads_a_file_of_the_readers() {
        let lesson = |set: &str| {
            let text = format!(
                r#"{{"format": "dltutor-lesson", "version": 1, "id": "a", "minutes": 1, "steps": [{{"id": "b",
                "runs": {{"r": {{"experiment": "update-loop", "set": ["task={set}"]}}}}, "flow": []}}]}}"#
            );
            let parsed: Lesson = serde_json::from_str(&text).unwrap();
            super::lesson("lesson.json", &text, &parsed)
        };
        assert!(lesson("moons").is_empty() && lesson("mons").is_empty(), "the linter knows misspelled names");
        for outside in ["/etc/passwd.csv", "secret.csv", "../x/y.csv", "~/.ssh/keys.csv"] {
            let faults = lesson(outside);
            assert_eq!(faults.len(), 1, "{outside}");
            assert!(faults[0].message.contains("names a file") && faults[0].fix.contains("moons"));
        }
    }
}
