//! Matrix products into existing storage, the same digits on every machine.
//!
//! Every element of a product is one chain of fused multiply-adds over k in ascending order, started from 0 or
//! from the bias:
//!
//! ```text
//! c ← start;   for k in 0..K:  c ← fma(a[i][k], b[k][j], c)
//! ```
//!
//! How many elements are computed side by side depends on the width of the machine's registers; what is
//! computed for each does not. That is the reason for a kernel of our own: `ndarray`'s starts a new chain every
//! 256 products, allocates on every call, and costs 0.1 µs before the first multiplication.
//!
//! [`tile`] is the innermost part, [`panel`] brings the second operand into the order in which it is read.

mod panel;
mod tile;

use self::panel::Panel;
use self::tile::Block;
use super::Matrix;
use super::wide::{Kernel, Level, wide};

/// A matrix operand, maybe transposed: element `(i, j)` is `data[i·row_stride + j·column_stride]`.
#[derive(Clone, Copy)]
struct Operand<'a> {
    data: &'a [f64],
    row_stride: usize,
    column_stride: usize,
}

impl<'a> Operand<'a> {
    fn plain(matrix: &'a Matrix) -> Self {
        Self { data: matrix.data(), row_stride: matrix.shape().columns, column_stride: 1 }
    }

    fn transposed(matrix: &'a Matrix) -> Self {
        Self { data: matrix.data(), row_stride: 1, column_stride: matrix.shape().columns }
    }
}

/// Computes matrix products; keeps the storage it arranges operands in.
#[derive(Default)]
pub(super) struct Product {
    panel: Panel,
}

impl Product {
    /// `C = A·B`.
    pub(super) fn plain(&mut self, a: &Matrix, b: &Matrix, c: &mut Matrix) {
        self.multiply(Operand::plain(a), Operand::plain(b), a.shape().columns, None, c);
    }

    /// `C = A·Bᵀ`, plus `bias` on every row.
    pub(super) fn right_transposed(&mut self, a: &Matrix, b: &Matrix, bias: Option<&[f64]>, c: &mut Matrix) {
        self.multiply(Operand::plain(a), Operand::transposed(b), a.shape().columns, bias, c);
    }

    /// `C = Aᵀ·B`.
    pub(super) fn left_transposed(&mut self, a: &Matrix, b: &Matrix, c: &mut Matrix) {
        self.multiply(Operand::transposed(a), Operand::plain(b), a.shape().rows, None, c);
    }

    fn multiply(
        &mut self,
        a: Operand<'_>,
        b: Operand<'_>,
        depth: usize,
        start: Option<&[f64]>,
        c: &mut Matrix,
    ) {
        wide(Multiply { a, b, depth, start, c, panel: &mut self.panel });
    }
}

/// One product: `C = start + A·B` with `depth` terms an element.
struct Multiply<'a> {
    a: Operand<'a>,
    b: Operand<'a>,
    depth: usize,
    start: Option<&'a [f64]>,
    c: &'a mut Matrix,
    panel: &'a mut Panel,
}

impl Kernel for Multiply<'_> {
    type Output = ();

    /// Tiles are as large as the registers hold: 8 × 24 sums in 24 of 32 registers of 8 numbers, 4 × 8 in 8 of 16
    /// registers of 4, or in 16 of 32 registers of 2.
    #[inline(always)]
    fn run(self, level: Level) {
        match level {
            Level::Avx512 => self.columns::<8, 24>(),
            Level::Avx2 | Level::Baseline => self.columns::<4, 8>(),
        }
    }
}

impl Multiply<'_> {
    /// Goes through C in panels of at most `WIDTH` columns, each in tiles of `HEIGHT` rows.
    #[inline(always)]
    fn columns<const HEIGHT: usize, const WIDTH: usize>(mut self) {
        let columns = self.c.shape().columns;
        let mut first = 0;
        while first < columns {
            let left = columns - first;
            // The last columns get the narrowest tile that holds them.
            first += match left {
                1..=8 => self.rows::<HEIGHT, 8>(first),
                9..=16 if WIDTH >= 16 => self.rows::<HEIGHT, 16>(first),
                _ => self.rows::<HEIGHT, WIDTH>(first),
            };
        }
    }

    /// Computes the columns from `first` on, at most `WIDTH` of them; returns `WIDTH`.
    #[inline(always)]
    fn rows<const HEIGHT: usize, const WIDTH: usize>(&mut self, first: usize) -> usize {
        let (rows, columns) = (self.c.shape().rows, self.c.shape().columns);
        let used = WIDTH.min(columns - first);
        let (b, stride) = self.panel.arranged::<WIDTH>(self.b, self.depth, first, used, rows);
        let mut starts = [0.0; WIDTH];
        if let Some(start) = self.start {
            starts[..used].copy_from_slice(&start[first..first + used]);
        }
        let block = Block { a: self.a, b, stride, depth: self.depth, starts: &starts, used };
        let mut row = 0;
        let c = self.c.data_mut();
        while row < rows {
            let c = &mut c[row * columns + first..];
            row += match rows - row {
                left if left >= HEIGHT => block.tile::<HEIGHT>(row, c, columns),
                4.. => block.tile::<4>(row, c, columns),
                2.. => block.tile::<2>(row, c, columns),
                _ => block.tile::<1>(row, c, columns),
            };
        }
        WIDTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Shape;
    use crate::random::Generator;

    fn random(generator: &mut Generator, rows: usize, columns: usize) -> Matrix {
        let mut matrix = Matrix::zeros(Shape::new(rows, columns));
        matrix.data_mut().fill_with(|| generator.normal());
        matrix
    }

    /// The definition: one chain of fused multiply-adds an element.
    fn defined(a: Operand<'_>, b: Operand<'_>, depth: usize, start: f64, i: usize, j: usize) -> f64 {
        let a_at = |k: usize| a.data[i * a.row_stride + k * a.column_stride];
        let b_at = |k: usize| b.data[k * b.row_stride + j * b.column_stride];
        (0..depth).fold(start, |sum, k| a_at(k).mul_add(b_at(k), sum))
    }

    #[test]
    fn every_shape_gives_the_bits_of_the_definition() {
        let mut generator = Generator::seeded(1);
        let mut product = Product::default();
        for round in 0..300 {
            let [m, k, n] = [(); 3].map(|()| 1 + generator.below(if round % 10 == 0 { 150 } else { 30 }));
            let (a, at) = (random(&mut generator, m, k), random(&mut generator, k, m));
            let (b, bt) = (random(&mut generator, k, n), random(&mut generator, n, k));
            let bias = random(&mut generator, 1, n);
            let mut c = Matrix::zeros(Shape::new(m, n));
            let mut check = |c: &Matrix, a, b, biased: bool| {
                let j = generator.below(n);
                for i in 0..m {
                    let start = if biased { bias.data()[j] } else { 0.0 };
                    assert_eq!(c.row(i)[j].to_bits(), defined(a, b, k, start, i, j).to_bits(), "{m} {k} {n}");
                }
            };
            product.plain(&a, &b, &mut c);
            check(&c, Operand::plain(&a), Operand::plain(&b), false);
            product.right_transposed(&a, &bt, Some(bias.data()), &mut c);
            check(&c, Operand::plain(&a), Operand::transposed(&bt), true);
            product.left_transposed(&at, &b, &mut c);
            check(&c, Operand::transposed(&at), Operand::plain(&b), false);
        }
    }

    #[test]
    fn every_level_of_vector_instructions_gives_the_same_bits() {
        let mut generator = Generator::seeded(2);
        let (a, b) = (random(&mut generator, 37, 41), random(&mut generator, 41, 53));
        let run = |level: Level| {
            let mut c = Matrix::zeros(Shape::new(37, 53));
            let (a, b) = (Operand::plain(&a), Operand::plain(&b));
            Multiply { a, b, depth: 41, start: None, c: &mut c, panel: &mut Panel::default() }.run(level);
            c
        };
        assert_eq!(run(Level::Avx512), run(Level::Baseline));
        assert_eq!(run(Level::Avx2), run(Level::Baseline));
    }
}
