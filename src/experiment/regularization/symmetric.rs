//! Eigenvalues of small symmetric matrices: the curvatures of a quadratic loss.

use ndarray::Array2;

/// More sweeps than any matrix needs: each about squares what is left off the diagonal.
const SWEEPS: usize = 50;

/// The eigenvalues of the symmetric matrix, ascending, by rotations that empty one place off the diagonal
/// at a time (Jacobi, 1846).
pub(super) fn eigenvalues(matrix: &Array2<f64>) -> Vec<f64> {
    let mut matrix = matrix.clone();
    let n = matrix.nrows();
    for _ in 0..SWEEPS {
        for row in 0..n {
            for column in row + 1..n {
                rotate(&mut matrix, row, column);
            }
        }
    }
    let mut values = matrix.diag().to_vec();
    values.sort_by(f64::total_cmp);
    values
}

/// Turns the plane of two coordinates so that the matrix has a 0 there.
fn rotate(matrix: &mut Array2<f64>, p: usize, q: usize) {
    let off = matrix[[p, q]];
    if off == 0.0 {
        return;
    }
    let theta = (matrix[[q, q]] - matrix[[p, p]]) / (2.0 * off);
    let tangent = theta.signum() / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for k in 0..matrix.nrows() {
        let (left, right) = (matrix[[k, p]], matrix[[k, q]]);
        matrix[[k, p]] = cosine * left - sine * right;
        matrix[[k, q]] = sine * left + cosine * right;
    }
    for k in 0..matrix.nrows() {
        let (upper, lower) = (matrix[[p, k]], matrix[[q, k]]);
        matrix[[p, k]] = cosine * upper - sine * lower;
        matrix[[q, k]] = sine * upper + cosine * lower;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn they_are_those_worked_out_by_hand() {
        let values = eigenvalues(&array![[2.0, 1.0], [1.0, 2.0]]);
        assert!((values[0] - 1.0).abs() < 1e-14 && (values[1] - 3.0).abs() < 1e-14, "{values:?}");
        // A chain of springs: 2 − 2·cos(k·π/4).
        let values = eigenvalues(&array![[2.0, -1.0, 0.0], [-1.0, 2.0, -1.0], [0.0, -1.0, 2.0]]);
        let root = 2f64.sqrt();
        for (value, expected) in values.iter().zip([2.0 - root, 2.0, 2.0 + root]) {
            assert!((value - expected).abs() < 1e-13, "{values:?}");
        }
    }
}
