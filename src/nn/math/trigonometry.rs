//! Sine and cosine.

const TWO_OVER_PI: f64 = std::f64::consts::FRAC_2_PI;
/// π/2 in three parts whose sum holds about 150 bits of it.
const HALF_PI: [f64; 3] =
    [std::f64::consts::FRAC_PI_2, 6.123_233_995_736_766e-17, -1.497_384_904_859_168_3e-33];
const ROUND: f64 = 6_755_399_441_055_744.0;

/// Minimax coefficients on |r| ≤ π/4 of FreeBSD's `k_sin.c` and `k_cos.c`.
const SIN: [f64; 6] = [
    -0.166_666_666_666_666_32,
    0.008_333_333_333_322_49,
    -0.000_198_412_698_298_579_5,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_3e-8,
    1.589_690_995_211_55e-10,
];
const COS: [f64; 6] = [
    0.041_666_666_666_666_6,
    -0.001_388_888_888_887_411,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];

#[inline(always)]
fn polynomial(c: &[f64; 6], z: f64) -> f64 {
    c.iter().rev().fold(0.0, |sum, &c| sum.mul_add(z, c))
}

/// `(sin r, cos r)` for |r| ≤ π/4.
#[inline(always)]
fn kernel(r: f64) -> (f64, f64) {
    let z = r * r;
    let sin = (z * r).mul_add(polynomial(&SIN, z), r);
    let cos = (z * z).mul_add(polynomial(&COS, z), (-0.5 * z) + 1.0);
    (sin, cos)
}

/// The quadrant of `x` (its lowest two bits count) and what is left of `x` after removing it.
#[inline(always)]
fn quadrant(x: f64) -> (u64, f64) {
    let shifted = x.mul_add(TWO_OVER_PI, ROUND);
    let n = shifted - ROUND;
    let r = HALF_PI.iter().fold(x, |r, &part| n.mul_add(-part, r));
    (shifted.to_bits(), r)
}

/// sin x (x in radians), within 2 ulp for |x| ≤ 1e6; NaN for an infinite x.
#[inline(always)]
pub fn sin(x: f64) -> f64 {
    let (quadrant, r) = quadrant(x);
    let (sin, cos) = kernel(r);
    let value = if quadrant & 1 == 0 { sin } else { cos };
    if quadrant & 2 == 0 { value } else { -value }
}

/// cos x (x in radians), within 2 ulp for |x| ≤ 1e6; NaN for an infinite x.
#[inline(always)]
pub fn cos(x: f64) -> f64 {
    let (quadrant, r) = quadrant(x);
    let (sin, cos) = kernel(r);
    let value = if quadrant & 1 == 0 { cos } else { sin };
    if quadrant.wrapping_add(1) & 2 == 0 { value } else { -value }
}
