//! `dltutor list`: chapters, steps, experiments, comparisons.

use crate::cli::args::{Format, ListOptions};
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::cli::{compare, output, run as experiments};
use crate::experiment;
use crate::lesson::load::{Chapter, Library};
use crate::text::{Line, Role};

/// Prints what there is.
pub fn run(session: &Session<'_>, options: &ListOptions) -> anyhow::Result<Exit> {
    let library = session.library(options.from.lessons.as_deref())?;
    let chapters = chapters(&library)?;
    match session.format() {
        Format::Text => output::print_lines(session, &text(&chapters))?,
        Format::Json => output::print_json(&json(&chapters))?,
        Format::Csv => output::print_csv(&["chapter", "step", "title"], rows(&chapters))?,
    }
    Ok(Exit::Done)
}

/// Every chapter of a course.
pub fn chapters(library: &Library) -> anyhow::Result<Vec<Chapter>> {
    Ok(library.course.chapters.iter().map(|name| library.chapter(name)).collect::<Result<_, _>>()?)
}

fn text(chapters: &[Chapter]) -> Vec<Line> {
    let mut lines = vec![Line::new().with(Role::Title, format!("Chapters  ({})", command(chapters)))];
    for chapter in chapters {
        let id = &chapter.lesson.id;
        lines.push(
            Line::new()
                .with(Role::Code, format!(" {id}"))
                .with(Role::Plain, format!("  {}", chapter.words.title)),
        );
        for step in &chapter.lesson.steps {
            let title = chapter.step_title(&step.id);
            lines.push(Line::new().with(Role::Dim, format!("   {:20} ", step.id)).with(Role::Plain, title));
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
fn command(chapters: &[Chapter]) -> String {
    let command = |chapter: &Chapter| {
        let (id, command) = (&chapter.lesson.id, chapter.command("lesson"));
        let more = command.strip_prefix(&format!("dltutor lesson {id}")).unwrap_or_default();
        format!("dltutor lesson NAME{more}")
    };
    chapters.first().map_or_else(|| "dltutor lesson NAME".to_owned(), command)
}

fn rows(chapters: &[Chapter]) -> Vec<Vec<String>> {
    let row = |chapter: &Chapter, step: &str| {
        vec![chapter.lesson.id.clone(), step.to_owned(), chapter.step_title(step)]
    };
    chapters
        .iter()
        .flat_map(|chapter| chapter.lesson.steps.iter().map(move |step| row(chapter, &step.id)))
        .collect()
}

fn json(chapters: &[Chapter]) -> serde_json::Value {
    let step = |chapter: &Chapter, id: &str| serde_json::json!({"id": id, "title": chapter.step_title(id)});
    let chapter = |chapter: &Chapter| {
        let steps: Vec<_> = chapter.lesson.steps.iter().map(|it| step(chapter, &it.id)).collect();
        serde_json::json!({"id": chapter.lesson.id, "title": chapter.words.title, "steps": steps})
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
