//! How much a pack may hold, whoever wrote it.

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

/// What exceeds the bounds of a course.
pub fn course(file: &str, source: &str, course: &Course) -> Vec<Diagnostic> {
    let lists = [("chapters", course.chapters.len(), CHAPTERS), ("languages", course.languages.len(), 20)];
    over(file, source, "", &lists)
}

/// What exceeds the bounds of a chapter.
pub fn lesson(file: &str, source: &str, lesson: &Lesson) -> Vec<Diagnostic> {
    let mut faults = over(file, source, "", &[("steps", lesson.steps.len(), STEPS)]);
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
    for (place, claim) in step.claims.iter().enumerate().filter(|(_, claim)| claim.seeds > SEEDS) {
        let message = format!("a claim over {} seeds, and {SEEDS} is the most", claim.seeds);
        let span = locate(source, &format!("{path}claims/{place}/seeds"));
        faults.push(Diagnostic::new(Code::Limit, file, span, message, "ask for fewer"));
    }
    faults
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
