//! Tables and indented lines as they stand in the source: what Markdown would read as something else.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::markdown::is_fence;

/// Rows without a rule under the head, rows with another number of cells, and lines that a tab makes code of.
pub fn check(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let (mut faults, mut at, mut is_code) = (Vec::new(), 0, false);
    let mut rows: Vec<(usize, &str)> = Vec::new();
    for line in subject.words_source.split_inclusive('\n') {
        let text = line.trim_end();
        is_code ^= is_fence(text);
        if !is_code && is_row(text) {
            rows.push((at, text));
        } else {
            faults.extend(table(subject, &rows));
            rows.clear();
        }
        if !is_code && text.starts_with('\t') {
            let fix = "begin the line without it; a formula of its own is indented by four spaces";
            faults.push(subject.word_fault(
                Code::Markup,
                at,
                "a tab makes code of this line".to_owned(),
                fix,
            ));
        }
        at += line.len();
    }
    faults.extend(table(subject, &rows));
    faults
}

/// Whether a line begins and ends with the sign between cells.
fn is_row(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '>']);
    text.len() > 2 && text.starts_with('|') && text.ends_with('|') && cells(text) >= 1
}

/// The cells of a row: a sign after a backslash stands for itself.
fn cells(text: &str) -> usize {
    let text = text.trim_start_matches([' ', '>']);
    let signs = text.match_indices('|').filter(|(at, _)| !text[..*at].ends_with('\\')).count();
    signs.saturating_sub(1)
}

fn is_rule(text: &str) -> bool {
    text.contains('-') && text.chars().all(|c| "|-: >".contains(c))
}

fn table(subject: &Subject<'_>, rows: &[(usize, &str)]) -> Option<Diagnostic> {
    let ((first, head), rest) = rows.split_first()?;
    let fault = |at, message: String, fix: &str| Some(subject.word_fault(Code::Markup, at, message, fix));
    let Some((_, rule)) = rest.first().filter(|(_, text)| is_rule(text)) else {
        // One line alone may be a formula, as the norm |w|.
        let fix = format!("write {} under this line, which is the head", "|---".repeat(cells(head)) + "|");
        return if rest.is_empty() { None } else { fault(*first, "a table without a rule".to_owned(), &fix) };
    };
    let wanted = cells(head);
    let odd = rest.iter().find(|(_, text)| cells(text) != wanted);
    let (at, text) = odd?;
    let message = format!("this row has {} cells, and the head {wanted}", cells(text));
    let fix = if *text == *rule { "give the rule as many" } else { "a sign | within a cell is written \\|" };
    fault(*at, message, fix)
}
