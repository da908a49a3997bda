//! Lists and counts in a sentence.

use crate::text::number::grouped;

/// The items as a sentence lists them: `a`, `a and b`, `a, b and c`.
pub fn join(items: &[impl AsRef<str>]) -> String {
    join_with(items, "and")
}

/// The items joined by commas and, before the last, a conjunction such as `or`.
pub fn join_with(items: &[impl AsRef<str>], conjunction: &str) -> String {
    let items: Vec<&str> = items.iter().map(AsRef::as_ref).collect();
    match items.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} {conjunction} {last}", most.join(", ")),
    }
}

/// A count with its noun: `1 layer`, `0 layers`, `1,024 layers`.
pub fn count(number: usize, one: &str, many: &str) -> String {
    format!("{} {}", grouped(&number.to_string()), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(join(&[""; 0]), "");
        assert_eq!(join(&["a"]), "a");
        assert_eq!(join(&["a", "b"]), "a and b");
        assert_eq!(join(&["a", "b", "c"]), "a, b and c");
        assert_eq!(join_with(&["a".to_owned(), "b".to_owned()], "or"), "a or b");
    }

    #[test]
    fn one_is_singular_and_nothing_else_is() {
        assert_eq!(count(1, "layer", "layers"), "1 layer");
        assert_eq!(count(0, "layer", "layers"), "0 layers");
        assert_eq!(count(1024, "layer", "layers"), "1,024 layers");
    }
}
