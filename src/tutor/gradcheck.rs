//! `check` at a question for the wrong line: each line beside what finite differences say.

use crate::plot::Figure;
use crate::plot::figure::Table;
use crate::quiz::derivation::Checked;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role, number};
use crate::tutor::{TutorError, show};
use crate::ui::{Layout, Ui};

/// How to run the check.
pub fn offer(layout: &Layout) -> Vec<Line> {
    let line = Line::new()
        .with(Role::Dim, "Type ")
        .with(Role::Code, "check")
        .with(Role::Dim, " to run a gradient check of each line.");
    let margin = Line::from("   ");
    wrap_hanging(&line, &margin, &margin, layout.width.saturating_sub(1))
}

/// Shows the check.
///
/// # Errors
/// When the output fails.
pub fn show(ui: &mut dyn Ui, rows: &[Checked]) -> Result<(), TutorError> {
    let layout = ui.layout();
    ui.say(&show::in_charset(&show::figure(&table(rows), &layout), layout.ascii))?;
    Ok(())
}

fn table(rows: &[Checked]) -> Figure {
    let digits = |value: f64| number::significant(value, 4);
    let row = |(place, row): (usize, &Checked)| {
        let expected = row.expected.map_or("—".to_owned(), digits);
        let ratio = row.ratio().map_or("—".to_owned(), digits);
        vec![(place + 1).to_string(), row.name.clone(), digits(row.code), expected, ratio]
    };
    Figure::Table(Table {
        title: "Gradient check".to_owned(),
        columns: ["line", "of", "this code", "expected", "ratio"].map(str::to_owned).to_vec(),
        rows: rows.iter().enumerate().map(row).collect(),
        caption:
            "Expected is (loss(z + h) − loss(z − h)) / 2h. A wrong line makes the lines after it wrong too."
                .to_owned(),
    })
}
