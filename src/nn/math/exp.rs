//! The exponential function and its near relatives.

/// log2(e).
const LOG2_E: f64 = std::f64::consts::LOG2_E;
/// ln 2 in two parts: the sum holds about 100 bits of it.
const LN2_HIGH: f64 = std::f64::consts::LN_2;
const LN2_LOW: f64 = 2.319_046_813_846_299_6e-17;
/// Adding and subtracting it rounds to the nearest integer, which then sits in the lowest bits.
const ROUND: f64 = 6_755_399_441_055_744.0;

/// (eʳ − 1 − r) / r² on |r| ≤ ln 2 / 2, to 4e-19 of eʳ: interpolated at Chebyshev nodes, lowest power first.
const TAIL: [f64; 11] = [
    0.5,
    0.166_666_666_666_666_7,
    0.041_666_666_666_666_67,
    0.008_333_333_333_326_136,
    0.001_388_888_888_888_374_8,
    0.000_198_412_698_748_206_27,
    2.480_158_732_554_774_3e-5,
    2.755_725_540_020_642_2e-6,
    2.755_727_364_311_03e-7,
    2.510_521_700_472_074_5e-8,
    2.091_468_696_808_687_6e-9,
];

/// `(n, eʳ − 1)` with `x = n·ln 2 + r` and |r| ≤ ln 2 / 2.
#[inline(always)]
fn reduced(x: f64) -> (f64, f64) {
    let Series { n, r, r2, tail } = series(x);
    (n, tail.mul_add(r2, r))
}

/// `x = n·ln 2 + r` with |r| ≤ ln 2 / 2, and the sum `eʳ − 1 = r + r2·tail` before it is rounded.
struct Series {
    n: f64,
    r: f64,
    r2: f64,
    tail: f64,
}

#[inline(always)]
fn series(x: f64) -> Series {
    let n = x.mul_add(LOG2_E, ROUND) - ROUND;
    let r = n.mul_add(-LN2_LOW, n.mul_add(-LN2_HIGH, x));
    let r2 = r * r;
    let r4 = r2 * r2;
    // Estrin's scheme: short chains of dependent operations keep the vector units busy.
    let pair = |i: usize| TAIL[i + 1].mul_add(r, TAIL[i]);
    let low = r2.mul_add(pair(2), pair(0));
    let middle = r2.mul_add(pair(6), pair(4));
    let high = r2.mul_add(TAIL[10], pair(8));
    let tail = r4.mul_add(r4.mul_add(high, middle), low);
    Series { n, r, r2, tail }
}

/// 2ⁿ for an integer −1022 ≤ n ≤ 1023 held in a float.
#[inline(always)]
fn power_of_two(n: f64) -> f64 {
    f64::from_bits(((n + ROUND).to_bits() << 52).wrapping_add(1023 << 52))
}

/// eˣ, within 1 ulp; 0 below −745.2, infinity above 709.8, NaN for NaN.
///
/// The result is built as 2ⁿ·eʳ; 2ⁿ is applied in two factors so that the smallest results round once.
#[inline(always)]
pub fn exp(x: f64) -> f64 {
    let clamped = x.clamp(-746.0, 710.0);
    let (n, fraction) = reduced(clamped);
    let half = (n * 0.5 + ROUND) - ROUND;
    (1.0 + fraction) * power_of_two(half) * power_of_two(n - half)
}

/// eˣ − 1, within 2 ulp and without cancellation near 0.
#[inline(always)]
pub fn exp_m1(x: f64) -> f64 {
    // Above 709 the scale 2ⁿ itself would overflow: the last step is taken by the second factor.
    let clamped = x.clamp(-60.0, 710.0);
    let (n, fraction) = reduced(clamped);
    let large = n > 1023.0;
    let scale = power_of_two(if large { n - 1.0 } else { n });
    let value = scale.mul_add(fraction, scale - 1.0);
    if large { value * 2.0 } else { value }
}

/// The hyperbolic tangent (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ), within 1.5 ulp.
///
/// With t = e²ˡˣˡ − 1 it is ±t / (t + 2): no cancellation near 0, exactly ±1 from |x| ≈ 19 on. Three
/// roundings, of t, of t + 2 and of the quotient q, would add up to more than 2 ulp; what the first two
/// lost is put back, multiplied by 1 / (t + 2) = (1 − q) / 2.
#[inline(always)]
pub fn tanh(x: f64) -> f64 {
    let magnitude = x.abs();
    let doubled = 2.0 * if magnitude > 20.0 { 20.0 } else { magnitude };
    let Series { n, r, r2, tail } = series(doubled);
    let (scale, fraction) = (power_of_two(n), tail.mul_add(r2, r));
    let t = scale.mul_add(fraction, scale - 1.0);
    let lost = scale.mul_add(tail.mul_add(r2, r - fraction), scale.mul_add(fraction, (scale - 1.0) - t));
    let below = t + 2.0;
    let quotient = t / below;
    // From t = 2 on t + 2 loses nothing that shows, and 1 − q has too few digits left in the end.
    let share = if t < 2.0 { 1.0 - quotient } else { 0.0 };
    let rest = (-quotient).mul_add(below, t) - quotient * (t - (below - 2.0)) + share * lost;
    (rest * 0.5).mul_add(share, quotient).copysign(x)
}

/// The logistic function 1 / (1 + e⁻ˣ), within 2 ulp.
#[inline(always)]
pub fn sigmoid(x: f64) -> f64 {
    // Beyond ±700 the result is 1, or smaller than 1e-304.
    let clamped = (-x).clamp(-700.0, 709.0);
    let (n, fraction) = reduced(clamped);
    let scale = power_of_two(n);
    let value = 1.0 / (scale.mul_add(fraction, scale) + 1.0);
    if x < -709.0 { 0.0 } else { value }
}
