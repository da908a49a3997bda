//! Reads a stranger's CSV file: a header, numeric features, one column with the class.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use csv::{ReaderBuilder, StringRecord};

use crate::data::rows::Rows;
use crate::data::{DataError, DataSet};
use crate::text::sanitize::sanitize;
use crate::text::suggest::did_you_mean;

/// The largest file read, in bytes.
pub const MAX_BYTES: u64 = 50_000_000;
/// The most values read, classes included: 80 MB of numbers.
pub const MAX_VALUES: usize = 10_000_000;
/// The most classes: more means that the column holds a quantity, not a class.
pub const MAX_CLASSES: usize = 100;

/// The data set in a CSV file; the class is the column named `label`, or else the last one.
///
/// Values are separated by commas, semicolons or tabs, whichever the header uses most. Classes are
/// numbered in the order of their values: as numbers if all are numbers, else as text.
///
/// # Errors
/// A file that is absent, no regular file, larger than [`MAX_BYTES`], or not as described; values
/// that are missing or not finite numbers are refused with their line and column.
pub fn read_csv(path: &Path, label: Option<&str>) -> Result<DataSet, DataError> {
    let file = sanitize(&path.display().to_string()).into_owned();
    let fail = |source| DataError::Read { file: file.clone(), source };
    let metadata = std::fs::metadata(path).map_err(fail)?;
    if !metadata.is_file() {
        return Err(DataError::whole(&file, "is not a regular file"));
    }
    let mut bytes = Vec::new();
    File::open(path).and_then(|opened| opened.take(MAX_BYTES + 1).read_to_end(&mut bytes)).map_err(fail)?;
    if bytes.len() as u64 > MAX_BYTES {
        let megabytes = MAX_BYTES / 1_000_000;
        let problem =
            format!("is larger than {megabytes} MB, the most that is read; take a part of its rows");
        return Err(DataError::whole(&file, problem));
    }
    parse(&file, &bytes, label)
}

/// The data set in the bytes of a CSV file called `file`; as [`read_csv`].
///
/// # Errors
/// As [`read_csv`].
pub fn parse(file: &str, bytes: &[u8], label: Option<&str>) -> Result<DataSet, DataError> {
    let mut reader = ReaderBuilder::new()
        .delimiter(delimiter(bytes))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(bytes);
    let header = reader.headers().map_err(|error| DataError::csv(file, &error))?.clone();
    let columns = Columns::new(file, &header, label)?;
    let mut rows = Rows::default();
    for record in reader.records() {
        let record = record.map_err(|error| DataError::csv(file, &error))?;
        rows.push(&columns, &record)?;
    }
    rows.finish(&columns)
}

/// The separator that the first line uses most.
fn delimiter(bytes: &[u8]) -> u8 {
    let count = |separator: u8| {
        bytes.iter().take_while(|&&byte| byte != b'\n').filter(|&&byte| byte == separator).count()
    };
    let mut best = b',';
    for separator in [b';', b'\t'] {
        if count(separator) > count(best) {
            best = separator;
        }
    }
    best
}

/// What the header says.
pub(super) struct Columns {
    pub(super) file: String,
    pub(super) names: Vec<String>,
    pub(super) label: usize,
}

impl Columns {
    fn new(file: &str, header: &StringRecord, label: Option<&str>) -> Result<Self, DataError> {
        let names: Vec<String> = header.iter().map(str::to_owned).collect();
        let first = |column, problem: String| Err(DataError::place(file, 1, column, "", &problem));
        if names.len() < 2 {
            return first(0, "needs a header with at least two columns: a feature and the class".to_owned());
        }
        if names.iter().all(|name| name.parse::<f64>().is_ok()) {
            return first(0, "holds numbers only; the first line must name the columns".to_owned());
        }
        let mut seen = BTreeSet::new();
        if let Some(again) = names.iter().position(|name| !seen.insert(name)) {
            return first(again + 1, format!("there is a column `{}` before it; rename one", names[again]));
        }
        let label = find_label(file, &names, label)?;
        Ok(Self { file: file.to_owned(), names, label })
    }

    pub(super) fn error(&self, line: u64, column: usize, problem: impl Into<String>) -> DataError {
        let name = self.names.get(column).cloned().unwrap_or_default();
        DataError::place(&self.file, line, column + 1, &name, &problem.into())
    }
}

fn find_label(file: &str, names: &[String], label: Option<&str>) -> Result<usize, DataError> {
    let Some(label) = label else { return Ok(names.len() - 1) };
    names.iter().position(|name| name == label).ok_or_else(|| {
        let known: Vec<&str> = names.iter().map(String::as_str).collect();
        let hint = did_you_mean(label, &known).map_or_else(
            || format!("; there are: {}", known.iter().take(20).copied().collect::<Vec<_>>().join(", ")),
            |near| format!(", did you mean `{near}`?"),
        );
        DataError::whole(file, format!("has no column `{label}`{hint}"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    fn read(text: &str) -> Result<DataSet, String> {
        parse("my.csv", text.as_bytes(), None).map_err(|error| error.to_string())
    }

    fn refused(text: &str, expected: &str) {
        let error = read(text).unwrap_err();
        assert!(error.contains(expected), "{text:?}: {error}");
    }

    #[test]
    fn features_and_classes_are_read() {
        let set = read("a,b,kind\r\n1,2,yes\r\n-3.5,1e2,no\r\n").unwrap();
        assert_eq!(set.features, array![[1.0, 2.0], [-3.5, 100.0]]);
        assert_eq!(set.class_names, ["no", "yes"]);
        assert_eq!(set.labels, [1, 0]);
        assert_eq!(set.feature_names, ["a", "b"]);
    }

    #[test]
    fn the_label_column_may_be_named() {
        let set = parse("my.csv", b"kind;a;b\n10;1;2\n9;3;4\n", Some("kind")).unwrap();
        assert_eq!(set.features, array![[1.0, 2.0], [3.0, 4.0]]);
        assert_eq!(set.class_names, ["9", "10"]);
        let error = parse("my.csv", b"kind,a\n1,2\n", Some("kin")).unwrap_err().to_string();
        assert_eq!(error, "my.csv: has no column `kin`, did you mean `kind`?");
    }

    #[test]
    fn quotes_and_a_byte_order_mark_are_understood() {
        let set = read("\u{feff}\"a, cm\",\"kind\"\n1,\"x\"\n2,y\n").unwrap();
        assert_eq!(set.feature_names, ["a, cm"]);
        assert_eq!(set.class_names, ["x", "y"]);
    }

    #[test]
    fn a_missing_value_is_refused_with_its_place() {
        for missing in ["", "NA", "?", " "] {
            let text = format!("a,b,kind\n1,2,x\n3,{missing},y\n");
            refused(&text, "my.csv:3: column 2 (b): a missing value");
        }
        refused("a,b,kind\n1,2,\n", "my.csv:2: column 3 (kind): a missing value");
    }

    #[test]
    fn what_is_no_number_is_refused_with_its_place() {
        refused("a,kind\n1,x\ntwo,y\n", "my.csv:3: column 1 (a): `two` is not a number");
        refused("a,kind\ninf,x\n", "`inf` is not a finite number");
        refused("a;kind\n1,5;x\n", "`1,5` has a decimal comma; write 1.5");
        refused("a,kind\n\u{1b}[2J,x\n", "`␛[2J` is not a number");
    }

    #[test]
    fn a_file_of_another_shape_is_refused() {
        refused("", "at least two columns");
        refused("a,kind\n", "has no lines below the header");
        refused("a,kind\n1,x\n2,x\n", "only one class, `x`, in the column kind");
        refused("1,2,0\n3,4,1\n", "my.csv:1: holds numbers only");
        refused("a,a,kind\n1,2,x\n", "my.csv:1: column 2: there is a column `a` before it");
        refused("a,kind\n1,x\n1\n", "my.csv:3: column 2 (kind): the line has 1 values, the header 2");
        refused("a,kind\n1,x,9\n", "my.csv:2: column 3: the line has 3 values, the header 2");
        let quantity: String = (0..200).map(|row| format!("1,{row}\n")).collect();
        refused(&format!("a,price\n{quantity}"), "more than 100 different classes");
        let latin = parse("my.csv", b"a,kind\n1,caf\xe9\n", None).unwrap_err().to_string();
        assert_eq!(latin, "my.csv:2: is not UTF-8 text; save the file as UTF-8");
    }

    #[test]
    fn an_absent_or_too_large_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.csv");
        assert!(read_csv(&path, None).unwrap_err().to_string().starts_with("cannot read"));
        assert!(read_csv(folder.path(), None).unwrap_err().to_string().ends_with("is not a regular file"));
        File::create(&path).unwrap().set_len(MAX_BYTES + 1).unwrap();
        assert!(read_csv(&path, None).unwrap_err().to_string().contains("larger than 50 MB"));
    }
}
