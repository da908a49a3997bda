//! The glossary: each term once, with its words in every language.

use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::names::is_typeable;
use crate::lesson::load::Library;
use crate::lesson::model::{Glossary, Term};
use crate::lesson::pointer::locate;

/// Whether its terms can be told apart: a name that two have leaves another without one.
pub fn has_own_names(glossary: &Glossary) -> bool {
    let terms = &glossary.terms;
    terms.iter().enumerate().all(|(at, term)| terms[..at].iter().all(|other| other.id != term.id))
}

/// Checks every term of a glossary, in the languages that can be read.
pub fn check(library: &Library, glossary: &Glossary, languages: &[String]) -> Vec<Diagnostic> {
    let source = library.source.read("glossary.json").unwrap_or_default();
    let fault = |code, path: &str, message: String, fix: &str| {
        Diagnostic::new(code, "glossary.json", locate(&source, path), message, fix)
    };
    let mut faults = Vec::new();
    for (place, term) in glossary.terms.iter().enumerate() {
        let path = format!("terms/{place}/id");
        let is_same = |other: &Term| other.id == term.id;
        if glossary.terms[..place].iter().any(is_same) {
            let message = format!("there is a second term `{}`", term.id);
            faults.push(fault(Code::Name, &path, message, "give one of the two another name, or join them"));
        } else if !is_typeable(&term.id) {
            let message = format!("`{}` is no name for a term", term.id);
            faults.push(fault(Code::Name, &path, message, "small letters, digits and hyphens, 60 at most"));
        }
        for language in languages.iter().filter(|language| !term.words.contains_key(*language)) {
            let message = format!("the term `{}` has no words in `{language}`", term.id);
            let fix = format!("add them: \"{language}\": {{\"term\": …, \"meaning\": …}}");
            faults.push(fault(Code::Languages, &format!("terms/{place}/words"), message, &fix));
        }
        for (language, words) in &term.words {
            let own = |avoid: &&String| avoid.eq_ignore_ascii_case(&words.term);
            if let Some(at) = words.avoid.iter().position(|avoid| own(&avoid)) {
                let message = format!("the term `{}` is among the words to avoid", words.term);
                let path = format!("terms/{place}/words/{language}/avoid/{at}");
                faults.push(fault(
                    Code::TwoWords,
                    &path,
                    message,
                    "list the other words for it, not its own",
                ));
            }
        }
    }
    faults
}
