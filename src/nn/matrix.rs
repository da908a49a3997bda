//! The storage behind every value and gradient: a matrix that can be refilled without allocating.

use std::fmt;

use ndarray::{Array1, Array2, ArrayView2, ArrayViewMut2};

use super::error::Error;

/// The most elements one matrix may have: 2²⁸ numbers are 2 GiB.
const MOST_ELEMENTS: usize = 1 << 28;

/// Rows and columns; rows are examples, columns are features.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// How many rows.
    pub rows: usize,
    /// How many columns.
    pub columns: usize,
}

impl Shape {
    /// The shape `[rows, columns]`.
    pub const fn new(rows: usize, columns: usize) -> Self {
        Self { rows, columns }
    }

    /// The shape of a single number.
    pub const SCALAR: Self = Self::new(1, 1);

    /// How many elements a matrix of this shape has.
    pub const fn elements(self) -> usize {
        self.rows * self.columns
    }

    /// This shape, if a matrix of it can be held.
    ///
    /// # Errors
    /// [`Error::TooLarge`] above 2 GiB.
    pub fn checked(self, operation: &'static str) -> Result<Self, Error> {
        match self.rows.checked_mul(self.columns) {
            Some(elements) if elements <= MOST_ELEMENTS => Ok(self),
            _ => Err(Error::TooLarge { operation, shape: self }),
        }
    }
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{}, {}]", self.rows, self.columns)
    }
}

/// The product of a matrix and a vector, `[rows, columns]` times `[columns]`: `ndarray`'s own, to the digit. Called
/// from here it is compiled at this package's level of optimisation, at which its sums are vectors.
#[inline(never)]
pub fn times(matrix: &Array2<f64>, vector: &Array1<f64>) -> Array1<f64> {
    matrix.dot(vector)
}

/// A matrix in row order, whose storage survives a change of shape.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matrix {
    shape: Shape,
    data: Vec<f64>,
}

impl Matrix {
    /// A matrix of zeros.
    pub fn zeros(shape: Shape) -> Self {
        Self { shape, data: vec![0.0; shape.elements()] }
    }

    /// A copy of `array`.
    pub fn copied(array: ArrayView2<f64>) -> Self {
        let mut matrix = Self::default();
        matrix.assign(array);
        matrix
    }

    /// Takes over shape and elements of `array`; allocates only to grow beyond any earlier shape.
    pub fn assign(&mut self, array: ArrayView2<f64>) {
        self.reshape(Shape::new(array.nrows(), array.ncols()));
        match array.as_slice() {
            Some(slice) => self.data.copy_from_slice(slice),
            None => self.data.iter_mut().zip(array.iter()).for_each(|(to, from)| *to = *from),
        }
    }

    /// Changes the shape; the elements are then whatever was there. Allocates only to grow.
    pub fn reshape(&mut self, shape: Shape) {
        if self.shape != shape {
            self.shape = shape;
            self.data.resize(shape.elements(), 0.0);
        }
    }

    /// Rows and columns.
    pub fn shape(&self) -> Shape {
        self.shape
    }

    /// The elements, row after row.
    pub fn data(&self) -> &[f64] {
        &self.data
    }

    /// The elements, row after row, to be written.
    pub fn data_mut(&mut self) -> &mut [f64] {
        &mut self.data
    }

    /// One row.
    pub fn row(&self, index: usize) -> &[f64] {
        &self.data[index * self.shape.columns..][..self.shape.columns]
    }

    /// One row, to be written.
    pub fn row_mut(&mut self, index: usize) -> &mut [f64] {
        &mut self.data[index * self.shape.columns..][..self.shape.columns]
    }

    /// The rows from first to last.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &[f64]> {
        self.data.chunks_exact(self.shape.columns.max(1))
    }

    /// The only element of a `[1, 1]` matrix.
    pub fn scalar(&self) -> f64 {
        self.data[0]
    }

    /// This matrix as an `ndarray` view.
    pub fn view(&self) -> ArrayView2<'_, f64> {
        ArrayView2::from_shape((self.shape.rows, self.shape.columns), &self.data)
            .expect("shape fits the data")
    }

    /// This matrix as a writable `ndarray` view.
    pub fn view_mut(&mut self) -> ArrayViewMut2<'_, f64> {
        ArrayViewMut2::from_shape((self.shape.rows, self.shape.columns), &mut self.data)
            .expect("shape fits the data")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shrinking_and_growing_back_keeps_the_storage() {
        let mut matrix = Matrix::zeros(Shape::new(32, 4));
        let before = matrix.data.as_ptr();
        matrix.reshape(Shape::new(7, 4));
        matrix.reshape(Shape::new(32, 4));
        assert_eq!(matrix.data.as_ptr(), before);
    }

    #[test]
    fn a_transposed_view_is_copied_in_row_order() {
        let array = ndarray::array![[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]];
        let matrix = Matrix::copied(array.t());
        assert_eq!(matrix.data(), [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        assert_eq!(matrix.view(), array.t());
    }

    #[test]
    fn a_shape_that_cannot_be_held_is_refused() {
        assert!(Shape::new(usize::MAX, 2).checked("linear").is_err());
        let message = Shape::new(1 << 20, 1 << 20).checked("linear").unwrap_err().to_string();
        assert!(message.starts_with("linear: [1048576, 1048576] would need 8192 GiB"), "{message}");
    }
}
