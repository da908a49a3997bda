//! The words of a chapter: `en.md` read into steps and sections.
//!
//! The first heading is the chapter's title. A second-level heading `## id: Title` opens a step, a
//! third-level heading `### name` a section of it. The step `about` says who the chapter is for.
//! Within a question's section, a list whose items start with code names the choices, and
//! fourth-level headings open `hints`, `slips` and `why`.

use std::collections::BTreeMap;

use crate::lesson::diagnostic::{Code, Diagnostic, whole};
use crate::lesson::fill;
use crate::lesson::items::{bare_item, is_named_list, named_items};
use crate::lesson::markdown::{self, Block, BlockKind, plain};
use crate::text::did_you_mean;

pub use crate::lesson::items::Item;

/// The headings within a section; they have the same names in every language.
const PARTS: [&str; 3] = ["hints", "slips", "why"];

/// The words of one chapter in one language.
#[derive(Clone, Debug, Default)]
pub struct Words {
    /// The chapter's title.
    pub title: String,
    /// The steps by name.
    pub steps: BTreeMap<String, StepWords>,
}

/// The words of one step.
#[derive(Clone, Debug, Default)]
pub struct StepWords {
    /// The step's title.
    pub title: String,
    /// Where its heading starts in the source.
    pub at: usize,
    /// The sections by name; what stands before the first is the section with an empty name.
    pub sections: BTreeMap<String, Section>,
}

/// One section of a step.
#[derive(Clone, Debug, Default)]
pub struct Section {
    /// Where its heading starts in the source.
    pub at: usize,
    /// Its words, up to the first heading within it.
    pub blocks: Vec<Block>,
    /// The words under each heading within it, by that heading.
    pub parts: BTreeMap<String, Vec<Block>>,
}

impl Words {
    /// Reads the words of a chapter.
    ///
    /// # Errors
    /// One diagnostic for each heading that is out of place or repeated.
    pub fn parse(file: &str, source: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut reader = Reader {
            file,
            source,
            words: Self::default(),
            step: None,
            section: String::new(),
            part: None,
            faults: vec![],
        };
        if let Some(at) = markdown::open_fence(source) {
            reader.fault(
                at,
                "a block of code begins here and is never closed",
                "close it: ``` on a line of its own",
            );
            return Err(reader.faults);
        }
        for block in markdown::parse(source) {
            reader.block(block);
        }
        if reader.words.title.is_empty() {
            reader.fault(0, "the file has no title", "start it with `# Title`");
        }
        if reader.faults.is_empty() { Ok(reader.words) } else { Err(reader.faults) }
    }

    /// A section of a step.
    pub fn section(&self, step: &str, section: &str) -> Option<&Section> {
        self.steps.get(step)?.sections.get(section)
    }

    /// The measures of a run that the words of its step fill in.
    pub fn measures_of(&self, step: &str, run: &str) -> Vec<String> {
        let sections = self.steps.get(step).into_iter().flat_map(|step| step.sections.values());
        let blocks =
            sections.flat_map(|section| section.blocks.iter().chain(section.parts.values().flatten()));
        let mut measures = Vec::new();
        markdown::each_text(blocks, &mut |_, spans| {
            let names = spans.iter().flat_map(|span| fill::names(&span.text));
            let own = names.filter_map(|name| name.split_once('.')).filter(|(of, _)| *of == run);
            measures.extend(own.map(|(_, measure)| measure.to_owned()));
        });
        measures
    }
}

struct Reader<'a> {
    file: &'a str,
    source: &'a str,
    words: Words,
    step: Option<String>,
    section: String,
    part: Option<String>,
    faults: Vec<Diagnostic>,
}

impl Reader<'_> {
    fn block(&mut self, block: Block) {
        match &block.kind {
            BlockKind::Heading(1, spans) if self.words.title.is_empty() => self.words.title = plain(spans),
            BlockKind::Heading(1, spans) => {
                self.fault(block.at, "a second title", "a step begins with two signs: `## step-id: Title`");
                let heading = plain(spans);
                if heading.contains(':') {
                    self.open_step(block.at, &heading);
                }
            }
            BlockKind::Paragraph(spans) if unspaced(&plain(spans)).is_some() => {
                let text = plain(spans);
                let (signs, rest) = unspaced(&text).unwrap_or_default();
                let fix = format!("write a space after the signs: {signs} {rest}");
                self.fault(block.at, &format!("`{signs}{rest}` is no heading yet"), &fix);
                if signs == "###" {
                    self.open_section(block.at, rest);
                }
            }
            BlockKind::Heading(2, spans) => self.open_step(block.at, &plain(spans)),
            BlockKind::Heading(3, spans) => self.open_section(block.at, plain(spans).trim()),
            BlockKind::Heading(4, spans) => self.open_part(block.at, plain(spans).trim()),
            BlockKind::Heading(level, _) => {
                let signs = "#".repeat((*level).into());
                let fix = "a step has two signs, a section three, and hints, slips and why have four";
                self.fault(block.at, &format!("nothing has a heading of {level} signs: {signs}"), fix);
            }
            _ => self.content(block),
        }
    }

    fn open_step(&mut self, at: usize, heading: &str) {
        let (id, title) = named(heading);
        let id = id.to_owned();
        if title.is_empty() {
            let cut = ["：", " - ", " – ", " — "].iter().find_map(|sign| id.split_once(sign));
            let (name, title) =
                cut.map_or((id.as_str(), "Title"), |(name, title)| (name.trim(), title.trim()));
            let fix = format!("write it after the name and a colon: `## {name}: {title}`");
            self.fault(at, "the heading has no title", &fix);
        }
        if self.words.steps.contains_key(&id) {
            self.fault(
                at,
                &format!("the step `{id}` stands here a second time"),
                "join the two, or rename one",
            );
        }
        let words = StepWords { title: title.to_owned(), at, sections: BTreeMap::new() };
        self.words.steps.insert(id.clone(), words);
        (self.step, self.section, self.part) = (Some(id), String::new(), None);
    }

    /// A heading within a section.
    fn open_part(&mut self, at: usize, heading: &str) {
        let name = heading.to_lowercase();
        let section = self.step.as_ref().and_then(|step| self.words.steps.get_mut(step));
        let Some(section) = section.and_then(|step| step.sections.get_mut(&self.section)) else {
            self.fault(at, "a heading outside any section", "put a heading `### name` above it");
            return;
        };
        if !PARTS.contains(&name.as_str()) {
            let fix = match did_you_mean(&name, &PARTS) {
                Some(near) => format!("did you mean `#### {near}`?"),
                None => "a heading within a section is hints, slips or why, in every language".to_owned(),
            };
            self.fault(at, &format!("nothing shows what stands under `#### {heading}`"), &fix);
        } else if section.parts.insert(name.clone(), Vec::new()).is_some() {
            self.fault(at, &format!("`#### {name}` stands here a second time"), "join the two");
        }
        self.part = Some(name);
    }

    fn open_section(&mut self, at: usize, name: &str) {
        // A section may well be called `why`; the linter tells where none is meant.
        if ["hints", "slips"].contains(&name) {
            let fix = format!("write `#### {name}`, with four signs");
            self.fault(at, &format!("`### {name}` begins a section of its own"), &fix);
            self.part = Some(name.to_owned());
            return;
        }
        self.part = None;
        let Some(step) = self.step.as_ref().and_then(|step| self.words.steps.get_mut(step)) else {
            self.fault(at, "a section outside any step", "put a heading `## step-id: Title` above it");
            return;
        };
        self.section = name.to_owned();
        let section = Section { at, ..Section::default() };
        if step.sections.insert(name.to_owned(), section).is_some() {
            self.fault(
                at,
                &format!("the section `{name}` stands here a second time"),
                "join the two, or rename one",
            );
        }
    }

    fn content(&mut self, block: Block) {
        let Some(step) = self.step.as_ref().and_then(|step| self.words.steps.get_mut(step)) else {
            self.fault(block.at, "text outside any step", "put it under `## about: …` or under a step");
            return;
        };
        let section = step
            .sections
            .entry(self.section.clone())
            .or_insert(Section { at: block.at, ..Section::default() });
        match &self.part {
            None => section.blocks.push(block),
            Some(part) => section.parts.entry(part.clone()).or_default().push(block),
        }
    }

    fn fault(&mut self, at: usize, message: &str, fix: &str) {
        let span = whole(self.source, at..at + 1);
        self.faults.push(Diagnostic::new(Code::Structure, self.file, span, message, fix));
    }
}

impl Section {
    /// The words before the choices: all of them when there are no choices.
    pub fn prompt(&self) -> &[Block] {
        let end = self.blocks.iter().position(is_named_list).unwrap_or(self.blocks.len());
        &self.blocks[..end]
    }

    /// The named items of its first named list: the choices of a question, the claims of a step.
    pub fn items(&self) -> Vec<Item> {
        self.blocks.iter().find(|block| is_named_list(block)).map(named_items).unwrap_or_default()
    }

    /// The named items under one of its headings, such as `slips`.
    pub fn items_of(&self, part: &str) -> Vec<Item> {
        let blocks = self.parts.get(part).map(Vec::as_slice).unwrap_or_default();
        blocks.iter().find(|block| is_named_list(block)).map(named_items).unwrap_or_default()
    }

    /// Items of its lists, or of those under one of its headings, that begin with a word and a colon where the
    /// name should stand as code.
    pub fn bare_items(&self, part: Option<&str>) -> Vec<Item> {
        let blocks = match part {
            Some(part) => self.parts.get(part).map(Vec::as_slice).unwrap_or_default(),
            None => &self.blocks,
        };
        let lists = blocks.iter().filter_map(|block| match &block.kind {
            BlockKind::List(_, items) => Some(items),
            _ => None,
        });
        lists.flatten().filter_map(|item| bare_item(item)).collect()
    }

    /// Where a quotation stands that would be an item's feedback, were it indented.
    pub fn strayed(&self) -> Option<usize> {
        let lists = [Some(&self.blocks), self.parts.get("slips")].into_iter().flatten();
        let is_stray =
            |pair: &&[Block]| is_named_list(&pair[0]) && matches!(pair[1].kind, BlockKind::Quote(_));
        lists.flat_map(|blocks| blocks.windows(2)).find(is_stray).map(|pair| pair[1].at)
    }

    /// The hints, from a nudge to the worked answer.
    pub fn hints(&self) -> Vec<Vec<Block>> {
        let blocks = self.parts.get("hints").map(Vec::as_slice).unwrap_or_default();
        blocks
            .iter()
            .find_map(
                |block| if let BlockKind::List(_, items) = &block.kind { Some(items.clone()) } else { None },
            )
            .unwrap_or_default()
    }

    /// What explains the answer once it is given.
    pub fn why(&self) -> &[Block] {
        self.parts.get("why").map(Vec::as_slice).unwrap_or_default()
    }
}

/// The name and the title in the heading of a step.
pub(crate) fn named(heading: &str) -> (&str, &str) {
    let (id, title) = heading.split_once(':').unwrap_or((heading, ""));
    (id.trim(), title.trim())
}

/// The signs and the word of a heading that lacks the space between them: `###slow`.
fn unspaced(text: &str) -> Option<(&str, &str)> {
    let rest = text.trim_start_matches('#');
    let signs = &text[..text.len() - rest.len()];
    let is_heading = (2..=6).contains(&signs.len()) && rest.starts_with(char::is_alphanumeric);
    is_heading.then(|| (signs, rest.split_whitespace().next().unwrap_or(rest)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "# Activations\n\n## relu: A kink\n\nIntro.\n\n### guess\n\nWhat?\n\n\
        - `up`: it *rises*\n  > No: it falls.\n- `down`: it falls\n\n#### hints\n\n1. Look.\n2. Think.\n\n#### why\n\nBecause.\n";

    #[test]
    fn steps_sections_choices_and_hints_are_found() {
        let words = Words::parse("en.md", SOURCE).unwrap();
        assert_eq!(words.title, "Activations");
        assert_eq!(words.steps["relu"].title, "A kink");
        assert_eq!(words.section("relu", "").unwrap().blocks.len(), 1);
        let guess = words.section("relu", "guess").unwrap();
        let items = guess.items();
        assert_eq!(items.iter().map(|item| item.id.as_str()).collect::<Vec<_>>(), ["up", "down"]);
        assert_eq!(plain(&items[0].text), "it rises");
        assert_eq!(items[0].feedback.len(), 1);
        assert_eq!((guess.prompt().len(), guess.hints().len(), guess.why().len()), (1, 2, 1));
    }

    #[test]
    fn what_is_out_of_place_is_reported_where_it_stands() {
        let faults = Words::parse("en.md", "# T\n\nlost\n\n## a: A\n\n## a: A\n").unwrap_err();
        assert_eq!(faults.len(), 2);
        assert_eq!(faults[0].span.start, 5);
    }

    #[test]
    fn headings_of_parts_are_told_where_they_are_none() {
        let says = |change: &str, to: &str| {
            let source = SOURCE.replacen(change, to, 1);
            let faults = Words::parse("en.md", &source).unwrap_err();
            let [fault] = faults.as_slice() else { panic!("{faults:#?}") };
            let line = source[fault.span.start..].lines().next().unwrap_or_default().to_owned();
            (line, format!("{}; {}", fault.message, fault.fix))
        };
        for (change, to, words) in [
            ("#### why", "#### hints", "a second time"),
            ("#### hints", "### hints", "`#### hints`, with four signs"),
            ("#### hints", "##### hints", "a heading of 5 signs"),
            ("#### hints", "#### Hinweise", "`#### Hinweise`"),
            ("### guess", "###guess", "write a space after the signs: ### guess"),
            ("## relu: A kink", "## relu - A kink", "`## relu: A kink`"),
            ("## relu: A kink", "## relu： A kink", "`## relu: A kink`"),
        ] {
            let (line, said) = says(change, to);
            assert!(said.contains(words), "{to}: {said}");
            assert_eq!(line, to, "{said}");
        }
    }
}
