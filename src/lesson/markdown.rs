//! Markdown, read into blocks that know their place in the source.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::text::{Role, Span, sanitize};

/// A block of words, with the byte offset of its first character in the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it starts in the source.
    pub at: usize,
    /// What it is.
    pub kind: BlockKind,
}

/// The kinds of blocks a lesson may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading of level 1 to 6.
    Heading(u8, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Lines shown as they are.
    Code(String),
    /// A list; the number of its first item when ordered.
    List(Option<u64>, Vec<Vec<Block>>),
    /// A quotation.
    Quote(Vec<Block>),
    /// A table: its head, then its rows.
    Table(Vec<Vec<Span>>, Vec<Vec<Vec<Span>>>),
}

/// How deep blocks may nest; what is deeper is dropped, so that hostile text cannot exhaust the stack.
const DEEPEST: usize = 8;

/// Reads Markdown into blocks. Raw HTML and images are dropped; links keep their text, and their
/// address in brackets. Nothing in it can command a terminal.
pub fn parse(source: &str) -> Vec<Block> {
    let mut builder = Builder::default();
    let parser = Parser::new_ext(source, Options::ENABLE_TABLES);
    for (event, range) in parser.into_offset_iter() {
        builder.event(event, range.start);
    }
    builder.blocks.pop().unwrap_or_default()
}

/// A container that is open while its blocks arrive.
enum Open {
    Quote(usize),
    List(usize, Option<u64>, Vec<Vec<Block>>),
    Item,
    Table(usize, Vec<Vec<Span>>, Vec<Vec<Vec<Span>>>),
}

struct Builder {
    /// The blocks of every open container, the document's first.
    blocks: Vec<Vec<Block>>,
    open: Vec<Open>,
    inline: Vec<Span>,
    inline_at: Option<usize>,
    roles: Vec<Role>,
    /// The address of the link that is open, and where its text begins.
    link: Option<(String, usize)>,
    code: Option<String>,
    cells: Vec<Vec<Span>>,
    too_deep: usize,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            blocks: vec![Vec::new()],
            open: Vec::new(),
            inline: Vec::new(),
            inline_at: None,
            roles: Vec::new(),
            link: None,
            code: None,
            cells: Vec::new(),
            too_deep: 0,
        }
    }
}

impl Builder {
    fn event(&mut self, event: Event<'_>, at: usize) {
        match event {
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, None, at),
            Event::Code(text) => self.text(&text, Some(Role::Code), at),
            Event::SoftBreak | Event::HardBreak => self.text(" ", None, at),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, role: Option<Role>, at: usize) {
        if let Some(code) = &mut self.code {
            // An entity such as `&#27;` may stand for anything.
            let lines: Vec<_> = text.split('\n').map(sanitize).collect();
            code.push_str(&lines.join("\n"));
            return;
        }
        let text = &*sanitize(text);
        let role = role.or_else(|| self.roles.last().copied()).unwrap_or_default();
        self.inline_at.get_or_insert(at);
        if let Some(last) = self.inline.last_mut().filter(|last| last.role == role && role != Role::Code) {
            // The parser cuts text where a delimiter might have been; placeholders must stay whole.
            last.text.push_str(text);
            return;
        }
        self.inline.push(Span { text: text.to_owned(), role });
    }

    fn start(&mut self, tag: Tag<'_>, at: usize) {
        match tag {
            Tag::Heading { .. } | Tag::Paragraph => {
                self.flush(at);
                self.inline_at = Some(at);
            }
            Tag::Emphasis => self.roles.push(Role::Emphasis),
            Tag::Strong => self.roles.push(Role::Strong),
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.to_string(), plain(&self.inline).len())),
            Tag::CodeBlock(_) => {
                self.flush(at);
                self.inline_at = Some(at);
                self.code = Some(String::new());
            }
            Tag::BlockQuote(_) => self.enter(Open::Quote(at), at),
            Tag::List(first) => self.enter(Open::List(at, first, Vec::new()), at),
            Tag::Item => self.enter(Open::Item, at),
            Tag::Table(_) => self.enter(Open::Table(at, Vec::new(), Vec::new()), at),
            _ => {}
        }
    }

    /// The address of a link after its text, unless that says it already.
    fn address(&mut self) {
        let Some((address, from)) = self.link.take() else { return };
        let text = plain(&self.inline);
        if !address.is_empty() && text.get(from..) != Some(address.trim_start_matches("mailto:")) {
            self.text(&format!(" ({address})"), None, 0);
        }
    }

    fn enter(&mut self, open: Open, at: usize) {
        self.flush(at);
        if self.open.len() >= DEEPEST {
            self.too_deep += 1;
            return;
        }
        self.open.push(open);
        self.blocks.push(Vec::new());
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.close_inline(|spans| BlockKind::Heading(rank(level), spans)),
            TagEnd::Paragraph => self.close_inline(BlockKind::Paragraph),
            TagEnd::Emphasis | TagEnd::Strong => {
                self.roles.pop();
            }
            TagEnd::Link => self.address(),
            TagEnd::CodeBlock => {
                let code = self.code.take().unwrap_or_default();
                let at = self.inline_at.take().unwrap_or_default();
                self.push(Block { at, kind: BlockKind::Code(code) });
            }
            TagEnd::TableCell => self.cells.push(std::mem::take(&mut self.inline)),
            TagEnd::TableHead | TagEnd::TableRow => self.row(matches!(tag, TagEnd::TableHead)),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::Table => self.leave(),
            _ => {}
        }
    }

    fn row(&mut self, is_head: bool) {
        let cells = std::mem::take(&mut self.cells);
        self.inline_at = None;
        if let Some(Open::Table(_, head, rows)) = self.open.last_mut() {
            if is_head { *head = cells } else { rows.push(cells) }
        }
    }

    fn leave(&mut self) {
        self.flush(0);
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let (Some(open), Some(inner)) = (self.open.pop(), self.blocks.pop()) else { return };
        match open {
            Open::Quote(at) => self.push(Block { at, kind: BlockKind::Quote(inner) }),
            Open::List(at, first, items) => self.push(Block { at, kind: BlockKind::List(first, items) }),
            Open::Table(at, head, rows) => self.push(Block { at, kind: BlockKind::Table(head, rows) }),
            Open::Item => {
                if let Some(Open::List(_, _, items)) = self.open.last_mut() {
                    items.push(inner);
                }
            }
        }
    }

    /// Text outside any paragraph, as in a tight list item, becomes one.
    fn flush(&mut self, _at: usize) {
        if !self.inline.is_empty() && !matches!(self.open.last(), Some(Open::Table(..))) {
            self.close_inline(BlockKind::Paragraph);
        }
    }

    fn close_inline(&mut self, kind: impl FnOnce(Vec<Span>) -> BlockKind) {
        let spans = std::mem::take(&mut self.inline);
        let at = self.inline_at.take().unwrap_or_default();
        self.push(Block { at, kind: kind(spans) });
    }

    fn push(&mut self, block: Block) {
        if self.too_deep == 0
            && let Some(blocks) = self.blocks.last_mut()
        {
            blocks.push(block);
        }
    }
}

fn rank(level: HeadingLevel) -> u8 {
    level as u8
}

/// The text of spans without their roles.
pub fn plain(spans: &[Span]) -> String {
    spans.iter().map(|span| span.text.as_str()).collect()
}

/// What Markdown can hold and a terminal cannot show: tags of HTML, images, and links to no address, each with its
/// place. A comment is meant not to be shown.
pub fn foreign(source: &str) -> Vec<Range<usize>> {
    let is_foreign = |event: &Event<'_>| match event {
        Event::Html(text) | Event::InlineHtml(text) => {
            !text.trim().is_empty() && !text.trim_start().starts_with("<!--")
        }
        Event::Start(Tag::Image { .. }) => true,
        Event::Start(Tag::Link { dest_url, .. }) => !dest_url.contains(':'),
        _ => false,
    };
    let events = Parser::new_ext(source, Options::ENABLE_TABLES).into_offset_iter();
    events.filter(|(event, _)| is_foreign(event)).map(|(_, range)| range).collect()
}

/// Whether a line opens or closes a block of code.
pub fn is_fence(line: &str) -> bool {
    line.trim_start().starts_with("```")
}

/// The texts of the headings of the first two levels outside blocks of code, each with its level, without
/// reading what stands between them: a heading is a line that begins with its signs.
pub fn headings(source: &str) -> Vec<(u8, String)> {
    let heading = |line: &str| match &parse(line).first()?.kind {
        BlockKind::Heading(level, spans) => Some((*level, plain(spans))),
        _ => None,
    };
    let mut is_code = false;
    let lines = source.lines().filter(|line| {
        is_code ^= is_fence(line);
        !is_code && line.starts_with('#') && !line.starts_with("###")
    });
    lines.filter_map(heading).collect()
}

/// Where a block of code is opened that is not closed.
pub fn open_fence(source: &str) -> Option<usize> {
    let (mut open, mut at) = (None, 0);
    for line in source.split_inclusive('\n') {
        if is_fence(line) {
            open = if open.is_some() { None } else { Some(at) };
        }
        at += line.len();
    }
    open
}

/// Shows every block of code in some blocks, however deep, with its place.
pub fn each_code<'a>(blocks: impl IntoIterator<Item = &'a Block>, see: &mut dyn FnMut(usize, &'a str)) {
    for block in blocks {
        match &block.kind {
            BlockKind::Code(text) => see(block.at, text),
            BlockKind::List(_, items) => items.iter().for_each(|item| each_code(item, see)),
            BlockKind::Quote(inner) => each_code(inner, see),
            BlockKind::Heading(..) | BlockKind::Paragraph(_) | BlockKind::Table(..) => {}
        }
    }
}

/// Shows every run of text in some blocks, however deep, with the place of its block.
pub fn each_text<'a>(blocks: impl IntoIterator<Item = &'a Block>, see: &mut dyn FnMut(usize, &'a [Span])) {
    for block in blocks {
        match &block.kind {
            BlockKind::Heading(_, spans) | BlockKind::Paragraph(spans) => see(block.at, spans),
            BlockKind::Code(_) => {}
            BlockKind::List(_, items) => items.iter().for_each(|item| each_text(item, see)),
            BlockKind::Quote(inner) => each_text(inner, see),
            BlockKind::Table(head, rows) => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| see(block.at, cell));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_keep_their_kind_and_place() {
        let source =
            "# Title\n\nSome *stressed* `code`.\n\n- one\n  > why\n- two\n\n    raw\n\n|a|b|\n|-|-|\n|1|2|\n";
        let blocks = parse(source);
        assert!(matches!(&blocks[0].kind, BlockKind::Heading(1, spans) if plain(spans) == "Title"));
        let BlockKind::Paragraph(spans) = &blocks[1].kind else { panic!("{blocks:?}") };
        assert_eq!(spans[1], Span { text: "stressed".into(), role: Role::Emphasis });
        assert_eq!(spans[3], Span { text: "code".into(), role: Role::Code });
        assert_eq!(&source[blocks[1].at..blocks[1].at + 4], "Some");
        let BlockKind::List(None, items) = &blocks[2].kind else { panic!("{blocks:?}") };
        assert!(matches!(items[0][1].kind, BlockKind::Quote(_)));
        let last = &blocks.last().unwrap().kind;
        assert!(
            matches!(last, BlockKind::Table(head, rows) if head.len() == 2 && rows.len() == 1),
            "{last:?}"
        );
    }

    #[test]
    fn links_show_their_address_and_entities_command_nothing() {
        let shown = |source: &str| match &parse(source)[0].kind {
            BlockKind::Paragraph(spans) => plain(spans),
            other => panic!("{other:?}"),
        };
        assert_eq!(
            shown("See [the *paper*](https://x.org/a) now.\n"),
            "See the paper (https://x.org/a) now."
        );
        assert_eq!(shown("At <https://x.org>.\n"), "At https://x.org.");
        assert_eq!(shown("a&#27;[2J&#x9b;b&#13;c\n"), "a␛[2J\u{fffd}b c");
    }

    #[test]
    fn a_fence_that_is_not_closed_is_found() {
        assert_eq!(open_fence("a\n```\nb\n```\nc\n"), None);
        assert_eq!(open_fence("a\n```text\nb\n```\n  ```\nc\n"), Some(16));
    }

    #[test]
    fn tags_and_images_are_foreign_and_comments_are_not() {
        let source = "We <b>want</b> it.\n\n![a valley](valley.png)\n\n<!-- a note -->\n\n<div>\nx\n</div>\n\na < b > c\n";
        let found: Vec<&str> = foreign(source).into_iter().map(|range| source[range].trim()).collect();
        assert_eq!(found, ["<b>", "</b>", "![a valley](valley.png)", "<div>", "x", "</div>"]);
    }

    #[test]
    fn placeholders_stay_whole() {
        let blocks = parse("keeps {by_layer.ratio_of_two} [of] it\n");
        let BlockKind::Paragraph(spans) = &blocks[0].kind else { panic!("{blocks:?}") };
        assert_eq!(spans.len(), 1);
    }

    #[test]
    fn endless_nesting_is_cut() {
        let deep = "> ".repeat(5000) + "x";
        let depth = |blocks: &[Block]| {
            let (mut depth, mut inner) = (0, blocks);
            while let Some(Block { kind: BlockKind::Quote(next), .. }) = inner.first() {
                (depth, inner) = (depth + 1, next);
            }
            depth
        };
        assert_eq!(depth(&parse(&deep)), DEEPEST);
    }
}
