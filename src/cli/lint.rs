//! `dltutor lint`.

use crate::cli::args::{Format, LintOptions};
use crate::cli::claims;
use crate::cli::exit::{Exit, Usage};
use crate::cli::output;
use crate::cli::session::Session;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::claims::Tested;
use crate::lesson::lint::lint_remembering;
use crate::lesson::lint::memory::Memory;
use crate::lesson::load::Library;
use crate::lesson::opening;
use crate::lesson::schema;
use crate::lesson::source::Source;
use crate::progress::home::cache;
use crate::text::list::count;
use crate::text::paint::ColorDepth;

/// Checks a lessons folder, or the built-in course.
pub fn run(session: &Session<'_>, options: &LintOptions) -> anyhow::Result<Exit> {
    if let Some(code) = &options.explain {
        return explain(code);
    }
    if let Some(name) = &options.schema {
        return print_schema(name);
    }
    if session.format() == Format::Csv {
        return Err(Usage("lint prints text, or with --format json what editors read".into()).into());
    }
    let source = match opening::source(options.folder.as_deref()) {
        Ok(source) => source,
        Err(fault) => return misplaced(session, &fault),
    };
    let course = match opening::course(&source) {
        Ok(course) => course,
        Err(faults) => return told(session, &source, 0, &faults, &[]),
    };
    // All languages that the course has are checked, whichever is asked for.
    let language = course.languages.first().cloned().unwrap_or_default();
    let library = Library { source, course, language };
    let mut faults = check(&library);
    let tested =
        if options.claims { claims::measure(session, &library, options.seeds) } else { Some(Vec::new()) };
    let Some(tested) = tested else { return Ok(Exit::Interrupted) };
    faults.extend(failed(&library, &tested, &faults));
    told(session, &library.source, library.course.chapters.len(), &faults, &tested)
}

/// Says that what was given is no folder of lessons: to a program as a fault, to a person as one message.
fn misplaced(session: &Session<'_>, fault: &Diagnostic) -> anyhow::Result<Exit> {
    if session.format() != Format::Json {
        return Err(opening::misplaced(fault).into());
    }
    told(session, &Source::Embedded, 0, std::slice::from_ref(fault), &[])
}

/// Prints what was found.
fn told(
    session: &Session<'_>,
    source: &Source,
    chapters: usize,
    faults: &[Diagnostic],
    tested: &[Tested],
) -> anyhow::Result<Exit> {
    match session.format() {
        Format::Json => output::print_json(&json(source, faults, tested))?,
        _ => output::print(&text(session, source, chapters, faults, tested))?,
    }
    Ok(if faults.is_empty() { Exit::Done } else { Exit::Content })
}

/// The faults of a course; what its runs measured is remembered for the next time.
fn check(library: &Library) -> Vec<Diagnostic> {
    let file = cache().map(|folder| folder.join("lint.json"));
    let mut memory = Memory::open(file.as_deref());
    let faults = lint_remembering(library, &mut memory);
    if let Some(file) = &file {
        memory.save(file);
    }
    faults
}

/// The claims that did not hold, as faults. Why one could not be measured at all stands among the faults of
/// its file already, if there are any.
fn failed(library: &Library, tested: &[Tested], faults: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_told =
        |claim: &&Tested| claim.fault.is_some() && faults.iter().any(|fault| fault.file == claim.place.0);
    let new = tested.iter().filter(|claim| !is_told(claim));
    new.filter_map(|claim| claim.diagnostic(&library.source)).collect()
}

fn print_schema(name: &str) -> anyhow::Result<Exit> {
    let Some(schema) = schema::find(name) else {
        let all: Vec<&str> = schema::SCHEMAS.iter().map(|schema| schema.name).collect();
        return Err(Usage(format!("there is no schema `{name}`; there are {}", all.join(", "))).into());
    };
    output::print(&schema.text())?;
    Ok(Exit::Done)
}

fn explain(name: &str) -> anyhow::Result<Exit> {
    let wanted = name.to_uppercase();
    let Some(code) = Code::ALL.into_iter().find(|code| code.name() == wanted) else {
        let all: Vec<String> = Code::ALL.iter().map(|code| code.name()).collect();
        return Err(Usage(format!("there is no code `{name}`; there are {}", all.join(", "))).into());
    };
    output::print(&format!("{}: {}\n", code.name(), code.explain()))?;
    Ok(Exit::Done)
}

fn text(
    session: &Session<'_>,
    source: &Source,
    chapters: usize,
    faults: &[Diagnostic],
    tested: &[Tested],
) -> String {
    let color = session.layout.depth != ColorDepth::None;
    let shown = faults.iter().map(|fault| fault.render(&source.shown(&fault.file), color));
    let mut text: String = shown.collect::<Vec<_>>().join("\n");
    text.push_str(&claims::table(tested));
    let chapters = count(chapters, "chapter", "chapters");
    let faults = count(faults.len(), "fault", "faults");
    text.push_str(&format!("{chapters}, {faults}"));
    if !tested.is_empty() {
        let held = tested.iter().filter(|claim| claim.held()).count();
        text.push_str(&format!(", {held} of {} held", count(tested.len(), "claim", "claims")));
    }
    text + "\n"
}

fn json(source: &Source, faults: &[Diagnostic], tested: &[Tested]) -> serde_json::Value {
    let faults = faults.iter().map(|fault| fault.to_json(&source.shown(&fault.file)));
    serde_json::json!({
        "format": "dltutor-lint",
        "version": 1,
        "faults": faults.collect::<Vec<_>>(),
        "claims": tested.iter().map(claims::json).collect::<Vec<_>>(),
    })
}
