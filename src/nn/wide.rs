//! Runs a loop with the widest vector instructions this machine has.
//!
//! The numeric loops of this framework are plain Rust over slices. A loop that is compiled for the
//! baseline of its target uses narrow registers, and on x86-64 its `mul_add` is a call into a library.
//! [`wide`] compiles the loop three times and picks the best version when the program runs.
//!
//! The version chosen never changes a digit: every version carries out the same IEEE operations on
//! each element, in the same order, and a fused multiply-add is correctly rounded everywhere.
//!
//! # Why the `unsafe` here is sound
//! A function marked `#[target_feature]` may be called on a machine that has the feature, and each call
//! below stands behind the run-time check for exactly the features that its callee names.
#![allow(unsafe_code)]

/// A piece of numeric work that [`wide`] compiles for each level of vector instructions.
pub trait Kernel {
    /// What the work returns.
    type Output;

    /// Does the work. Implementations are `#[inline(always)]`, so that they are compiled anew inside
    /// each version; `level` tells how many registers there are to plan with.
    fn run(self, level: Level) -> Self::Output;
}

/// How wide the vector instructions are that a loop was compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// What every processor of the target has (on aarch64 that includes fused multiply-add).
    Baseline,
    /// x86-64 with 256-bit vectors and fused multiply-add.
    Avx2,
    /// x86-64 with 512-bit vectors.
    Avx512,
}

impl Level {
    /// The widest level of this machine.
    #[inline]
    pub fn detected() -> Self {
        #[cfg(target_arch = "x86_64")]
        {
            let fused = is_x86_feature_detected!("avx2") && is_x86_feature_detected!("fma");
            if fused && is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512dq") {
                return Self::Avx512;
            }
            if fused {
                return Self::Avx2;
            }
        }
        Self::Baseline
    }

    /// Whether fused multiply-add is an instruction here; without one it is emulated, slowly.
    pub fn has_fused_multiply_add(self) -> bool {
        self != Self::Baseline || cfg!(target_arch = "aarch64")
    }
}

/// The output of `kernel`, compiled for the widest vector instructions of this machine.
#[inline]
pub fn wide<K: Kernel>(kernel: K) -> K::Output {
    #[cfg(target_arch = "x86_64")]
    match Level::detected() {
        // SAFETY: `detected` saw avx512f, avx512dq, avx2 and fma on this machine.
        Level::Avx512 => return unsafe { avx512(kernel) },
        // SAFETY: `detected` saw avx2 and fma on this machine.
        Level::Avx2 => return unsafe { avx2(kernel) },
        Level::Baseline => {}
    }
    kernel.run(Level::Baseline)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx2,fma")]
fn avx512<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Level::Avx512)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<K: Kernel>(kernel: K) -> K::Output {
    kernel.run(Level::Avx2)
}

struct Map<'a, F> {
    x: &'a [f64],
    y: &'a mut [f64],
    f: F,
}

impl<F: Fn(f64) -> f64> Kernel for Map<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self, _level: Level) {
        for (y, &x) in self.y.iter_mut().zip(self.x) {
            *y = (self.f)(x);
        }
    }
}

/// Writes `f(x[i])` to `y[i]` for each element, in vectors.
///
/// A function that is `#[inline(always)]` and free of branches becomes vector code; any other is called.
#[inline]
pub fn map(x: &[f64], y: &mut [f64], f: impl Fn(f64) -> f64) {
    wide(Map { x, y, f });
}

struct MapInPlace<'a, F> {
    values: &'a mut [f64],
    f: F,
}

impl<F: Fn(f64) -> f64> Kernel for MapInPlace<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self, _level: Level) {
        for value in self.values {
            *value = (self.f)(*value);
        }
    }
}

/// Replaces each element by `f` of it, in vectors.
#[inline]
pub fn map_in_place(values: &mut [f64], f: impl Fn(f64) -> f64) {
    wide(MapInPlace { values, f });
}

/// Σ `f(x)` in eight sums side by side, which are added up in order at the end: a single chain of additions
/// would wait for each.
struct Sum<'a, F> {
    x: &'a [f64],
    f: F,
}

impl<F: Fn(f64) -> f64> Kernel for Sum<'_, F> {
    type Output = f64;

    #[inline(always)]
    fn run(self, _level: Level) -> f64 {
        let mut sums = [0.0; 8];
        let (eights, rest) = self.x.as_chunks::<8>();
        for x in eights {
            sums.iter_mut().zip(x).for_each(|(sum, &x)| *sum += (self.f)(x));
        }
        sums.iter_mut().zip(rest).for_each(|(sum, &x)| *sum += (self.f)(x));
        sums.iter().sum()
    }
}

/// The sum of `f(x)` over the elements, in vectors. The order of summation depends on the length alone.
#[inline]
pub fn sum(x: &[f64], f: impl Fn(f64) -> f64) -> f64 {
    wide(Sum { x, f })
}

struct AddRows<'a> {
    rows: &'a [f64],
    sums: &'a mut [f64],
}

impl Kernel for AddRows<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self, _level: Level) {
        for row in self.rows.chunks_exact(self.sums.len().max(1)) {
            self.sums.iter_mut().zip(row).for_each(|(sum, x)| *sum += x);
        }
    }
}

/// Adds the rows of a matrix with as many columns as `sums`, from the first to the last, to `sums`, in vectors.
#[inline]
pub fn add_rows(rows: &[f64], sums: &mut [f64]) {
    wide(AddRows { rows, sums });
}

struct Map3<'a, F> {
    inputs: [&'a [f64]; 3],
    out: &'a mut [f64],
    f: F,
}

impl<F: Fn(f64, f64, f64) -> f64> Kernel for Map3<'_, F> {
    type Output = ();

    #[inline(always)]
    fn run(self, _level: Level) {
        let [a, b, c] = self.inputs;
        for (((out, &a), &b), &c) in self.out.iter_mut().zip(a).zip(b).zip(c) {
            *out = (self.f)(a, b, c);
        }
    }
}

/// Writes `f(a[i], b[i], c[i])` to `out[i]` for each element, in vectors.
#[inline]
pub fn map3(inputs: [&[f64]; 3], out: &mut [f64], f: impl Fn(f64, f64, f64) -> f64) {
    wide(Map3 { inputs, out, f });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_element_is_mapped_whatever_the_length() {
        for length in 0..40 {
            let x: Vec<f64> = (0..length).map(f64::from).collect();
            let mut y = vec![-1.0; x.len()];
            map(&x, &mut y, |x| x.mul_add(2.0, 1.0));
            assert!(x.iter().zip(&y).all(|(x, y)| *y == 2.0 * x + 1.0));
        }
    }
}
