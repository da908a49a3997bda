//! What a learner types at a prompt, read as a command or kept as an answer.

/// A command, or text that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Enter alone: go on.
    Next,
    /// One step back.
    Back,
    /// Run the last experiment again: with the next seed, or as what follows says.
    Again(String),
    /// Answer the questions of this page again.
    Answer,
    /// Run the last experiment with these settings beside the first result.
    Change(Vec<String>),
    /// The next hint.
    Hint,
    /// Leave this question or step out for now.
    Skip,
    /// Explain a term; with nothing, list them.
    Glossary(String),
    /// What can be typed here.
    Help,
    /// Save and leave.
    Quit,
    /// Anything else.
    Text(String),
}

/// The commands in the order help shows them: short form, long form, what it does.
pub const COMMANDS: &[(&str, &str, &str)] = &[
    ("Enter", "", "go on"),
    ("b", "back", "one step back; answers are kept"),
    ("h", "hint", "a hint: a nudge, then the principle, then more"),
    ("s", "skip", "leave this out for now"),
    ("a", "answer", "answer the questions of this page again"),
    ("r", "again", "run the experiment again with the next seed; `r same` or `r seed=7` with that one"),
    ("e NAME=VALUE …", "change", "run it with other settings beside the first result; `e` alone lists them"),
    ("g TERM", "glossary", "explain a term"),
    ("?", "help", "this list"),
    ("q", "quit", "save and leave"),
];

impl Command {
    /// Reads a line. Where letters name choices, `letters` of them are answers and not commands.
    pub fn read(line: &str, letters: usize) -> Self {
        let line = line.trim();
        if is_choice_letters(line, letters) {
            return Self::Text(line.to_owned());
        }
        let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
        let rest = rest.trim();
        match word.to_lowercase().as_str() {
            "e" | "change" => Self::Change(rest.split_whitespace().map(str::to_owned).collect()),
            "r" | "again" if is_seed(rest) => Self::Again(rest.to_lowercase()),
            "g" | "glossary" => Self::Glossary(rest.to_owned()),
            word if rest.is_empty() => Self::bare(word).unwrap_or_else(|| Self::Text(line.to_owned())),
            _ => Self::Text(line.to_owned()),
        }
    }

    fn bare(word: &str) -> Option<Self> {
        Some(match word {
            "" | "n" | "next" => Self::Next,
            "b" | "back" => Self::Back,
            "a" | "answer" => Self::Answer,
            "h" | "hint" => Self::Hint,
            "s" | "skip" => Self::Skip,
            "?" | "help" => Self::Help,
            "q" | "quit" | "exit" => Self::Quit,
            _ => return None,
        })
    }
}

/// Whether a text says with which seed to run again; nothing at all means the next.
fn is_seed(text: &str) -> bool {
    text.is_empty() || ["same", "next"].contains(&text.to_lowercase().as_str()) || seed(text).is_some()
}

/// The seed in `seed=7` or `7`.
pub fn seed(text: &str) -> Option<u64> {
    let text = text.trim();
    text.strip_prefix("seed").map_or(text, |rest| rest.trim_start_matches([' ', '='])).trim().parse().ok()
}

/// Whether a line is made of letters of choices, one or several apart: `b`, `e a c`, `a, d`.
fn is_choice_letters(line: &str, letters: usize) -> bool {
    let is_letter = |word: &str| {
        let mut characters = word.chars();
        match (characters.next(), characters.next()) {
            (Some(c), None) => ('a'..='z').take(letters).any(|letter| letter == c.to_ascii_lowercase()),
            _ => false,
        }
    };
    let mut words = line.split([' ', ',', ';', '>', '<']).filter(|word| !word.is_empty()).peekable();
    words.peek().is_some() && words.all(is_letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_forms_are_the_same_command() {
        assert_eq!(Command::read("", 0), Command::Next);
        for (short, long, _) in
            COMMANDS.iter().filter(|(short, long, _)| short.len() == 1 && !long.is_empty())
        {
            assert_eq!(Command::read(short, 0), Command::read(long, 0), "{short}");
        }
        assert_eq!(
            Command::read(" E depth=20  activation=relu ", 0),
            Command::Change(vec!["depth=20".into(), "activation=relu".into()])
        );
        for (line, which) in
            [("r", ""), ("r same", "same"), ("again SAME", "same"), ("r seed=7", "seed=7"), ("r 7", "7")]
        {
            assert_eq!(Command::read(line, 0), Command::Again(which.into()), "{line}");
        }
        assert_eq!(Command::read("r tomorrow", 0), Command::Text("r tomorrow".into()));
        assert_eq!(
            (seed("seed=7"), seed("seed = 8"), seed("9"), seed("x")),
            (Some(7), Some(8), Some(9), None)
        );
        assert_eq!(Command::read("g chain rule", 0), Command::Glossary("chain rule".into()));
    }

    #[test]
    fn letters_of_choices_are_answers() {
        assert_eq!(Command::read("b", 4), Command::Text("b".into()));
        assert_eq!(Command::read("B", 4), Command::Text("B".into()));
        assert_eq!(Command::read("e a, c", 5), Command::Text("e a, c".into()));
        assert_eq!(Command::read("e a", 2), Command::Change(vec!["a".into()]));
        assert_eq!(Command::read("back", 4), Command::Back);
        assert_eq!(Command::read("h", 4), Command::Hint);
    }

    #[test]
    fn sentences_are_no_commands() {
        assert_eq!(Command::read("back to the start", 0), Command::Text("back to the start".into()));
        assert_eq!(Command::read("0.25", 0), Command::Text("0.25".into()));
    }
}
