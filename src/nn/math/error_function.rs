//! The error function, for GELU's Gaussian distribution function.

use super::exp;

/// erfc(x)·eˣˣ / t as a polynomial in s = 2t − 1 with t = 2 / (2 + x), for every x ≥ 0 (relative error 8e-17).
const TAIL: [f64; 27] = [
    0.5107913526210115,
    0.3435803422069051,
    0.13973604627802735,
    0.018221115753461418,
    -0.010755330944743213,
    -0.003239592534655014,
    0.001545306029656217,
    0.00041864804431780765,
    -0.000331536754536941,
    -1.7185840159673632e-05,
    7.223539810023321e-05,
    -1.707374027362626e-05,
    -1.0848266170054718e-05,
    8.05774418734809e-06,
    -5.622017389294364e-07,
    -1.8147502308396875e-06,
    9.99681059790912e-07,
    -1.4173148256804559e-08,
    -2.838403336958219e-07,
    1.7908279015125605e-07,
    -3.2879636227603558e-09,
    -6.991599125811103e-08,
    2.999579690914985e-08,
    1.330982841170542e-08,
    -1.0077813696987433e-08,
    -1.0739706490607777e-09,
    1.2565872268596197e-09,
];

/// erf(x) / x as a polynomial in x² for |x| ≤ 0.75 (relative error 2e-17).
const CENTRE: [f64; 11] = [
    std::f64::consts::FRAC_2_SQRT_PI,
    -0.37612638903183715,
    0.11283791670952596,
    -0.026866170644428485,
    0.005223977615420539,
    -0.0008548326188759752,
    0.00012055289567541706,
    -1.4924196305569617e-05,
    1.643068417974155e-06,
    -1.5940066854661717e-07,
    1.1472499701094691e-08,
];

#[inline(always)]
fn polynomial(coefficients: &[f64], x: f64) -> f64 {
    coefficients.iter().rev().fold(0.0, |sum, &c| sum.mul_add(x, c))
}

/// erfc(x) = 1 − erf(x), within 1e-15 relative wherever it is a normal number.
#[inline(always)]
pub fn erfc(x: f64) -> f64 {
    let magnitude = if x.abs() > 30.0 { 30.0 } else { x.abs() };
    let square = magnitude * magnitude;
    // What rounding took from the square matters: the exponential multiplies it.
    let lost = magnitude.mul_add(magnitude, -square);
    let t = 2.0 / (2.0 + magnitude);
    let gauss = exp(-square) * (1.0 - lost);
    let tail = t * gauss * polynomial(&TAIL, 2.0f64.mul_add(t, -1.0));
    if x < 0.0 { 2.0 - tail } else { tail }
}

/// The error function 2/√π·∫₀ˣ e⁻ˢˢ ds, within 1e-15 relative.
#[inline(always)]
pub fn erf(x: f64) -> f64 {
    let centre = x * polynomial(&CENTRE, x * x);
    let outside = (1.0 - erfc(x.abs())).copysign(x);
    if x.abs() < 0.75 { centre } else { outside }
}
