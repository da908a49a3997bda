//! `?` and `g TERM` at a prompt.

use crate::lesson::model::{Glossary, Term, TermWords};
use crate::text::suggest::did_you_mean;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role};
use crate::tutor::command::COMMANDS;
use crate::tutor::{TutorError, show};
use crate::ui::Ui;

/// What is different at a question with choices.
const BACK: &str = "At a question with choices a letter is an answer: type `back` to go back.";

/// Shows what can be typed.
///
/// # Errors
/// When the output fails.
pub fn commands(ui: &mut dyn Ui, has_choices: bool) -> Result<(), TutorError> {
    let layout = ui.layout();
    let mut lines = vec![Line::new().with(Role::Title, " What you can type")];
    for (short, long, about) in COMMANDS {
        let name = if long.is_empty() || short.len() > 1 {
            (*short).to_owned()
        } else {
            format!("{short} or {long}")
        };
        let lead = Line::new().with(Role::Accent, format!("  {name:16} "));
        let blank = Line::from(" ".repeat(19));
        lines.extend(wrap_hanging(&Line::from(*about), &lead, &blank, layout.width.saturating_sub(1)));
    }
    if has_choices {
        let (line, margin) = (Line::new().with(Role::Dim, BACK), Line::from("  "));
        lines.extend(wrap_hanging(&line, &margin, &margin, layout.width.saturating_sub(1)));
    }
    ui.say(&show::in_charset(&lines, layout.ascii))?;
    Ok(())
}

/// Explains a term, or lists them all.
///
/// # Errors
/// When the output fails.
pub fn glossary(ui: &mut dyn Ui, glossary: &Glossary, term: &str) -> Result<(), TutorError> {
    let layout = ui.layout();
    ui.say(&show::in_charset(&explained(glossary, term, glossary.language(), layout.width), layout.ascii))?;
    Ok(())
}

/// The lines that explain a term, suggest another, or list them all.
pub fn explained(glossary: &Glossary, term: &str, language: &str, width: usize) -> Vec<Line> {
    let words: Vec<(&str, &TermWords)> = glossary
        .terms
        .iter()
        .filter_map(|term| Some((term.id.as_str(), term.words.get(language)?)))
        .collect();
    if term.is_empty() {
        return words.iter().flat_map(|(_, words)| entry(words, width)).collect();
    }
    if let Some(words) = find(glossary, term, language).and_then(|term| term.words.get(language)) {
        return entry(words, width);
    }
    let names: Vec<&str> = words.iter().map(|(_, words)| words.term.as_str()).collect();
    let hint = did_you_mean(term, &names).map_or_else(String::new, |near| format!(" Did you mean `{near}`?"));
    vec![Line::new().with(Role::Warn, format!(" The glossary has no such term.{hint} `g` alone lists them."))]
}

/// The term of that name, word or abbreviation.
pub fn find<'a>(glossary: &'a Glossary, name: &str, language: &str) -> Option<&'a Term> {
    let wanted = name.to_lowercase();
    glossary.terms.iter().find(|term| {
        let Some(words) = term.words.get(language) else { return false };
        let short = words.abbreviation.as_deref().unwrap_or_default();
        term.id == wanted || words.term.to_lowercase() == wanted || short.to_lowercase() == wanted
    })
}

fn entry(words: &TermWords, width: usize) -> Vec<Line> {
    let mut lead = Line::from(" ").with(Role::Strong, words.term.clone());
    if let Some(short) = &words.abbreviation {
        lead.push(Role::Strong, &format!(" ({short})"));
    }
    lead.push(Role::Plain, ": ");
    let mut line = lead;
    line.push(Role::Plain, &words.meaning);
    wrap_hanging(&line, &Line::new(), &Line::from("   "), width.saturating_sub(1))
}
