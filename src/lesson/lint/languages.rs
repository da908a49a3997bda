//! Languages that agree: the same steps, sections, choices, hints and placeholders as in the first.

use std::collections::BTreeSet;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::fill::names_in;
use crate::lesson::lint::Subject;
use crate::lesson::load::Chapter;
use crate::lesson::words::{Item, Section};

/// Holds a chapter's words in another language to those of the first.
pub fn check(subject: &Subject<'_>, first: &Chapter) -> Vec<Diagnostic> {
    let (wanted, there) = (&first.words.steps, &subject.chapter.words.steps);
    let file = file_name(first);
    let steps =
        Names { subject, file, what: "step", signs: "##", end: ": …", at: 0, within: String::new() };
    let places = there.iter().map(|(name, words)| (name.as_str(), words.at));
    let mut faults =
        steps.faults(&wanted.keys().map(String::as_str).collect::<Vec<_>>(), &places.collect::<Vec<_>>());
    for (step, words) in there {
        let Some(wanted) = wanted.get(step) else { continue };
        let within = format!("{step}: ");
        let sections = Names { subject, file, what: "section", signs: "###", end: "", at: words.at, within };
        let places = words.sections.iter().map(|(name, section)| (name.as_str(), section.at));
        let names: Vec<&str> = wanted.sections.keys().map(String::as_str).collect();
        faults.extend(sections.faults(&names, &places.collect::<Vec<_>>()));
        for (name, section) in &words.sections {
            let Some(wanted) = wanted.sections.get(name) else { continue };
            let differences = differences(wanted, section, file).into_iter();
            faults.extend(differences.map(|(at, message, fix)| {
                subject.word_fault(Code::Languages, at, format!("{step}/{name}: {message}"), &fix)
            }));
        }
    }
    faults
}

/// The name of the file of a chapter's words, without its folder.
fn file_name(chapter: &Chapter) -> &str {
    chapter.words_file.rsplit('/').next().unwrap_or_default()
}

/// Headings that must have the names that they have in the first language.
struct Names<'a> {
    subject: &'a Subject<'a>,
    /// The file of the first language.
    file: &'a str,
    what: &'static str,
    /// How its heading begins and ends.
    signs: &'static str,
    end: &'static str,
    /// Where a missing one is reported.
    at: usize,
    /// Which step it is about.
    within: String,
}

impl Names<'_> {
    fn faults(&self, wanted: &[&str], there: &[(&str, usize)]) -> Vec<Diagnostic> {
        let Self { file, what, signs, end, within, .. } = self;
        let missing: Vec<&str> =
            wanted.iter().copied().filter(|name| there.iter().all(|(other, _)| other != name)).collect();
        let odd: Vec<&(&str, usize)> = there.iter().filter(|(name, _)| !wanted.contains(name)).collect();
        let fault =
            |at, message: String, fix: &str| self.subject.word_fault(Code::Languages, at, message, fix);
        if let ([name], [(other, at)]) = (missing.as_slice(), odd.as_slice()) {
            let message = format!("{within}{file} has no {what} `{other}`");
            return vec![fault(*at, message, &format!("names are not translated: `{signs} {name}{end}`"))];
        }
        let lacks = missing.into_iter().map(|name| {
            let message = format!("{within}there is no {what} `{name}` in this language");
            fault(
                self.at,
                message,
                &format!("{file} has it: write `{signs} {name}{end}`, with its words translated"),
            )
        });
        let adds = odd.into_iter().map(|(name, at)| {
            let message = format!("{within}{file} has no {what} `{name}`");
            fault(
                *at,
                message,
                &format!("names are not translated; write it in {file}, too, or delete it here"),
            )
        });
        lacks.chain(adds).collect()
    }
}

/// A place, how it differs there, and what to do.
type Difference = (usize, String, String);

/// How a section differs from that of the first language.
fn differences(first: &Section, other: &Section, file: &str) -> Vec<Difference> {
    let mut found = Vec::new();
    for part in [None, Some("slips")] {
        let of = |section: &Section| part.map_or_else(|| section.items(), |part| section.items_of(part));
        found.extend(of_items(&of(first), &of(other), other.at, file));
    }
    let (wanted, there) = (first.hints().len(), other.hints().len());
    if wanted != there {
        let fix = "translate each of them, in the same order".to_owned();
        found.push((other.at, format!("{there} hints, and {wanted} in {file}"), fix));
    } else if first.parts.keys().ne(other.parts.keys()) {
        let parts = |section: &Section| section.parts.keys().cloned().collect::<Vec<_>>();
        let message =
            format!("the headings are {}, and {} in {file}", list(&parts(other)), list(&parts(first)));
        found.push((other.at, message, "give it the same headings".to_owned()));
    }
    let (wanted, there) = (holes(first), holes(other));
    if wanted != there {
        let named = |names: Vec<&String>| {
            names.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
        };
        let (lost, new) =
            (named(wanted.difference(&there).collect()), named(there.difference(&wanted).collect()));
        let message = match (lost.as_str(), new.as_str()) {
            (lost, "") => format!("{lost} stands in {file} alone"),
            ("", new) => format!("{new} stands in this language alone"),
            (lost, new) => format!("{new} stands here, and {lost} in {file}"),
        };
        found.push((other.at, message, "fill in the same numbers in both".to_owned()));
    }
    found
}

/// How the names of items differ.
fn of_items(wanted: &[Item], there: &[Item], at: usize, file: &str) -> Option<Difference> {
    let ids = |items: &[Item]| items.iter().map(|item| item.id.clone()).collect::<Vec<_>>();
    let (wanted_ids, ids) = (ids(wanted), ids(there));
    if wanted_ids == ids {
        return None;
    }
    let odd = there.iter().find(|item| !wanted_ids.contains(&item.id));
    let missing: Vec<&String> = wanted_ids.iter().filter(|id| !ids.contains(id)).collect();
    Some(match (odd, missing.as_slice()) {
        (Some(item), [name]) => {
            let message = format!("{file} has no item `{}`", item.id);
            (item.at, message, format!("names are not translated: `{name}`"))
        }
        _ => {
            let message = format!("the items are {}, and {} in {file}", list(&ids), list(&wanted_ids));
            (odd.map_or(at, |item| item.at), message, "write the same items, in the same order".to_owned())
        }
    })
}

fn list(names: &[String]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

/// The names of the placeholders of a section.
fn holes(section: &Section) -> BTreeSet<String> {
    names_in(section.blocks.iter().chain(section.parts.values().flatten()))
}
