//! Where the journal is kept.

use std::ffi::OsString;
use std::path::PathBuf;

use etcetera::BaseStrategy;

/// The variable that overrides the folder.
pub const VARIABLE: &str = "DLTUTOR_HOME";

/// The folder for the learner's data: `DLTUTOR_HOME` if it is set and not empty, else `dltutor` in
/// the platform's data folder. Nothing where there is no home. The folder need not exist.
pub fn home() -> Option<PathBuf> {
    chosen(std::env::var_os(VARIABLE)).or_else(|| {
        let folders = etcetera::choose_base_strategy().ok()?;
        Some(folders.data_dir().join("dltutor"))
    })
}

/// The folder for what can be made again: in `DLTUTOR_HOME` if it is set, else in the platform's cache
/// folder. Nothing where there is no home. The folder need not exist.
pub fn cache() -> Option<PathBuf> {
    chosen(std::env::var_os(VARIABLE)).map(|home| home.join("cache")).or_else(|| {
        let folders = etcetera::choose_base_strategy().ok()?;
        Some(folders.cache_dir().join("dltutor"))
    })
}

fn chosen(variable: Option<OsString>) -> Option<PathBuf> {
    variable.filter(|value| !value.is_empty()).map(PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_variable_is_not_a_choice() {
        assert_eq!(chosen(Some("".into())), None);
        assert_eq!(chosen(None), None);
        assert_eq!(chosen(Some("/a/b".into())), Some("/a/b".into()));
    }
}
