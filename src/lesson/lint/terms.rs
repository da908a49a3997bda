//! The glossary kept: one word for one thing, abbreviations spelled out, and no term before its step.

use std::collections::BTreeMap;

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::Subject;
use crate::lesson::lint::prose::{Passage, of_about, of_step};
use crate::lesson::model::{Step, TermWords};

/// A text of the course in the order of reading: the chapter, the step (none in `about`), the words.
struct Read<'a> {
    subject: &'a Subject<'a>,
    step: Option<&'a Step>,
    passage: Passage,
}

/// Checks the words of all chapters, in the order they are taught.
pub fn check(subjects: &[Subject<'_>]) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    for subject in subjects {
        let read = |step| {
            move |passage: Passage| {
                let text = without_quotes(&passage.text);
                Read { subject, step, passage: Passage { text, ..passage } }
            }
        };
        all.extend(of_about(subject).into_iter().map(read(None)));
        for step in subject.steps() {
            all.extend(of_step(subject, step).into_iter().map(read(Some(step))));
        }
    }
    let Some(first) = subjects.first() else { return Vec::new() };
    let language = &first.chapter.outline.language;
    let terms: Vec<&TermWords> =
        first.glossary.terms.iter().filter_map(|term| term.words.get(language)).collect();
    let mut faults = Vec::new();
    for term in &first.glossary.terms {
        let Some(words) = term.words.get(language) else { continue };
        faults.extend(avoided(&all, words));
        faults.extend(spelled_out(&all, words));
        faults.extend(before_its_step(subjects, &all, &term.id, words, &longer(words, &terms)));
    }
    faults.extend(introduced(subjects, &all, language));
    faults.extend(unknown_abbreviations(&all, first));
    faults
}

/// Terms that a second step introduces again, or that the step which introduces them never says.
fn introduced(subjects: &[Subject<'_>], all: &[Read<'_>], language: &str) -> Vec<Diagnostic> {
    let (mut homes, mut faults): (BTreeMap<&str, &Step>, _) = (BTreeMap::new(), Vec::new());
    for subject in subjects.iter().filter(|subject| subject.is_glossary_known) {
        for step in subject.steps().iter().filter(|step| subject.has_own_words(step)) {
            for (place, id) in step.introduces.iter().enumerate() {
                let path = format!("introduces/{place}");
                if let Some(home) = homes.insert(id, step) {
                    let message = format!("`{id}` is introduced by the step `{}` already", home.id);
                    faults.push(subject.fault(
                        Code::Order,
                        step,
                        &path,
                        message,
                        "name it in the first of the two alone",
                    ));
                    continue;
                }
                let term = subject.glossary.terms.iter().find(|term| term.id == *id);
                let Some(words) = term.and_then(|term| term.words.get(language)) else { continue };
                let mut own =
                    all.iter().filter(|read| read.step.is_some_and(|other| std::ptr::eq(other, step)));
                // In languages that bend their words a term is not found by its letters.
                if language == "en" && own.all(|read| read.mention(words, &[]).is_none()) {
                    let message = format!("it introduces `{id}`, and never says `{}`", words.term);
                    let fix =
                        format!("explain it in this step: **{}**; or introduce it where it is", words.term);
                    faults.push(subject.fault(Code::MissingWords, step, &path, message, &fix));
                }
            }
        }
    }
    faults
}

impl Read<'_> {
    fn fault(&self, code: Code, text: &str, message: String, fix: &str) -> Diagnostic {
        self.subject.text_fault(code, self.passage.at, text, message, fix)
    }

    fn is_korean(&self) -> bool {
        self.subject.chapter.outline.language == "ko"
    }

    fn find(&self, word: &str, case: Case) -> Option<&str> {
        find(&self.passage.text, word, case, self.is_korean())
    }

    /// The term or its abbreviation as it stands here, not as a part of a longer term.
    fn mention(&self, words: &TermWords, longer: &[&str]) -> Option<String> {
        let mut text = self.passage.text.clone();
        for term in longer {
            while let Some(found) = find(&text, term, Case::Ignored, self.is_korean()).map(str::to_owned) {
                text = text.replace(&found, " ");
            }
        }
        let found = find(&text, &words.term, Case::Ignored, self.is_korean());
        let short = words.abbreviation.as_deref();
        let found = found.or_else(|| find(&text, short?, Case::Matters, self.is_korean()));
        found.map(str::to_owned)
    }

    /// Whether the step lets a text pass.
    fn allows(&self, code: Code, text: &str) -> bool {
        self.step.is_some_and(|step| step.allows(&code.name(), text))
    }
}

/// Whether large and small letters differ.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Case {
    Matters,
    Ignored,
}

/// A word as it stands in a text, alone or in the plural. Korean writes particles onto its nouns.
fn find<'t>(text: &'t str, word: &str, case: Case, is_korean: bool) -> Option<&'t str> {
    let (hay, needle) = match case {
        Case::Matters => (text.to_owned(), word.to_owned()),
        Case::Ignored => (text.to_ascii_lowercase(), word.to_ascii_lowercase()),
    };
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let found = hay.match_indices(&needle).find(|(at, _)| {
        let rest = &hay[at + needle.len()..];
        let rest = rest.strip_prefix("es").filter(|rest| !is_letter(rest.chars().next())).unwrap_or(rest);
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        !is_letter(hay[..*at].chars().next_back()) && (is_korean || !is_letter(rest.chars().next()))
    });
    found.map(|(at, _)| &text[at..at + needle.len()])
}

/// The terms that hold another as a part: `vanishing gradient` is not yet `gradient`.
fn longer<'a>(words: &TermWords, terms: &[&'a TermWords]) -> Vec<&'a str> {
    let holds = |other: &&&TermWords| {
        other.term.len() > words.term.len() && find(&other.term, &words.term, Case::Ignored, false).is_some()
    };
    terms.iter().filter(holds).map(|other| other.term.as_str()).collect()
}

/// A text with what stands in quotation marks blanked out: titles of papers keep their words.
fn without_quotes(text: &str) -> String {
    let mut is_open = false;
    let blank = |c: char| {
        is_open = match c {
            '"' => !is_open,
            '“' => true,
            '”' => false,
            _ => is_open,
        };
        if is_open { ' ' } else { c }
    };
    let blanked: String = text.chars().map(blank).collect();
    if is_open { text.to_owned() } else { blanked }
}

/// Words that the glossary says not to use.
fn avoided(all: &[Read<'_>], words: &TermWords) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    for read in all {
        // That a term avoids itself is said in the glossary.
        for avoid in words.avoid.iter().filter(|avoid| !avoid.eq_ignore_ascii_case(&words.term)) {
            let Some(found) = read.find(avoid, Case::Ignored) else { continue };
            if read.allows(Code::TwoWords, avoid) {
                continue;
            }
            let message = format!("`{found}` is another word for `{}`", words.term);
            faults.push(read.fault(
                Code::TwoWords,
                found,
                message,
                &format!("write `{}`: one word for one thing", words.term),
            ));
        }
    }
    faults
}

/// The first use of an abbreviation comes with the words it stands for, or after them.
fn spelled_out(all: &[Read<'_>], words: &TermWords) -> Option<Diagnostic> {
    let abbreviation = words.abbreviation.as_ref()?;
    let taught = || all.iter().filter(|read| read.step.is_some());
    let first = taught().position(|read| read.find(abbreviation, Case::Matters).is_some())?;
    let is_spelled = taught().take(first + 1).any(|read| read.find(&words.term, Case::Ignored).is_some());
    let read = taught().nth(first)?;
    let message = format!("`{abbreviation}` stands here before it was spelled out");
    let fix = format!("write `{} ({abbreviation})` where it first appears", words.term);
    (!is_spelled && !read.allows(Code::Abbreviation, abbreviation))
        .then(|| read.fault(Code::Abbreviation, abbreviation, message, &fix))
}

/// A term that stands in a step before the one that introduces it; reported once a step.
fn before_its_step(
    subjects: &[Subject<'_>],
    all: &[Read<'_>],
    id: &str,
    words: &TermWords,
    longer: &[&str],
) -> Vec<Diagnostic> {
    let mut steps = subjects.iter().flat_map(Subject::steps);
    let Some(home) = steps.find(|step| step.introduces.iter().any(|term| term == id)) else {
        return Vec::new();
    };
    let (mut seen, mut faults): (Vec<*const Step>, _) = (Vec::new(), Vec::new());
    let is_earlier = |read: &&Read<'_>| read.step.is_none_or(|step| !std::ptr::eq(step, home));
    for read in all.iter().take_while(is_earlier) {
        let Some(step) = read.step.filter(|step| !seen.contains(&std::ptr::from_ref(*step))) else {
            continue;
        };
        let Some(found) = read.mention(words, longer) else { continue };
        if read.allows(Code::TermTooEarly, &words.term) {
            continue;
        }
        seen.push(step);
        let message = format!("`{found}` is introduced only in the step `{}`", home.id);
        let fix = "say it in words known here, or introduce the term in this step or an earlier one";
        faults.push(read.fault(Code::TermTooEarly, &found, message, fix));
    }
    faults
}

/// Words all in capitals that neither the glossary nor the text around them spells out.
fn unknown_abbreviations(all: &[Read<'_>], first: &Subject<'_>) -> Vec<Diagnostic> {
    let glossary =
        first.glossary.terms.iter().filter_map(|term| term.words.get(&first.chapter.outline.language));
    let known: Vec<&str> = glossary
        .flat_map(|words| [words.abbreviation.as_deref(), Some(words.term.as_str())])
        .flatten()
        .collect();
    let (mut seen, mut faults) = (Vec::new(), Vec::new());
    for read in all.iter().filter(|read| read.step.is_some()) {
        for word in capitals(&read.passage.text) {
            if seen.iter().any(|seen| seen == word) || known.iter().any(|known| known.contains(word)) {
                continue;
            }
            seen.push(word.to_owned());
            let is_spelled = read.passage.text.contains(&format!("({word}"))
                || read.passage.text.contains(&format!("{word} ("));
            if !is_spelled && !read.allows(Code::Abbreviation, word) {
                let message = format!("`{word}` is spelled out nowhere before");
                let fix = format!("write what it stands for where it first appears: `the words ({word})`");
                faults.push(read.fault(Code::Abbreviation, word, message, &fix));
            }
        }
    }
    faults
}

/// The words of a text that are all in capitals, two letters or more.
fn capitals(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split(|c: char| !c.is_alphanumeric() && c != '_');
    words.filter(|word| word.len() >= 2 && word.chars().all(|c| c.is_ascii_uppercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_whole_and_in_the_plural() {
        let has = |text: &str, word: &str| find(text, word, Case::Ignored, false).is_some();
        assert!(
            has("The Losses fall", "loss") && has("a layer.", "layer") && has("zero-centred layers", "layer")
        );
        assert!(!has("a glossary", "loss") && !has("multilayer", "layer") && !has("closs", "loss"));
        assert!(find("가중치를 곱한다", "가중치", Case::Ignored, true).is_some());
        assert!(find("relu", "ReLU", Case::Matters, false).is_none());
    }

    #[test]
    fn titles_of_papers_keep_their_words() {
        assert_eq!(without_quotes("So \"Efficient BackProp\" says."), "So                    \" says.");
        assert_eq!(without_quotes("a 5\" screen"), "a 5\" screen");
    }

    #[test]
    fn capitals_are_words_of_their_own() {
        assert_eq!(capitals("An XOR of MSE, not McCulloch or A1 or A").collect::<Vec<_>>(), ["XOR", "MSE"]);
    }
}
