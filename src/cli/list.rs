//! `dltutor list`: chapters, steps, experiments, comparisons.

use crate::cli::args::{Format, ListOptions};
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::{compare, output, run as experiments};
use crate::experiment;
use crate::lesson::outline::{Outline, StepOutline};
use crate::text::{Line, Role};

/// Prints what there is.
pub fn run(session: &Session<'_>, options: &ListOptions) -> anyhow::Result<Exit> {
    let library = session.library(options.from.lessons.as_deref())?;
    let chapters = library.outlines()?;
    match session.format() {
        Format::Text => output::print_lines(session, &text(&chapters))?,
        Format::Json => output::print_json(&json(&chapters))?,
        Format::Csv => output::print_csv(&["chapter", "step", "title"], rows(&chapters))?,
    }
    Ok(Exit::Done)
}

fn text(chapters: &[Outline]) -> Vec<Line> {
    let mut lines = vec![Line::new().with(Role::Title, format!("Chapters  ({})", command(chapters)))];
    for chapter in chapters {
        let id = &chapter.id;
        lines.push(
            Line::new().with(Role::Code, format!(" {id}")).with(Role::Plain, format!("  {}", chapter.title)),
        );
        for step in &chapter.steps {
            let id = format!("   {:20} ", step.id);
            lines.push(Line::new().with(Role::Dim, id).with(Role::Plain, step.title.clone()));
        }
    }
    lines.extend([Line::new(), Line::new().with(Role::Title, "Experiments  (dltutor run NAME)")]);
    lines.extend(experiments::listed());
    let families: Vec<&str> = compare::families().collect();
    lines.push(Line::new());
    lines.push(Line::new().with(Role::Title, "Comparisons  (dltutor compare NAME)"));
    lines.push(Line::from(format!(" {}", families.join(", "))));
    lines
}

/// What to type for a chapter of the course.
fn command(chapters: &[Outline]) -> String {
    let command = |chapter: &Outline| {
        let (id, command) = (&chapter.id, chapter.command("lesson"));
        let more = command.strip_prefix(&format!("dltutor lesson {id}")).unwrap_or_default();
        format!("dltutor lesson NAME{more}")
    };
    chapters.first().map_or_else(|| "dltutor lesson NAME".to_owned(), command)
}

fn rows(chapters: &[Outline]) -> Vec<Vec<String>> {
    let row =
        |chapter: &Outline, step: &StepOutline| vec![chapter.id.clone(), step.id.clone(), step.title.clone()];
    chapters.iter().flat_map(|chapter| chapter.steps.iter().map(move |step| row(chapter, step))).collect()
}

fn json(chapters: &[Outline]) -> serde_json::Value {
    let step = |step: &StepOutline| serde_json::json!({"id": step.id, "title": step.title});
    let chapter = |chapter: &Outline| {
        let steps: Vec<_> = chapter.steps.iter().map(step).collect();
        serde_json::json!({"id": chapter.id, "title": chapter.title, "steps": steps})
    };
    let experiments: Vec<_> = experiment::registry()
        .iter()
        .map(|experiment| serde_json::json!({"name": experiment.name(), "about": experiment.about()}))
        .collect();
    serde_json::json!({
        "format": "dltutor-list",
        "version": 1,
        "chapters": chapters.iter().map(chapter).collect::<Vec<_>>(),
        "experiments": experiments,
        "comparisons": compare::families().collect::<Vec<_>>(),
    })
}
