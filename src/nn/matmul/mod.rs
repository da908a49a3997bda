//! Matrix products into existing storage.

use ndarray::linalg::general_mat_mul;

use super::Matrix;

/// Computes matrix products; keeps the storage it packs operands into.
#[derive(Default)]
pub(in crate::nn) struct Product;

impl Product {
    /// `C = A·B`.
    pub(in crate::nn) fn plain(&mut self, a: &Matrix, b: &Matrix, c: &mut Matrix) {
        general_mat_mul(1.0, &a.view(), &b.view(), 0.0, &mut c.view_mut());
    }

    /// `C = A·Bᵀ`, plus `bias` on every row.
    pub(in crate::nn) fn right_transposed(
        &mut self,
        a: &Matrix,
        b: &Matrix,
        bias: Option<&[f64]>,
        c: &mut Matrix,
    ) {
        general_mat_mul(1.0, &a.view(), &b.view().t(), 0.0, &mut c.view_mut());
        if let Some(bias) = bias {
            let columns = c.shape().columns;
            for row in c.data_mut().chunks_exact_mut(columns) {
                row.iter_mut().zip(bias).for_each(|(c, b)| *c += b);
            }
        }
    }

    /// `C = Aᵀ·B`.
    pub(in crate::nn) fn left_transposed(&mut self, a: &Matrix, b: &Matrix, c: &mut Matrix) {
        general_mat_mul(1.0, &a.view().t(), &b.view(), 0.0, &mut c.view_mut());
    }
}
