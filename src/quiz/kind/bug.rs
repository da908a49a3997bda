//! The wrong line of some code or of a derivation.

use serde::{Deserialize, Serialize};

use crate::quiz::QuestionKind;
use crate::quiz::derivation::Checked;
use crate::quiz::grade::{Asked, Grade};
use crate::quiz::language::Language;
use crate::quiz::reading::{bare, tidy};

/// Lines of which one is wrong. They are shown in their order, numbered from 1.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bug {
    /// The lines.
    pub lines: Vec<String>,
    /// The index of the wrong one, from 0.
    pub wrong: usize,
    /// What is said to who finds it: what the line should be.
    #[serde(default)]
    pub explanation: String,
    /// What is said to who picks each line, where there is something to say.
    #[serde(default)]
    pub feedback: Vec<String>,
    /// What a gradient check says of each line; empty where none can be run.
    #[serde(default)]
    pub checked: Vec<Checked>,
}

impl Bug {
    /// The index of the line meant: by its number, or by its text.
    fn picked(&self, typed: &str) -> Option<usize> {
        if let Some(number) = line_number(&bare(typed).to_lowercase()) {
            return number.checked_sub(1).filter(|index| *index < self.lines.len());
        }
        let squash = |text: &str| text.split_whitespace().collect::<String>();
        let same: Vec<usize> =
            (0..self.lines.len()).filter(|i| squash(&self.lines[*i]) == squash(typed)).collect();
        if let [only] = same.as_slice() { Some(*only) } else { None }
    }
}

/// `2`, `line 2`, `#2`, `2번째 줄`, `the second line`, `line two`.
fn line_number(typed: &str) -> Option<usize> {
    const WORDS: &[[&str; 2]] = &[
        ["one", "first"],
        ["two", "second"],
        ["three", "third"],
        ["four", "fourth"],
        ["five", "fifth"],
        ["six", "sixth"],
        ["seven", "seventh"],
        ["eight", "eighth"],
    ];
    let before = ["the", "line", "l", "#", "no.", "nr", "("];
    let rest = before.iter().fold(typed, |rest, lead| rest.strip_prefix(lead).map_or(rest, str::trim_start));
    let rest = rest.trim_end_matches("line").trim_end_matches([')', '.', ':', ' ', '번', '째', '줄', '행']);
    let word = WORDS.iter().position(|words| words.contains(&rest)).map(|index| index + 1);
    word.or_else(|| rest.parse().ok())
}

impl QuestionKind for Bug {
    fn name(&self) -> &'static str {
        "bug"
    }

    fn ask(&self, _: u64) -> Asked {
        let count = self.lines.len();
        Asked {
            options: self.lines.clone(),
            order: (0..count).collect(),
            labels: (1..=count).map(|number| number.to_string()).collect(),
            how: format!("a line, 1 to {count}"),
        }
    }

    fn grade(&self, _: &[usize], typed: &str, language: Language) -> Grade {
        let typed = tidy(typed);
        let Some(index) = self.picked(&typed) else {
            let count = self.lines.len();
            let what = language
                .either(format!("the number of a line, 1 to {count}"), format!("줄 번호(1부터 {count}까지)"));
            return Grade::ask_for(what, language);
        };
        let number = (index + 1).to_string();
        let line = language.either(format!("line {number}"), format!("{number}번째 줄"));
        let echo = (typed != number).then(|| language.read_as(line));
        let feedback = self.feedback.get(index).map_or("", String::as_str);
        let is_right = index == self.wrong;
        let feedback = if is_right { &self.explanation } else { feedback };
        Grade::of(is_right).with_feedback(feedback).with_echo(echo)
    }

    fn key(&self, _: &[usize]) -> String {
        (self.wrong + 1).to_string()
    }

    fn wrong(&self, _: &[usize]) -> Vec<String> {
        let others = (0..self.lines.len()).filter(|index| *index != self.wrong);
        others.map(|index| (index + 1).to_string()).collect()
    }

    fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        if self.lines.len() < 2 || self.wrong >= self.lines.len() {
            faults.push("needs two or more lines, and the wrong one among them".into());
        }
        if self.explanation.trim().is_empty() {
            faults.push("does not say what the wrong line should be".into());
        }
        faults
    }
}
