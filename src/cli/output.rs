//! Data to standard output: reports as text, JSON or CSV, and figures to SVG files.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use crate::cli::args::Format;
use crate::cli::exit::Exit;
use crate::cli::session::Session;
use crate::experiment::{Measure, Report, Settings, find};
use crate::lesson::load::{Library, LoadError};
use crate::lesson::source::typed;
use crate::plot::{self, Figure};
use crate::progress::Store;
use crate::text::paint::paint_all;
use crate::text::{Line, Role, columns, number};
use crate::tutor::{Ending, TutorError, show};

/// Prints text as it is.
pub fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Prints lines in the session's colours, in ASCII if it asks for that.
pub fn print_lines(session: &Session<'_>, lines: &[Line]) -> io::Result<()> {
    print(&paint_all(&show::in_charset(lines, session.layout.ascii), session.layout.depth))
}

/// Says on standard error what the store has to say.
pub fn notices(store: &mut Store) {
    store.notices().iter().for_each(|text| notice(&text.to_string()));
}

/// Says something beside the output.
pub fn notice(text: &str) {
    let _ = writeln!(io::stderr(), "dltutor: {text}");
}

/// The end of a walk or a quiz; where the content was at fault, with the command that shows the place.
///
/// # Errors
/// Why it ended otherwise.
pub fn ending(library: &Library, result: Result<Ending, TutorError>) -> anyhow::Result<Exit> {
    match result {
        Ok(Ending::Finished | Ending::Left) => Ok(Exit::Done),
        Ok(Ending::Interrupted) => Ok(Exit::Interrupted),
        Err(TutorError::Content(why)) => {
            let why = format!("{why}; `{}` shows where", library.lint_command());
            Err(LoadError::Content(why).into())
        }
        Err(error) => Err(error.into()),
    }
}

/// A command to type, with the folder of the lessons that it was given.
pub fn with_lessons(command: &str, folder: Option<&Path>) -> String {
    folder.map_or_else(|| command.to_owned(), |folder| format!("{command} --lessons {}", typed(folder)))
}

/// Prints JSON, indented.
pub fn print_json(json: &serde_json::Value) -> anyhow::Result<()> {
    print(&(serde_json::to_string_pretty(json)? + "\n"))?;
    Ok(())
}

/// Prints one record: as text, as JSON under the name of its format (version 1), or as CSV with one row.
pub fn print_record(
    session: &Session<'_>,
    name: &str,
    record: &impl serde::Serialize,
    text: &str,
) -> anyhow::Result<()> {
    let mut json = serde_json::to_value(record)?;
    match session.format() {
        Format::Text => print(text)?,
        Format::Json => {
            json["format"] = name.into();
            json["version"] = 1.into();
            print_json(&json)?;
        }
        Format::Csv => {
            let cell = |value: &serde_json::Value| match value {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            let members = json.as_object().into_iter().flatten();
            let (head, row): (Vec<&str>, Vec<String>) =
                members.map(|(name, value)| (name.as_str(), cell(value))).unzip();
            print_csv(&head, [row])?;
        }
    }
    Ok(())
}

/// Prints a table of texts as CSV.
pub fn print_csv(head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<()> {
    let mut text = head.join(",") + "\n";
    for row in rows {
        text.push_str(&row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(","));
        text.push('\n');
    }
    print(&text)
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// How much of a report a page to read shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// The figures, which say it all.
    Figures,
    /// The figures, and every measure by name.
    Measures,
}

/// Prints a report in the session's form, and writes its figures to SVG if asked to.
pub fn report(session: &Session<'_>, report: &Report, detail: Detail) -> anyhow::Result<()> {
    save_svg(session.options.svg.as_deref(), &report.figures)?;
    match session.format() {
        Format::Json => print_json(&report.to_json()),
        Format::Csv => Ok(print_csv(&["measure", "value", "unit"], csv_rows(report))?),
        Format::Text => Ok(print_lines(session, &text(session, report, detail))?),
    }
}

fn csv_rows(report: &Report) -> impl Iterator<Item = Vec<String>> {
    report
        .measures
        .iter()
        .map(|measure| vec![measure.name.clone(), measure.value.to_string(), measure.unit.to_owned()])
}

fn text(session: &Session<'_>, report: &Report, detail: Detail) -> Vec<Line> {
    let layout = session.layout_now();
    let mut lines = show::caption_lines(&show::caption(report, &usual(report)), &layout);
    lines.extend(show::subject(report, &layout));
    lines.extend(show::notes(report, &layout));
    lines.push(Line::new());
    for figure in &report.figures {
        lines.extend(show::figure_within(figure, &layout, session.figure_width()));
        lines.push(Line::new());
    }
    if detail == Detail::Measures {
        lines.extend(measures(report, layout.width));
    }
    lines
}

/// The settings its experiment has unless something else is asked for.
fn usual(report: &Report) -> Settings {
    find(report.experiment).map(|it| Settings::defaults(&it.parameters())).unwrap_or_default()
}

/// A line for each measure; where one does not fit, all names and values on lines of their own.
fn measures(report: &Report, width: usize) -> Vec<Line> {
    let value = |measure: &Measure| {
        let value = number::significant(measure.value, 4);
        format!("{value} {}", measure.unit).trim_end().to_owned()
    };
    let rows: Vec<(&str, String)> =
        report.measures.iter().map(|measure| (measure.name.as_str(), value(measure))).collect();
    let widest = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let narrow = rows.iter().any(|(_, value)| widest + 3 + columns(value) > width);
    let row = |(name, value): (&str, String)| {
        let between = if narrow { 2 } else { widest + 2 - name.len() };
        let name = Line::new().with(Role::Dim, format!(" {name}{}", " ".repeat(between)));
        if narrow && name.columns() + columns(&value) > width {
            return vec![name.clipped(width), Line::from(format!("   {value}"))];
        }
        vec![name.with(Role::Plain, value)]
    };
    rows.into_iter().flat_map(row).collect()
}

/// Writes each figure to its SVG file; does nothing without a file.
pub fn save_svg(file: Option<&Path>, figures: &[Figure]) -> anyhow::Result<()> {
    let Some(file) = file else { return Ok(()) };
    for (place, figure) in (1..).zip(figures) {
        let path = if figures.len() == 1 { file.to_owned() } else { numbered(file, place) };
        std::fs::write(&path, plot::svg(figure))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

fn numbered(file: &Path, place: usize) -> PathBuf {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    file.with_file_name(format!("{stem}-{place}.svg"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_when_they_must_be() {
        assert_eq!(quoted("plain"), "plain");
        assert_eq!(quoted("a,\"b\""), "\"a,\"\"b\"\"\"");
    }

    #[test]
    fn several_figures_get_numbered_files() {
        assert_eq!(numbered(Path::new("out/race.svg"), 2), Path::new("out/race-2.svg"));
    }
}
