//! Names: Greek letters and subscripts in their plain spelling, and the constants.

/// Greek letters and their names; a learner may type either.
const GREEK: &[(char, &str)] = &[
    ('α', "alpha"),
    ('β', "beta"),
    ('γ', "gamma"),
    ('δ', "delta"),
    ('ε', "epsilon"),
    ('ϵ', "epsilon"),
    ('ζ', "zeta"),
    ('η', "eta"),
    ('θ', "theta"),
    ('ϑ', "theta"),
    ('κ', "kappa"),
    ('λ', "lambda"),
    ('μ', "mu"),
    ('µ', "mu"),
    ('ν', "nu"),
    ('ξ', "xi"),
    ('π', "pi"),
    ('ρ', "rho"),
    ('σ', "sigma"),
    ('τ', "tau"),
    ('φ', "phi"),
    ('ϕ', "phi"),
    ('χ', "chi"),
    ('ψ', "psi"),
    ('ω', "omega"),
];

/// The plain spelling of a name: `β₁` is `beta1`, and so is `beta_1`.
pub fn plain(name: &str) -> String {
    let mut plain = String::new();
    for c in name.chars() {
        match GREEK.iter().find(|(letter, _)| *letter == c) {
            Some((_, spelled)) => plain.push_str(spelled),
            None => plain.push(subscript(c).unwrap_or(c)),
        }
    }
    without_underscore_before_digits(&plain)
}

fn subscript(c: char) -> Option<char> {
    let digit = u32::from(c).checked_sub(u32::from('₀'))?;
    char::from_digit(digit, 10)
}

fn without_underscore_before_digits(name: &str) -> String {
    let chars: Vec<char> = name.chars().collect();
    let is_index = |i: usize| i + 1 < chars.len() && chars[i + 1..].iter().all(char::is_ascii_digit);
    let kept = chars.iter().enumerate().filter(|(i, c)| **c != '_' || *i == 0 || !is_index(*i));
    kept.map(|(_, c)| *c).collect()
}

/// The value of a named constant, in plain spelling.
pub fn constant(name: &str) -> Option<f64> {
    match name {
        "pi" => Some(std::f64::consts::PI),
        "e" => Some(std::f64::consts::E),
        "true" => Some(1.0),
        "false" => Some(0.0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn one_spelling_for_a_name() {
        for spelling in ["β₁", "beta1", "beta_1", "β1", "β_1"] {
            assert_eq!(plain(spelling), "beta1");
        }
        assert_eq!(plain("learning_rate"), "learning_rate");
    }
}
