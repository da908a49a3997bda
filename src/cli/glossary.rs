//! `dltutor glossary`.

use crate::cli::args::{Format, GlossaryOptions};
use crate::cli::exit::{Exit, Usage};
use crate::cli::output;
use crate::cli::session::Session;
use crate::lesson::model::{Glossary, Term};
use crate::text::suggest::suggestion;
use crate::tutor::help;

/// Explains a term, or lists them all.
pub fn run(session: &Session<'_>, options: &GlossaryOptions) -> anyhow::Result<Exit> {
    let folder = options.from.lessons.as_deref();
    let library = session.library(folder)?;
    let language = library.language.as_str();
    let glossary = library.glossary()?.in_language(language);
    let asked = options.term.join(" ");
    let terms = chosen(&glossary, &asked, language, &output::with_lessons("dltutor glossary", folder))?;
    match session.format() {
        Format::Text if terms.is_empty() => output::print("These lessons have no glossary.\n")?,
        Format::Text => {
            let glossary = Glossary { terms, ..Glossary::default() };
            output::print_lines(session, &help::explained(&glossary, "", language, session.layout.width))?;
        }
        Format::Json => output::print_json(&json(&terms, language))?,
        Format::Csv => output::print_csv(&["id", "term", "meaning"], rows(&terms, language))?,
    }
    Ok(Exit::Done)
}

fn chosen(glossary: &Glossary, asked: &str, language: &str, list: &str) -> Result<Vec<Term>, Usage> {
    if asked.is_empty() {
        return Ok(glossary.terms.clone());
    }
    if let Some(term) = help::find(glossary, asked, language) {
        return Ok(vec![term.clone()]);
    }
    let names: Vec<&str> =
        glossary.terms.iter().filter_map(|term| Some(term.words.get(language)?.term.as_str())).collect();
    let hint = suggestion(asked, &names);
    Err(Usage(format!("the glossary has no `{asked}`{hint} `{list}` lists its terms.")))
}

fn rows(terms: &[Term], language: &str) -> Vec<Vec<String>> {
    let row = |term: &Term| {
        let words = term.words.get(language)?;
        Some(vec![term.id.clone(), words.term.clone(), words.meaning.clone()])
    };
    terms.iter().filter_map(row).collect()
}

fn json(terms: &[Term], language: &str) -> serde_json::Value {
    let terms = rows(terms, language).into_iter();
    let terms = terms.map(|row| serde_json::json!({"id": row[0], "term": row[1], "meaning": row[2]}));
    serde_json::json!({"format": "dltutor-glossary", "version": 1, "terms": terms.collect::<Vec<_>>()})
}
