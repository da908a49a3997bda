//! The natural logarithm.

const LN2_HIGH: f64 = 0.693_147_180_369_123_8;
const LN2_LOW: f64 = 1.908_214_929_270_587_7e-10;

/// The series of ln((1+s)/(1−s)) − 2s in s², as in FreeBSD's `e_log.c` (error below 2⁻⁵⁸).
const SERIES: [f64; 7] = [
    0.666_666_666_666_673_5,
    0.399_999_999_994_094_2,
    0.285_714_287_436_623_9,
    0.222_221_984_321_497_84,
    0.181_835_721_616_180_5,
    0.153_138_376_992_093_73,
    0.147_981_986_051_165_86,
];

/// ln x, within 1 ulp; −∞ at 0, NaN below.
///
/// x = 2ᵏ·m with √½ < m ≤ √2, and ln m is a series in s = f / (2 + f) with f = m − 1.
#[inline(always)]
pub fn ln(x: f64) -> f64 {
    let subnormal = x < f64::MIN_POSITIVE;
    let scaled = if subnormal { x * 18_014_398_509_481_984.0 } else { x };
    let bits = scaled.to_bits();
    // Adding this lifts the exponent by one exactly where the mantissa is above √2.
    let lifted = bits.wrapping_add(0x3ff0_0000_0000_0000 - 0x3fe6_a09e_667f_3bcd);
    // The biased exponent becomes a float by placing it in the lowest bits of 2⁵².
    let exponent =
        f64::from_bits((lifted >> 52) | 0x4330_0000_0000_0000) - (4_503_599_627_370_496.0 + 1023.0);
    let k = exponent - if subnormal { 54.0 } else { 0.0 };
    let m = f64::from_bits((lifted & 0x000f_ffff_ffff_ffff).wrapping_add(0x3fe6_a09e_667f_3bcd));
    let f = m - 1.0;
    let half_square = 0.5 * f * f;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * w.mul_add(w.mul_add(SERIES[5], SERIES[3]), SERIES[1]);
    let odd = z * w.mul_add(w.mul_add(w.mul_add(SERIES[6], SERIES[4]), SERIES[2]), SERIES[0]);
    let tail = s.mul_add(half_square + (even + odd), k * LN2_LOW);
    let value = k.mul_add(LN2_HIGH, f - (half_square - tail));
    let edge = if x == 0.0 { f64::NEG_INFINITY } else { f64::NAN };
    let value = if x > 0.0 { value } else { edge };
    if x == f64::INFINITY { x } else { value }
}

/// ln(1 + x), within 2 ulp, without cancellation near 0; −∞ at −1.
#[inline(always)]
pub fn ln_1p(x: f64) -> f64 {
    let sum = 1.0 + x;
    // What the addition rounded away comes back as the first term of the series around `sum`.
    let lost = x - (sum - 1.0);
    let correction = if sum > 0.0 && sum < f64::INFINITY { lost / sum } else { 0.0 };
    ln(sum) + correction
}
