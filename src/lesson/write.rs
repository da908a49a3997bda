//! Blocks written back as Markdown, such that reading it gives the same blocks.

use crate::lesson::markdown::{Block, BlockKind};
use crate::text::{Role, Span};

/// Blocks as Markdown, an empty line between them, with a line end after the last.
pub fn write(blocks: &[Block]) -> String {
    blocks.iter().map(block).collect::<Vec<_>>().join("\n")
}

fn block(block: &Block) -> String {
    match &block.kind {
        BlockKind::Heading(level, text) => format!("{} {}\n", "#".repeat((*level).into()), spans(text)),
        BlockKind::Paragraph(text) => paragraph(text) + "\n",
        BlockKind::Code(text) => fenced(text),
        BlockKind::List(first, items) => list(*first, items),
        BlockKind::Quote(inner) => prefixed(&write(inner), "> ", "> "),
        BlockKind::Table(head, rows) => table(head, rows),
    }
}

/// Lines shown as they are, between fences longer than any in them.
pub fn fenced(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let end = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    format!("{fence}text\n{text}{end}{fence}\n")
}

fn list(first: Option<u64>, items: &[Vec<Block>]) -> String {
    let mut text = String::new();
    for (place, item) in (0..).zip(items) {
        let bullet = first.map_or("- ".to_owned(), |first| format!("{}. ", first.saturating_add(place)));
        let blank = " ".repeat(bullet.len());
        text.push_str(&prefixed(&write(item), &bullet, &blank));
    }
    text
}

/// Every line after a prefix, the first after one of its own; no spaces at the ends of lines.
fn prefixed(text: &str, first: &str, rest: &str) -> String {
    let lead = |place| if place == 0 { first } else { rest };
    let lines = text.lines().enumerate().map(|(place, line)| format!("{}{line}", lead(place)));
    let text: String = lines.map(|line| line.trim_end().to_owned() + "\n").collect();
    if text.is_empty() { first.trim_end().to_owned() + "\n" } else { text }
}

fn table(head: &[Vec<Span>], rows: &[Vec<Vec<Span>>]) -> String {
    let row = |cells: &[Vec<Span>]| {
        let cells: Vec<String> = cells.iter().map(|cell| spans(cell).replace('|', "\\|")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let rule = format!("|{}\n", "---|".repeat(head.len()));
    row(head) + &rule + &rows.iter().map(|cells| row(cells)).collect::<String>()
}

/// A paragraph that does not begin like a list, a heading or a rule.
fn paragraph(text: &[Span]) -> String {
    let text = spans(text);
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = text[digits..].chars().next();
    if digits > 0 && matches!(after, Some('.' | ')')) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    if text.starts_with(['#', '-', '+', '=', '~']) { format!("\\{text}") } else { text }
}

/// Runs of text with their emphasis.
pub fn spans(spans: &[Span]) -> String {
    spans.iter().map(span).collect()
}

fn span(span: &Span) -> String {
    match span.role {
        Role::Code => code(&span.text),
        Role::Emphasis => emphasized(&span.text, "*"),
        Role::Strong => emphasized(&span.text, "**"),
        _ => escaped(&span.text),
    }
}

fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let tick = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{tick}{pad}{text}{pad}{tick}")
}

fn emphasized(text: &str, sign: &str) -> String {
    let inner = text.trim();
    let (before, after) = text.split_at(text.len() - text.trim_start().len());
    let after = &after[inner.len()..];
    if inner.is_empty() { text.to_owned() } else { format!("{before}{sign}{}{sign}{after}", escaped(inner)) }
}

/// Text in which nothing is a sign of Markdown.
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::markdown::parse;
    use crate::lesson::opening;
    use crate::lesson::source::Source;

    /// Blocks without their places.
    fn shape(blocks: &[Block]) -> String {
        let text = format!("{blocks:?}");
        text.split("at: ").map(|part| part.trim_start_matches(|c: char| c.is_ascii_digit())).collect()
    }

    #[test]
    fn what_is_written_reads_as_it_was() {
        for source in [
            "One *two* **three** `four` 5_000 a*b [x] <y> \\ end.\n",
            "- a\n- b\n\n  more\n  - deep\n\n> quote\n>\n> - in it\n\n1. x\n2. y\n",
            "| a | b |\n|---|---|\n| 1 \\| 2 | `x` |\n\n```\ncode `x`\n\n``\n```\n",
            "\\# no heading\n\n1\\. no list\n\n\\- nor this\n\n`` a`b ``\n",
        ] {
            let blocks = parse(source);
            assert_eq!(shape(&parse(&write(&blocks))), shape(&blocks), "{source}\n---\n{}", write(&blocks));
        }
    }

    #[test]
    fn the_words_of_the_course_survive() {
        let library = opening::open(Source::Embedded, Some("en")).unwrap();
        for name in &library.course.chapters {
            let chapter = library.chapter(name).unwrap();
            let sections = chapter.words.steps.values().flat_map(|step| step.sections.values());
            for section in sections {
                let blocks = &section.blocks;
                assert_eq!(shape(&parse(&write(blocks))), shape(blocks), "{}", write(blocks));
            }
        }
    }
}
