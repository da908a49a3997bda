//! The lines of a CSV file below its header, checked value by value.

use std::collections::HashMap;

use csv::StringRecord;
use ndarray::Array2;

use crate::data::error::shown;
use crate::data::reader::{Columns, MAX_CLASSES, MAX_VALUES};
use crate::data::{DataError, DataSet};

/// What the lines below the header say so far.
#[derive(Default)]
pub(super) struct Rows {
    values: Vec<f64>,
    classes: Vec<String>,
    labels: Vec<usize>,
    numbers: HashMap<String, usize>,
}

impl Rows {
    pub(super) fn push(&mut self, columns: &Columns, record: &StringRecord) -> Result<(), DataError> {
        let line = record.position().map_or(0, csv::Position::line);
        let width = columns.names.len();
        if record.len() != width {
            let column = record.len().min(width);
            let problem = format!("the line has {} values, the header {width}", record.len());
            return Err(columns.error(line, column, problem));
        }
        if self.values.len() + self.labels.len() + width > MAX_VALUES {
            return Err(columns.error(
                line,
                0,
                format!("more than {MAX_VALUES} values; take a part of the rows"),
            ));
        }
        for (column, text) in record.iter().enumerate() {
            if is_missing(text) {
                let problem = "a missing value; fill it in or take the line out";
                return Err(columns.error(line, column, problem));
            }
            if column == columns.label {
                self.push_label(columns, line, text)?;
            } else {
                self.values.push(number(text).map_err(|problem| columns.error(line, column, problem))?);
            }
        }
        Ok(())
    }

    fn push_label(&mut self, columns: &Columns, line: u64, text: &str) -> Result<(), DataError> {
        if let Some(&class) = self.numbers.get(text) {
            self.labels.push(class);
            return Ok(());
        }
        if self.classes.len() == MAX_CLASSES {
            let problem = format!(
                "more than {MAX_CLASSES} different classes: a quantity, it seems; name the column with the class"
            );
            return Err(columns.error(line, columns.label, problem));
        }
        self.numbers.insert(text.to_owned(), self.classes.len());
        self.labels.push(self.classes.len());
        self.classes.push(text.to_owned());
        Ok(())
    }

    pub(super) fn finish(self, columns: &Columns) -> Result<DataSet, DataError> {
        if self.classes.len() < 2 {
            let found = self.classes.first().map_or("no lines below the header".to_owned(), |class| {
                format!("only one class, `{class}`, in the column {}", columns.names[columns.label])
            });
            return Err(DataError::whole(
                &columns.file,
                format!("has {found}; at least two classes are needed"),
            ));
        }
        let mut order: Vec<usize> = (0..self.classes.len()).collect();
        order.sort_by(|&left, &right| compare(&self.classes[left], &self.classes[right]));
        let mut rank = vec![0; order.len()];
        for (place, &class) in order.iter().enumerate() {
            rank[class] = place;
        }
        let mut feature_names: Vec<String> = columns.names.iter().map(|name| shown(name)).collect();
        feature_names.remove(columns.label);
        let shape = (self.labels.len(), feature_names.len());
        let features = Array2::from_shape_vec(shape, self.values)
            .unwrap_or_else(|_| unreachable!("every line was checked to have as many values as the header"));
        Ok(DataSet {
            name: columns.file.clone(),
            feature_names,
            class_names: order.iter().map(|&class| shown(&self.classes[class])).collect(),
            features,
            labels: self.labels.iter().map(|&class| rank[class]).collect(),
        })
    }
}

/// Numbers by value and before texts, texts by their characters.
fn compare(left: &str, right: &str) -> std::cmp::Ordering {
    match (left.parse::<f64>(), right.parse::<f64>()) {
        (Ok(low), Ok(high)) => low.total_cmp(&high),
        (Ok(_), Err(_)) => std::cmp::Ordering::Less,
        (Err(_), Ok(_)) => std::cmp::Ordering::Greater,
        (Err(_), Err(_)) => left.cmp(right),
    }
}

fn is_missing(text: &str) -> bool {
    const WORDS: [&str; 6] = ["na", "n/a", "nan", "null", "none", "?"];
    text.is_empty() || WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

fn number(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() => Ok(value),
        Ok(_) => Err(format!("`{text}` is not a finite number")),
        Err(_) if text.replacen(',', ".", 1).parse::<f64>().is_ok() => {
            Err(format!("`{text}` has a decimal comma; write {}", text.replacen(',', ".", 1)))
        }
        Err(_) => Err(format!("`{}` is not a number; every column but the class must be", shown(text))),
    }
}
