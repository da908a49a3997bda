//! The order choices are shown in: drawn from a seed, the same on every machine for ever.

/// A permutation of `0..count`, by Fisher–Yates over SplitMix64 (Steele, Lea, Flood 2014): the
/// order shown at each place. Its own generator, so that no update of a library reorders a quiz.
pub fn shuffled(count: usize, seed: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..count).collect();
    let mut state = seed;
    for last in (1..count).rev() {
        let bound = last as u64 + 1;
        let other = (u128::from(next(&mut state)) * u128::from(bound)) >> 64;
        order.swap(last, other as usize);
    }
    order
}

/// SplitMix64: the next 64 bits.
pub fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// First outputs for seed 1234567, as published with the reference implementation (Vigna).
    #[test]
    fn matches_the_reference() {
        let mut state = 1_234_567;
        assert_eq!(next(&mut state), 6_457_827_717_110_365_317);
        assert_eq!(next(&mut state), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_order_comes_up() {
        let orders: std::collections::BTreeSet<_> = (0..200).map(|seed| shuffled(3, seed)).collect();
        assert_eq!(orders.len(), 6);
        assert_eq!(shuffled(0, 1), [0; 0]);
    }
}
