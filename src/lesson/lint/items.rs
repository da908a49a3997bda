//! List items of a section that must be there, each under its name: choices, lines, slips.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::subject::instead;
use crate::lesson::markdown::plain;
use crate::lesson::words::Item;

/// List items that must be there, each under its name.
pub struct Named<'a> {
    /// The step and the section, for the message.
    pub place: String,
    /// Items that begin with a name that is no code.
    pub bare: Vec<Item>,
    /// What they are called.
    pub what: &'static str,
    /// Their names.
    pub wanted: Vec<&'a str>,
    /// Whether something is said to each.
    pub has_feedback: bool,
}

impl Named<'_> {
    /// Items that are missing, without feedback, not known, or there a second time; a missing one is told at `at`.
    pub fn faults(&self, subject: &Subject<'_>, at: usize, items: &[Item]) -> Vec<Diagnostic> {
        let is_there = |id: &str| items.iter().any(|item| item.id == id);
        let absent: Vec<&str> = self.wanted.iter().copied().filter(|id| !is_there(id)).collect();
        let is_known = (1..self.wanted.len()).all(|at| !self.wanted[..at].contains(&self.wanted[at]));
        let odd = items.iter().filter(|item| is_known && !self.wanted.contains(&item.id.as_str()));
        let odd: Vec<&Item> = odd.collect();
        // One of each: the words are there, under another name.
        let renamed = if let ([id], [_]) = (absent.as_slice(), odd.as_slice()) { Some(*id) } else { None };
        let missing = self.wanted.iter().filter(|id| renamed != Some(**id));
        let missing = missing.filter_map(|id| self.missing(subject, at, id, items));
        let unused = odd.into_iter().map(|item| {
            let message = format!("{}: lesson.json knows no {} `{}`", self.place, self.what, item.id);
            let fix = match renamed {
                Some(id) => format!("write `{id}`; or rename it in lesson.json"),
                None => instead(&item.id, self.wanted.iter().copied(), "use it or delete it"),
            };
            subject.word_fault(Code::UnusedWords, item.at, message, &fix)
        });
        let unshown =
            items.iter().filter(|item| !self.has_feedback && !item.feedback.is_empty()).map(|item| {
                let message = format!("{}: nothing shows what stands under `{}`", self.place, item.id);
                let fix = "say it under `#### why`, or under `#### slips` to a wrong order";
                subject.word_fault(Code::UnusedWords, item.at, message, fix)
            });
        missing.chain(unused).chain(unshown).chain(doubled(subject, &self.place, self.what, items)).collect()
    }

    fn missing(&self, subject: &Subject<'_>, at: usize, id: &str, items: &[Item]) -> Option<Diagnostic> {
        let (place, what) = (&self.place, self.what);
        let Some(item) = items.iter().find(|item| item.id == id) else {
            if let Some(bare) = self.bare.iter().find(|bare| bare.id == id) {
                let message = format!("{place}: the name of the {what} `{id}` does not stand as code");
                let fix = format!("put it in backticks: - `{id}`: …");
                return Some(subject.word_fault(Code::MissingWords, bare.at, message, &fix));
            }
            let heading = if what == "slip" { "under `#### slips` " } else { "" };
            let fix = format!("add {heading}an item that starts with its name as code: - `{id}`: …");
            return Some(subject.word_fault(
                Code::MissingWords,
                at,
                format!("{place}: the {what} `{id}` has no words"),
                &fix,
            ));
        };
        if what != "slip" && plain(&item.text).trim().is_empty() {
            let message = format!("{place}: the {what} `{id}` has no text");
            let fix = format!("write what is shown for it after its name: - `{id}`: …");
            return Some(subject.word_fault(Code::MissingWords, item.at, message, &fix));
        }
        let message = format!("{place}: `{id}` has no feedback");
        let fix = "write under the item, as a quotation, what is said to who picks it: > …";
        (self.has_feedback && item.feedback.is_empty())
            .then(|| subject.word_fault(Code::MissingWords, item.at, message, fix))
    }
}

/// Items under a name that another before them has: only the first is shown.
pub fn doubled(subject: &Subject<'_>, place: &str, what: &str, items: &[Item]) -> Vec<Diagnostic> {
    let is_again = |(at, item): &(usize, &Item)| items[..*at].iter().any(|other| other.id == item.id);
    let again = items.iter().enumerate().filter(is_again);
    let fault = |(_, item): (usize, &Item)| {
        let message = format!("{place}: the {what} `{}` stands here a second time", item.id);
        subject.word_fault(Code::Structure, item.at, message, "join the two, or rename one")
    };
    again.map(fault).collect()
}
