//! Names: each once, in a spelling that can be typed, and known to the glossary where it is a term.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::subject::{as_name, instead};
use crate::lesson::load::Library;
use crate::lesson::model::Step;
use crate::lesson::pointer::locate;
use crate::lesson::words::Section;

/// Checks the names of chapter, steps, questions, explorations, checkpoints and claims.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let lesson = &subject.chapter.lesson;
    let mut faults = chapter(subject);
    let names = lesson.steps.iter().enumerate().flat_map(|(at, step)| {
        let id = std::iter::once((format!("steps/{at}/id"), step.id.as_str()));
        let aliases = step.aliases.iter().enumerate();
        id.chain(aliases.map(move |(place, alias)| (format!("steps/{at}/aliases/{place}"), alias.as_str())))
    });
    faults.extend(each_once(subject, "step", names));
    for (at, step) in lesson.steps.iter().enumerate() {
        faults.extend(within(subject, at, step));
        faults.extend(terms(subject, step));
    }
    faults.extend(sections(subject));
    faults
}

fn chapter(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let folder = subject.file.trim_end_matches("/lesson.json");
    let lesson = &subject.chapter.lesson;
    let mut faults = Vec::new();
    if lesson.id != folder {
        let message = format!("the chapter is called `{}`, but its folder `{folder}`", lesson.id);
        faults.push(subject.fault_at(Code::Name, "id", message, &format!("write \"{folder}\"")));
    }
    if lesson.format != "dltutor-lesson" {
        faults.push(subject.fault_at(
            Code::Name,
            "format",
            "not a lesson".into(),
            "write \"dltutor-lesson\"",
        ));
    }
    if lesson.version != 1 {
        let message = format!("version {} of the format is not known", lesson.version);
        faults.push(subject.fault_at(Code::Name, "version", message, "write 1"));
    }
    faults
}

/// What must have a name of its own within a step: all share the sections of the words.
fn within(subject: &Subject<'_>, at: usize, step: &Step) -> Vec<Diagnostic> {
    let list = |member: &'static str, ids: Vec<&str>| -> Vec<(String, String)> {
        let path = |(place, id): (usize, &str)| (format!("steps/{at}/{member}/{place}/id"), id.to_owned());
        ids.into_iter().enumerate().map(path).collect()
    };
    let questions = list("questions", step.questions.iter().map(|it| it.id.as_str()).collect());
    let explorations = list("explorations", step.explorations.iter().map(|it| it.id.as_str()).collect());
    let checkpoints = list("checkpoints", step.checkpoints.iter().map(|it| it.id.as_str()).collect());
    let claims = list("claims", step.claims.iter().map(|it| it.id.as_str()).collect());
    let sections = [questions, explorations, checkpoints].concat();
    let named = |all: Vec<(String, String)>, what| {
        each_once(subject, what, all.iter().map(|(path, id)| (path.clone(), id.as_str())))
    };
    let mut faults =
        [named(sections, "question, exploration or checkpoint"), named(claims, "claim")].concat();
    for (place, question) in step.questions.iter().enumerate() {
        let answer = question.answer.behaviour();
        let items = answer.items().into_iter().chain(answer.slips());
        let path = || format!("steps/{at}/questions/{place}/answer");
        let found = each_once(subject, "choice or slip", items.clone().map(|id| (path(), id)));
        let quoted = |id: &str| format!("\"{id}\"");
        faults.extend(found.into_iter().map(|fault| {
            match items.clone().find(|id| fault.message.contains(&format!("`{id}`"))) {
                Some(id) => last_within(subject, fault, &quoted(id)),
                None => fault,
            }
        }));
    }
    let runs = step.runs.keys().map(|name| (format!("steps/{at}/runs/{name}"), name.as_str()));
    faults.extend(each_once(subject, "run", runs));
    faults
}

/// The fault at the last place of a text within its own.
fn last_within(subject: &Subject<'_>, mut fault: Diagnostic, text: &str) -> Diagnostic {
    let within = subject.source.get(fault.span.clone()).unwrap_or_default();
    if let Some(found) = within.rfind(text) {
        let start = fault.span.start + found;
        fault.span = start..start + text.len();
    }
    fault
}

/// Sections whose names cannot be named in a flow.
fn sections(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let words = subject.chapter.words.steps.values();
    let all =
        words.flat_map(|step| &step.sections).filter(|(name, _)| !name.is_empty() && !is_typeable(name));
    let fault = |(name, section): (&String, &Section)| {
        let message = format!("`{name}` is no name for a section");
        let fix = format!("small letters, digits and hyphens: `### {}`", as_name(name));
        subject.word_fault(Code::Name, section.at, message, &fix)
    };
    all.map(fault).collect()
}

fn each_once<'n>(
    subject: &Subject<'_>,
    what: &str,
    names: impl Iterator<Item = (String, &'n str)>,
) -> Vec<Diagnostic> {
    let (mut seen, mut faults) = (Vec::new(), Vec::new());
    for (path, name) in names {
        if !is_typeable(name) {
            let message = format!("`{name}` is no name for a {what}");
            let fix = "small letters, digits and hyphens, 60 at most: `why-relu-stays`";
            faults.push(subject.fault_at(Code::Name, &path, message, fix));
        } else if seen.contains(&name) {
            let message = format!("there is a second {what} `{name}`");
            faults.push(subject.fault_at(Code::Name, &path, message, "give one of the two another name"));
        }
        seen.push(name);
    }
    faults
}

/// Whether a text is the code of a language, as the names of its files begin: `en`, `pt-BR`.
pub fn is_code(language: &str) -> bool {
    let mut parts = language.split('-');
    let is_language =
        |part: &str| (2..=3).contains(&part.len()) && part.chars().all(|c| c.is_ascii_lowercase());
    let is_more =
        |part: &str| (2..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric());
    parts.next().is_some_and(is_language) && parts.all(is_more)
}

/// What `course.json` calls the course, its languages and its chapters.
pub fn course(library: &Library, source: &str) -> Vec<Diagnostic> {
    let course = &library.course;
    let fault = |path: &str, message: String, fix: &str| {
        Diagnostic::new(Code::Name, "course.json", locate(source, path), message, fix)
    };
    let mut faults = Vec::new();
    if let Some(id) = course.id.as_ref().filter(|id| !is_typeable(id)) {
        let message = format!("`{id}` is no name for a course");
        let name = as_name(id);
        let name = if name.is_empty() { "my-course" } else { &name };
        let fix = format!("small letters, digits and hyphens: \"{name}\"");
        faults.push(fault("id", message, &fix));
    }
    for (place, language) in course.languages.iter().enumerate().filter(|(_, language)| !is_code(language)) {
        let message = format!("`{language}` is no code of a language");
        let fix = "write it as the names of the words' files begin: \"en\" for en.md, \"de\", \"pt-BR\"";
        faults.push(fault(&format!("languages/{place}"), message, fix));
    }
    if course.chapters.is_empty() {
        let fix = "name the folder of each, in the order they are taught: [\"my-chapter\"]";
        faults.push(fault("chapters", "the course has no chapters".to_owned(), fix));
    }
    faults
}

/// Whether a name can be typed on every keyboard and used as a folder.
pub fn is_typeable(name: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    (1..=60).contains(&name.len()) && name.chars().all(allowed) && !name.starts_with('-')
}

/// The codes whose faults a step may let pass.
const EDITORIAL: [Code; 5] =
    [Code::Abbreviation, Code::TermTooEarly, Code::TwoWords, Code::Overflow, Code::TypedNumber];

/// Checks that what a step lets pass is of a code that can be let pass.
pub fn allowed(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let known: Vec<String> = EDITORIAL.iter().map(|code| code.name()).collect();
    let mut faults = Vec::new();
    for step in subject.steps() {
        for (place, allow) in step.allow.iter().enumerate().filter(|(_, allow)| !known.contains(&allow.code))
        {
            let message = format!("`{}` cannot be let pass", allow.code);
            let fix = format!("one of {}; mend the others", known.join(", "));
            faults.push(subject.fault(
                Code::UnknownName,
                step,
                &format!("allow/{place}/code"),
                message,
                &fix,
            ));
        }
    }
    faults
}

fn terms(subject: &Subject<'_>, step: &Step) -> Vec<Diagnostic> {
    if !subject.is_glossary_known {
        return Vec::new();
    }
    let known = || subject.glossary.terms.iter().map(|term| term.id.as_str());
    let unknown = step.introduces.iter().enumerate().filter(|(_, id)| known().all(|term| term != *id));
    let fault = |(place, id): (usize, &String)| {
        let message = format!("it introduces `{id}`, which is not in the glossary");
        let fix = instead(id, known(), "add it to glossary.json");
        subject.fault(Code::UnknownName, step, &format!("introduces/{place}"), message, &fix)
    };
    unknown.map(fault).collect()
}
