//! "Did you mean": the nearest known name to a misspelled one.

/// The candidate nearest to `typed`, if one is near enough to be meant.
///
/// Near means a Jaro-Winkler similarity above 0.8 or a shared prefix of three letters, ignoring case.
pub fn did_you_mean<'a>(typed: &str, candidates: &[&'a str]) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let score = |candidate: &str| {
        let near = strsim::jaro_winkler(&typed, &candidate.to_lowercase());
        let prefix = typed.chars().count() >= 3 && candidate.to_lowercase().starts_with(&typed);
        if prefix { near.max(0.9) } else { near }
    };
    let best = candidates.iter().map(|&candidate| (score(candidate), candidate));
    // Of equal ones the shorter: `acc` begins both `accuracy` and `accuracy_before`.
    let nearer = |a: &(f64, &str), b: &(f64, &str)| a.0.total_cmp(&b.0).then(b.1.len().cmp(&a.1.len()));
    best.filter(|(score, _)| *score > 0.8).max_by(nearer).map(|(_, candidate)| candidate)
}

/// What ends a sentence about a name that stands for nothing: `; did you mean `x`?`, or a full stop.
pub fn suggestion(typed: &str, candidates: &[&str]) -> String {
    did_you_mean(typed, candidates).map_or_else(|| ".".to_owned(), |near| format!("; did you mean `{near}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_name_is_suggested_and_a_far_one_is_not() {
        let names = ["activations", "loss", "optimizers"];
        assert_eq!(did_you_mean("activatons", &names), Some("activations"));
        assert_eq!(did_you_mean("OPT", &names), Some("optimizers"));
        assert_eq!(did_you_mean("acc", &["accuracy", "accuracy_before"]), Some("accuracy"));
        assert_eq!(did_you_mean("zebra", &names), None);
        assert_eq!(did_you_mean("", &names), None);
        assert_eq!(suggestion("los", &names), "; did you mean `loss`?");
        assert_eq!(suggestion("zebra", &names), ".");
    }
}
