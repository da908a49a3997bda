//! The innermost part of a product: a few rows by a few columns, all sums in registers.

use super::Operand;

/// What the tiles of one panel have in common.
pub(super) struct Block<'a, const WIDTH: usize> {
    /// The first operand.
    pub(super) a: Operand<'a>,
    /// The panel of the second operand: for each k, `WIDTH` numbers every `stride`.
    pub(super) b: &'a [f64],
    /// The distance between two rows of the panel.
    pub(super) stride: usize,
    /// How many products each sum has.
    pub(super) depth: usize,
    /// What the sums of each column start from.
    pub(super) starts: &'a [f64; WIDTH],
    /// How many of the columns exist.
    pub(super) used: usize,
}

impl<const WIDTH: usize> Block<'_, WIDTH> {
    /// Computes `HEIGHT` rows of the panel from row `row` on and writes them to `c`, one every `columns`; returns
    /// `HEIGHT`.
    #[inline(always)]
    #[allow(clippy::needless_range_loop)] // an iterator over the sums would put them in memory
    pub(super) fn tile<const HEIGHT: usize>(&self, row: usize, c: &mut [f64], columns: usize) -> usize {
        let sums = self.sums::<HEIGHT>(row);
        if self.used < WIDTH {
            write_part(&sums, self.used, c, columns);
            return HEIGHT;
        }
        let mut rows = c.chunks_mut(columns);
        for i in 0..HEIGHT {
            let Some(to) = rows.next().and_then(|row| row.first_chunk_mut::<WIDTH>()) else { break };
            *to = sums[i];
        }
        HEIGHT
    }

    /// The rows of the panel, one for each k.
    #[inline(always)]
    fn panel_rows(&self) -> impl Iterator<Item = &[f64; WIDTH]> {
        self.b.chunks(self.stride).map_while(<[f64]>::first_chunk)
    }

    /// The sums of `HEIGHT` rows from row `row` on.
    ///
    /// Nothing in the loop can panic, and the rows of the first operand are slices of their own even where they
    /// are neighbours in memory: only then does the compiler keep the sums in registers, and vectorise along the
    /// panel.
    #[inline(always)]
    fn sums<const HEIGHT: usize>(&self, row: usize) -> [[f64; WIDTH]; HEIGHT] {
        let mut sums = [*self.starts; HEIGHT];
        let Operand { data, row_stride, column_stride } = self.a;
        let length = if self.depth == 0 { 0 } else { (self.depth - 1) * column_stride + 1 };
        let rows: [&[f64]; HEIGHT] = std::array::from_fn(|i| &data[(row + i) * row_stride..][..length]);
        let mut at = 0;
        for b in self.panel_rows() {
            if at >= length {
                break;
            }
            for i in 0..HEIGHT {
                add(&mut sums[i], rows[i][at], b);
            }
            at += column_stride;
        }
        sums
    }
}

/// Writes the first `used` columns of `sums` to the rows of `c`.
#[inline(never)]
fn write_part<const WIDTH: usize>(sums: &[[f64; WIDTH]], used: usize, c: &mut [f64], columns: usize) {
    for (sums, to) in sums.iter().zip(c.chunks_mut(columns)) {
        to[..used].copy_from_slice(&sums[..used]);
    }
}

/// `sums[j] ← fma(a, b[j], sums[j])`.
#[inline(always)]
fn add<const WIDTH: usize>(sums: &mut [f64; WIDTH], a: f64, b: &[f64; WIDTH]) {
    for j in 0..WIDTH {
        sums[j] = a.mul_add(b[j], sums[j]);
    }
}
