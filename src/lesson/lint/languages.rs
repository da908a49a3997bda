//! Languages that agree: the same steps, sections, choices, hints and placeholders as in the first.

use std::collections::BTreeSet;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill;
use crate::lesson::lint::Subject;
use crate::lesson::markdown::{Block, each_code, each_text, plain};
use crate::lesson::words::{Section, Words};

/// Holds a chapter's words in another language to those of the first.
pub fn check(subject: &Subject<'_>, first: &Words) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for (step, wanted) in &first.steps {
        let Some(words) = subject.chapter.words.steps.get(step) else {
            faults.push(fault(subject, 0, format!("there is no step `{step}` in this language")));
            continue;
        };
        for (name, section) in &wanted.sections {
            match words.sections.get(name) {
                None => faults.push(fault(
                    subject,
                    words.at,
                    format!("{step}: there is no section `{name}` in this language"),
                )),
                Some(other) => faults.extend(
                    differences(section, other)
                        .into_iter()
                        .map(|message| fault(subject, other.at, format!("{step}/{name}: {message}"))),
                ),
            }
        }
        for (name, section) in words.sections.iter().filter(|(name, _)| !wanted.sections.contains_key(*name))
        {
            faults.push(fault(
                subject,
                section.at,
                format!("{step}: the first language has no section `{name}`"),
            ));
        }
    }
    for (step, words) in
        subject.chapter.words.steps.iter().filter(|(step, _)| !first.steps.contains_key(*step))
    {
        faults.push(fault(subject, words.at, format!("the first language has no step `{step}`")));
    }
    faults
}

fn fault(subject: &Subject<'_>, at: usize, message: String) -> Diagnostic {
    let fix = "every language has the same steps, sections, choices, hints and placeholders";
    subject.word_fault(Code::Languages, at, message, fix)
}

/// How a section differs from that of the first language.
fn differences(first: &Section, other: &Section) -> Vec<String> {
    let mut found = Vec::new();
    let ids = |section: &Section, part: Option<&str>| -> Vec<String> {
        let items = part.map_or_else(|| section.items(), |part| section.items_of(part));
        items.into_iter().map(|item| item.id).collect()
    };
    for part in [None, Some("slips")] {
        let (wanted, there) = (ids(first, part), ids(other, part));
        if wanted != there {
            found.push(format!(
                "the items are {}, and {} in the first language",
                list(&there),
                list(&wanted)
            ));
        }
    }
    let (wanted, there) = (first.hints().len(), other.hints().len());
    if wanted != there {
        found.push(format!("{there} hints, and {wanted} in the first language"));
    }
    let parts = |section: &Section| section.parts.keys().cloned().collect::<Vec<_>>();
    if parts(first) != parts(other) {
        found.push(format!(
            "the headings are {}, and {} in the first language",
            list(&parts(other)),
            list(&parts(first))
        ));
    }
    let (wanted, there) = (holes(first), holes(other));
    if wanted != there {
        let odd: Vec<String> =
            wanted.symmetric_difference(&there).map(|name| format!("{{{name}}}")).collect();
        found.push(format!("{} stands in one language only", odd.join(", ")));
    }
    found
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// The names of the placeholders of a section.
fn holes(section: &Section) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let blocks: Vec<&Block> = section.blocks.iter().chain(section.parts.values().flatten()).collect();
    each_text(blocks.iter().copied(), &mut |_, spans| {
        names.extend(fill::names(&plain(spans)).into_iter().map(str::to_owned));
    });
    each_code(blocks, &mut |_, text| names.extend(fill::names(text).into_iter().map(str::to_owned)));
    names
}
