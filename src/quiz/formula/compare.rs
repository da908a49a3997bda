//! Whether two formulas are the same function: at fixed points in every region of the domain.

use super::expression::Expression;

/// A variable's part of the domain that matters by itself, such as the negative side: low, high.
pub type Region = [f64; 2];

/// The points tried in each region.
const POINTS: usize = 9;
/// The fewest points of a region at which both must have a value.
const ENOUGH: usize = 4;
/// How much two ways of computing the same value may differ.
const RELATIVE: f64 = 1e-6;
const ABSOLUTE: f64 = 1e-9;

/// How two formulas compare.
#[derive(Clone, Debug, PartialEq)]
pub enum Comparison {
    /// The same at every point tried.
    Same,
    /// Different at this one.
    Differs {
        /// The variables and their values.
        at: Vec<(String, f64)>,
        /// What the formula gives there.
        gives: f64,
        /// What the key gives there.
        expected: f64,
    },
    /// In some region too few points have a value.
    Inconclusive {
        /// A point at which the formula has none.
        at: Vec<(String, f64)>,
    },
}

/// Compares a formula with its key over the regions of each variable, in every combination.
pub fn compare(formula: &Expression, key: &Expression, variables: &[(&str, &[Region])]) -> Comparison {
    let samples: Vec<Vec<Sample>> =
        boxes(variables).iter().map(|region| sample(formula, key, variables, region)).collect();
    let largest = samples.iter().flatten().map(|sample| sample.expected.abs()).fold(0.0, f64::max);
    let differs = samples.iter().flatten().find(|sample| sample.differs(largest));
    if let Some(Sample { at, gives, expected }) = differs {
        return Comparison::Differs { at: at.clone(), gives: *gives, expected: *expected };
    }
    let scarce =
        samples.iter().find(|region| region.iter().filter(|sample| sample.is_finite()).count() < ENOUGH);
    match scarce {
        None => Comparison::Same,
        Some(region) => {
            let missing = region.iter().find(|sample| !sample.gives.is_finite());
            Comparison::Inconclusive { at: missing.map(|sample| sample.at.clone()).unwrap_or_default() }
        }
    }
}

struct Sample {
    at: Vec<(String, f64)>,
    gives: f64,
    expected: f64,
}

impl Sample {
    fn is_finite(&self) -> bool {
        self.gives.is_finite() && self.expected.is_finite()
    }

    fn differs(&self, largest: f64) -> bool {
        let scale = self.gives.abs().max(self.expected.abs());
        self.is_finite()
            && (self.gives - self.expected).abs() > RELATIVE * scale + ABSOLUTE * largest.min(1.0)
    }
}

/// Every combination of one region a variable.
fn boxes(variables: &[(&str, &[Region])]) -> Vec<Vec<Region>> {
    variables.iter().fold(vec![Vec::new()], |boxes, (_, regions)| {
        let longer = |start: &Vec<Region>| {
            let start = start.clone();
            regions.iter().map(move |region| start.iter().copied().chain([*region]).collect())
        };
        boxes.iter().flat_map(longer).collect()
    })
}

fn sample(
    formula: &Expression,
    key: &Expression,
    variables: &[(&str, &[Region])],
    region: &[Region],
) -> Vec<Sample> {
    let count = POINTS + 4 * region.len().saturating_sub(1);
    let point = |i: usize| -> Vec<(&str, f64)> {
        let value = |v: usize| within(region[v], i, v);
        variables.iter().enumerate().map(|(v, (name, _))| (*name, value(v))).collect()
    };
    let at = |i: usize| {
        let point = point(i);
        let gives = formula.value(point.as_slice()).unwrap_or(f64::NAN);
        let expected = key.value(point.as_slice()).unwrap_or(f64::NAN);
        Sample {
            at: point.into_iter().map(|(name, value)| (name.to_string(), value)).collect(),
            gives,
            expected,
        }
    };
    (0..count).map(at).collect()
}

/// The i-th point of a region for the v-th variable: a low-discrepancy sequence with a different
/// irrational step for each variable, rounded where that leaves it inside, so that a
/// counterexample is easy to check by hand.
fn within([low, high]: Region, i: usize, v: usize) -> f64 {
    // Fractional parts of multiples of roots: golden ratio, √2, √3, √5, √7.
    const STEPS: [f64; 5] =
        [0.618_033_988_7, 0.414_213_562_4, 0.732_050_807_6, 0.236_067_977_5, 0.645_751_311_1];
    let exact = low + (high - low) * ((i as f64 + 1.0) * STEPS[v % STEPS.len()]).fract();
    let rounded = (exact * 100.0).round() / 100.0;
    if high - low > 0.5 && low < rounded && rounded < high { rounded } else { exact }
}
