//! Elementary functions whose every bit is the same on every machine.
//!
//! The system's maths library gives other last digits on another system, and takes 9 ns for a `tanh`. The
//! functions here are a handful of additions, multiplications and fused multiply-adds, which IEEE 754 rounds
//! the same everywhere. They have no branches, so that a loop over a slice becomes vector code:
//!
//! ```
//! use dltutor_nn::math;
//! let mut y = [0.0; 3];
//! math::map(&[-1.0, 0.0, 1.0], &mut y, math::tanh);
//! assert_eq!(y[1], 0.0);
//! assert_eq!(y[2], math::tanh(1.0));
//! ```

mod error_function;
mod exp;
mod log;
mod trigonometry;

pub use error_function::{erf, erfc};
pub use exp::{exp, exp_m1, sigmoid, tanh};
pub use log::{ln, ln_1p};
pub use trigonometry::{cos, sin};

pub use super::wide::{map, map_in_place, map3};

/// xⁿ by repeated squaring: the same multiplications in the same order everywhere.
pub fn power(x: f64, n: u64) -> f64 {
    let (mut result, mut square, mut n) = (1.0, x, n);
    while n > 0 {
        if n & 1 == 1 {
            result *= square;
        }
        square *= square;
        n >>= 1;
    }
    result
}

/// √(Σ x²), summed from the first element to the last.
pub fn norm(x: &[f64]) -> f64 {
    x.iter().fold(0.0f64, |sum, &x| x.mul_add(x, sum)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The distance between two floats in units of the last place of `b`.
    fn ulps(a: f64, b: f64) -> f64 {
        if a == b || (a.is_nan() && b.is_nan()) {
            return 0.0;
        }
        let unit = f64::from_bits(b.abs().to_bits() + 1) - b.abs();
        ((a - b) / unit).abs()
    }

    /// The largest distance between `ours` and the system's function, which is itself within 1 ulp (2 for tanh).
    fn worst(range: (f64, f64), ours: impl Fn(f64) -> f64, system: impl Fn(f64) -> f64) -> f64 {
        let points = 200_000;
        let at = |i: i32| range.0 + (range.1 - range.0) * f64::from(i) / f64::from(points);
        (0..=points).map(at).map(|x| ulps(ours(x), system(x))).fold(0.0, f64::max)
    }

    #[test]
    fn functions_agree_with_the_system_to_a_few_units_in_the_last_place() {
        assert!(worst((-745.0, 709.7), exp, f64::exp) <= 1.6);
        assert!(worst((-1.0, 1.0), exp, f64::exp) <= 1.6);
        assert!(worst((-40.0, 709.7), exp_m1, f64::exp_m1) <= 3.0);
        assert!(worst((-1.0, 1.0), exp_m1, f64::exp_m1) <= 3.0);
        assert!(worst((-22.0, 22.0), tanh, f64::tanh) <= 3.0);
        assert!(worst((-0.5, 0.5), tanh, f64::tanh) <= 3.0);
        assert!(worst((1e-3, 4.0), ln, f64::ln) <= 2.0);
        assert!(worst((1e-300, 1e300), ln, f64::ln) <= 2.0);
        assert!(worst((-0.99, 3.0), ln_1p, f64::ln_1p) <= 3.0);
        assert!(worst((-7.0, 7.0), |x| 2.0 + sin(x), |x| 2.0 + x.sin()) <= 2.0);
        assert!(worst((0.1, 3.0), sin, f64::sin) <= 2.0);
        assert!(worst((-1.5, 1.5), cos, f64::cos) <= 2.0);
        assert!(worst((1e4, 1e5), |x| 2.0 + cos(x), |x| 2.0 + x.cos()) <= 2.0);
    }

    /// The points where it was farthest off among 400 000, with the values of 60-digit arithmetic.
    #[test]
    fn tanh_is_within_two_units_where_it_is_worst() {
        let pinned = [
            (18.858_285_373_430_74, 0.999_999_999_999_999_9),
            (2.772_375_315_636_257, 0.992_214_589_552_590_2),
            (0.634_207_458_421_918_8, 0.560_942_574_142_429_9),
            (1.728_385_796_022_269_3, 0.938_864_887_177_048),
            (0.572_319_469_736_302_9, 0.517_060_670_920_418_9),
            (0.183_726_134_296_182_3, 0.181_686_427_111_317_97),
            (0.123_805_083_687_167_28, 0.123_176_388_974_587_62),
            (1e-5, 9.999_999_999_666_668e-6),
        ];
        for (x, y) in pinned {
            assert!(ulps(tanh(x), y) <= 2.0 && tanh(-x) == -tanh(x), "tanh({x}) = {} and not {y}", tanh(x));
        }
    }

    #[test]
    fn sigmoid_agrees_with_its_definition() {
        let definition = |x: f64| if x < 0.0 { x.exp() / (1.0 + x.exp()) } else { 1.0 / (1.0 + (-x).exp()) };
        assert!(worst((-700.0, 700.0), sigmoid, definition) <= 4.0);
        assert!(worst((-5.0, 5.0), sigmoid, definition) <= 4.0);
    }

    #[test]
    fn the_edges_are_what_ieee_says() {
        assert_eq!((exp(-800.0), exp(800.0), exp(0.0)), (0.0, f64::INFINITY, 1.0));
        assert_eq!((exp(f64::NEG_INFINITY), exp(f64::INFINITY)), (0.0, f64::INFINITY));
        assert_eq!((exp_m1(-800.0), exp_m1(800.0), exp_m1(0.0)), (-1.0, f64::INFINITY, 0.0));
        assert_eq!((tanh(-800.0), tanh(800.0), tanh(f64::INFINITY)), (-1.0, 1.0, 1.0));
        assert!(tanh(-0.0).is_sign_negative());
        assert_eq!((sigmoid(-800.0), sigmoid(800.0), sigmoid(0.0)), (0.0, 1.0, 0.5));
        assert_eq!((ln(0.0), ln(1.0), ln(f64::INFINITY)), (f64::NEG_INFINITY, 0.0, f64::INFINITY));
        assert_eq!((ln_1p(-1.0), ln_1p(1e-300)), (f64::NEG_INFINITY, 1e-300));
        assert_eq!(ln(5e-324), 5e-324f64.ln());
        let of_nan = [exp, exp_m1, tanh, sigmoid, ln, ln_1p, sin, cos, erf, erfc].map(|f| f(f64::NAN));
        assert!(of_nan.iter().all(|y| y.is_nan()), "{of_nan:?}");
        assert!(ln(-1.0).is_nan() && sin(f64::INFINITY).is_nan());
    }

    #[test]
    fn error_function_matches_thirty_digit_values() {
        let pinned = [
            (0.1, 0.112_462_916_018_284_89),
            (0.7, 0.677_801_193_837_418_5),
            (1.0, 0.842_700_792_949_714_9),
            (2.5, 0.999_593_047_982_555),
            (-0.3, -0.328_626_759_459_127_4),
        ];
        for (x, y) in pinned {
            assert!(ulps(erf(x), y) <= 3.0, "erf({x}) = {} and not {y}", erf(x));
        }
        for (x, y) in [
            (3.0, 2.209_049_699_858_544e-5),
            (10.0, 2.088_487_583_762_545e-45),
            (-1.0, 1.842_700_792_949_715),
        ] {
            assert!(ulps(erfc(x), y) <= 6.0, "erfc({x}) = {} and not {y}", erfc(x));
        }
    }

    #[test]
    fn a_vector_loop_and_a_single_call_give_the_same_bits() {
        let x: Vec<f64> = (-300..300).map(|i| f64::from(i) * 0.37).collect();
        let mut y = vec![0.0; x.len()];
        for f in [exp, exp_m1, tanh, sigmoid, ln, ln_1p, sin, cos, erf] {
            map(&x, &mut y, f);
            assert!(x.iter().zip(&y).all(|(x, y)| f(*x).to_bits() == y.to_bits() || y.is_nan()));
        }
    }

    #[test]
    fn powers_are_exact_where_they_can_be() {
        assert_eq!((power(2.0, 10), power(0.9, 0), power(-3.0, 3)), (1024.0, 1.0, -27.0));
    }
}
