//! `dltutor lint`.

use crate::cli::args::{Format, LintOptions};
use crate::cli::exit::{Exit, Usage};
use crate::cli::output;
use crate::cli::session::Session;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::claims::{Tested, check};
use crate::lesson::lint::lint;
use crate::lesson::load::Library;
use crate::text::list::count;
use crate::text::paint::ColorDepth;

/// Checks a lessons folder, or the built-in course.
pub fn run(session: &Session<'_>, options: &LintOptions) -> anyhow::Result<Exit> {
    if let Some(code) = &options.explain {
        return explain(code);
    }
    let library = session.library(options.folder.as_deref())?;
    let faults = lint(&library);
    let tested =
        if options.claims && faults.is_empty() { measure(&library, options.seeds)? } else { Vec::new() };
    match session.format() {
        Format::Json => output::print_json(&json(&library, &faults, &tested))?,
        _ => output::print(&text(session, &library, &faults, &tested))?,
    }
    let is_clean = faults.is_empty() && tested.iter().all(Tested::held);
    Ok(if is_clean { Exit::Done } else { Exit::Content })
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

fn measure(library: &Library, seeds: Option<u64>) -> anyhow::Result<Vec<Tested>> {
    let mut tested = Vec::new();
    for name in &library.course.chapters {
        tested.extend(check(&library.chapter(name)?, seeds));
    }
    Ok(tested)
}

fn text(session: &Session<'_>, library: &Library, faults: &[Diagnostic], tested: &[Tested]) -> String {
    let color = session.layout.depth != ColorDepth::None;
    let shown =
        faults.iter().map(|fault| fault.render(&library.source.read(&fault.file).unwrap_or_default(), color));
    let mut text: String = shown.collect::<Vec<_>>().join("\n");
    for claim in tested {
        text.push_str(&claim_line(claim));
    }
    let chapters = count(library.course.chapters.len(), "chapter", "chapters");
    let faults = count(faults.len(), "fault", "faults");
    text.push_str(&format!("{chapters}, {faults}"));
    if !tested.is_empty() {
        let held = tested.iter().filter(|claim| claim.held()).count();
        text.push_str(&format!(", {held} of {} held", count(tested.len(), "claim", "claims")));
    }
    text + "\n"
}

/// A line a claim; for one that failed, the command that shows it.
fn claim_line(claim: &Tested) -> String {
    let held = claim.seeds - claim.failed.len() as u64;
    let mut line = format!("{:4} of {:<4} {}  {}\n", held, claim.seeds, claim.name, claim.holds);
    if let Some(fault) = &claim.fault {
        line.push_str(&format!("     not measured: {fault}\n"));
    }
    if let Some(seed) = claim.failed.first() {
        line.push_str(&format!("     see: {} --seed {seed}\n", claim.command));
    }
    line
}

fn json(library: &Library, faults: &[Diagnostic], tested: &[Tested]) -> serde_json::Value {
    let faults =
        faults.iter().map(|fault| fault.to_json(&library.source.read(&fault.file).unwrap_or_default()));
    let claim = |claim: &Tested| {
        serde_json::json!({"name": claim.name, "holds": claim.holds, "seeds": claim.seeds, "failed": claim.failed,
            "command": claim.command, "fault": claim.fault})
    };
    serde_json::json!({
        "format": "dltutor-lint",
        "version": 1,
        "faults": faults.collect::<Vec<_>>(),
        "claims": tested.iter().map(claim).collect::<Vec<_>>(),
    })
}
