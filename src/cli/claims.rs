//! The claims of a course, measured, as a table or as JSON.

use crate::cli::session::Session;
use crate::lesson::lint::claims::{Tested, check};
use crate::lesson::load::{Chapter, Library};
use crate::ui::live;

/// Measures the claims of every chapter that can be read, with a bar; nothing when Ctrl-C stopped it.
pub fn measure(session: &Session<'_>, library: &Library, seeds: Option<u64>) -> Option<Vec<Tested>> {
    let chapters: Vec<Chapter> =
        library.course.chapters.iter().filter_map(|name| library.read_chapter(name).ok()).collect();
    let mut tested = None;
    live::watch("claims", &session.layout, &mut |watcher, stop| {
        tested = check(&chapters, seeds, watcher, stop);
    });
    tested
}

/// A row a claim; empty without claims.
pub fn table(tested: &[Tested]) -> String {
    if tested.is_empty() {
        return String::new();
    }
    let rows: String = tested.iter().map(row).collect();
    format!("{:<14}{:<12}claim\n{rows}\n", "held", "worst seed")
}

fn row(claim: &Tested) -> String {
    let held = format!("{} of {}", claim.held_at(), claim.seeds);
    let worst = claim.worst.as_ref().map_or_else(|| "-".to_owned(), |worst| worst.seed.to_string());
    let mark = if claim.held() { "" } else { "  FAILED" };
    format!("{held:<14}{worst:>10}  {}{mark}\n", claim.name)
}

/// A claim as JSON: `name`, `holds`, `seeds`, `held`, `failed`, `worst`, `command`, `commands`, `fault`.
pub fn json(claim: &Tested) -> serde_json::Value {
    let worst = claim.worst.as_ref().map(
        |worst| serde_json::json!({"seed": worst.seed, "margin": worst.margin, "measures": worst.measures}),
    );
    let commands: Vec<String> = claim.failed.iter().map(|seed| claim.command_at(*seed)).collect();
    serde_json::json!({
        "name": claim.name, "holds": claim.holds, "seeds": claim.seeds, "held": claim.held_at(),
        "failed": claim.failed, "worst": worst, "command": claim.command, "commands": commands,
        "fault": claim.fault,
    })
}
