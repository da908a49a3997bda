//! What batch and layer normalization share: γ and β, one of each a column, and how they are learned.

use crate::{Error, Matrix, Shape, wide};

/// Added to a variance, so that what is constant divides by something.
pub(super) const EPSILON: f64 = 1e-5;

/// The shape of the output, that of the first input.
///
/// # Errors
/// [`Error::Shape`] unless the others, γ and β, have one number for each column of it.
pub(super) fn shape(operation: &'static str, inputs: &[Shape]) -> Result<Shape, Error> {
    let (x, wanted) = (inputs[0], Shape::new(1, inputs[0].columns));
    let advice = "γ and β are [1, columns], with one number for each column of the input";
    match inputs[1..].iter().find(|&&shape| shape != wanted) {
        Some(&right) => Err(Error::Shape { operation, left: x, right, advice }),
        None => Ok(x),
    }
}

/// Normalises a row and writes y = γ·normal + β, where normal = (x − mean)·scale by column.
pub(super) fn write_row(
    x: &[f64],
    by_column: impl Fn(usize) -> [f64; 2],
    gamma_beta: [&[f64]; 2],
    normal: &mut [f64],
    y: &mut [f64],
) {
    let [gamma, beta] = gamma_beta;
    for (column, &x) in x.iter().enumerate() {
        let [mean, scale] = by_column(column);
        normal[column] = (x - mean) * scale;
        y[column] = gamma[column] * normal[column] + beta[column];
    }
}

/// ∂L/∂γ = Σ dy·normal over the rows, by column.
pub(super) fn gamma_gradient(upstream: &Matrix, normal: &Matrix, sums: &mut [f64]) {
    sums.fill(0.0);
    for (dy, normal) in upstream.rows().zip(normal.rows()) {
        sums.iter_mut().zip(dy).zip(normal).for_each(|((sum, dy), normal)| *sum += dy * normal);
    }
}

/// ∂L/∂β = Σ dy over the rows, by column.
pub(super) fn beta_gradient(upstream: &Matrix, sums: &mut [f64]) {
    sums.fill(0.0);
    wide::add_rows(upstream.data(), sums);
}
