//! A formula.

use schemars::JsonSchema;
use serde::Deserialize;

use super::maker::Maker;
use super::{AnswerKind, Made, QuestionError, Slip};
use crate::quiz::formula::{Expression, FormulaError, Region};
use crate::quiz::{self, Kind, WrongFormula};

/// A formula, right where it equals the key.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Formula {
    /// The right answer; drawn numbers and computed names stand for their values.
    pub key: String,
    /// The variables a learner may use.
    pub variables: Vec<Variable>,
    /// Known wrong formulas, each with feedback in the words.
    #[serde(default)]
    pub slips: Vec<Slip>,
}

/// A variable of a formula, and where it is tried.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// The lower end of where the formulas are compared.
    pub from: f64,
    /// The upper end.
    pub to: f64,
}

impl Variable {
    /// A range over 0 is tried on both sides of it: what is right for positive numbers alone is wrong.
    fn regions(&self) -> Vec<Region> {
        if self.from < 0.0 && self.to > 0.0 {
            return vec![[self.from, 0.0], [0.0, self.to]];
        }
        vec![[self.from, self.to]]
    }
}

impl Formula {
    /// The formula with numbers in the place of the names that are not its variables.
    fn with_numbers(&self, formula: &str, maker: &Maker<'_>) -> Result<String, QuestionError> {
        let parsed: Expression =
            formula.parse().map_err(|error: FormulaError| maker.fault(error.explain(formula)))?;
        let is_variable = |name: &str| self.variables.iter().any(|variable| variable.name == name);
        let mut text = formula.to_owned();
        for (name, span) in parsed.name_places().into_iter().rev().filter(|(name, _)| !is_variable(name)) {
            let value = maker.key_value(&name, 1.0)?;
            text.replace_range(span, &if value < 0.0 { format!("({value})") } else { value.to_string() });
        }
        Ok(text)
    }
}

impl AnswerKind for Formula {
    fn slips(&self) -> Vec<&str> {
        self.slips.iter().map(|slip| slip.id.as_str()).collect()
    }

    fn formulas(&self) -> Vec<&str> {
        std::iter::once(&self.key)
            .chain(self.slips.iter().map(|slip| &slip.value))
            .map(String::as_str)
            .collect()
    }

    fn make(&self, maker: &Maker<'_>) -> Result<Made, QuestionError> {
        let key = self.with_numbers(&self.key, maker)?;
        let wrong = |slip: &Slip| {
            let formula = self.with_numbers(&slip.value, maker)?;
            Ok(WrongFormula { formula, feedback: slip.id.clone() })
        };
        let misconceptions = self.slips.iter().map(wrong).collect::<Result<_, _>>()?;
        let variable = |it: &Variable| quiz::Variable { name: it.name.clone(), regions: it.regions() };
        let variables = self.variables.iter().map(variable).collect();
        let kind = Kind::Formula(quiz::Formula { key: key.clone(), variables, misconceptions });
        Ok(Made { kind, texts: Vec::new(), key_text: key, feedback: maker.slips(&AnswerKind::slips(self))? })
    }
}
