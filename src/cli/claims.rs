//! The claims of a course, measured, as a table or as JSON.

use crate::cli::session::Session;
use crate::lesson::lint::claims::{Tested, Worst, check};
use crate::lesson::load::{Chapter, Library};
use crate::text::number;
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

/// A row a claim, then each that failed with its worst seed and the commands that show it; empty
/// without claims.
pub fn table(tested: &[Tested]) -> String {
    if tested.is_empty() {
        return String::new();
    }
    let rows: String = tested.iter().map(row).collect();
    let failed: String = tested.iter().filter(|claim| !claim.held()).map(failure).collect();
    format!("{:<14}{:<12}claim\n{rows}{failed}\n", "held", "worst seed")
}

fn row(claim: &Tested) -> String {
    let held = format!("{} of {}", claim.held_at(), claim.seeds);
    let worst = claim.worst.as_ref().map_or_else(|| "-".to_owned(), |worst| worst.seed.to_string());
    let mark = if claim.held() { "" } else { "  FAILED" };
    format!("{held:<14}{worst:>10}  {}{mark}\n", claim.name)
}

/// How many of the commands that show a failed claim are printed.
const SHOWN: usize = 5;

fn failure(claim: &Tested) -> String {
    let mut text = format!("\n{}\n  claims   {}\n", claim.name, claim.holds);
    if let Some(fault) = &claim.fault {
        text.push_str(&format!("  fault    {fault}\n"));
    }
    if claim.failed.is_empty() {
        return text;
    }
    text.push_str(&format!("  held     at {} of {} seeds\n", claim.held_at(), claim.seeds));
    if let Some(worst) = &claim.worst {
        text.push_str(&format!("  worst    seed {}: {}\n", worst.seed, measures(worst)));
    }
    for (place, seed) in claim.failed.iter().take(SHOWN).enumerate() {
        let lead = if place == 0 { "  see      " } else { "           " };
        text.push_str(&format!("{lead}{}\n", claim.command_at(*seed)));
    }
    if claim.failed.len() > SHOWN {
        let seeds: Vec<String> = claim.failed[SHOWN..].iter().map(u64::to_string).collect();
        text.push_str(&format!("           and at seeds {}\n", seeds.join(", ")));
    }
    text
}

fn measures(worst: &Worst) -> String {
    let all: Vec<String> = worst
        .measures
        .iter()
        .map(|it| {
            format!("{} = {} {}", it.name, number::significant(it.value, 4), it.unit).trim_end().to_owned()
        })
        .collect();
    all.join(", ")
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
