//! A few columns of the second operand, in the order in which a tile reads them.

use super::Operand;

/// Storage for one panel: for each k, the numbers of its columns side by side.
#[derive(Default)]
pub(super) struct Panel {
    storage: Vec<f64>,
}

/// From how many rows of the product on it pays to copy a panel whose rows lie apart.
const WORTH_COPYING: usize = 48;

impl Panel {
    /// `depth` rows of at least `WIDTH` numbers and the distance between two rows: the columns of `b` from `first`
    /// on, with zeros after the `used` ones. Copied only where it must be or where `reuse` rows of the product
    /// make up for it.
    #[inline(always)]
    pub(super) fn arranged<'a, const WIDTH: usize>(
        &'a mut self,
        b: Operand<'a>,
        depth: usize,
        first: usize,
        used: usize,
        reuse: usize,
    ) -> (&'a [f64], usize) {
        let contiguous = b.column_stride == 1 && b.row_stride >= WIDTH && used == WIDTH;
        if contiguous && (reuse < WORTH_COPYING || b.row_stride == WIDTH) {
            return (&b.data[first.min(b.data.len())..], b.row_stride);
        }
        if self.storage.len() < depth * WIDTH {
            self.storage.resize(depth * WIDTH, 0.0);
        }
        let storage = &mut self.storage[..depth * WIDTH];
        if b.column_stride == 1 {
            copy_rows::<WIDTH>(b, first, used, storage);
        } else {
            transpose::<WIDTH>(b, first, used, storage);
        }
        (storage, WIDTH)
    }
}

#[inline(always)]
fn copy_rows<const WIDTH: usize>(b: Operand<'_>, first: usize, used: usize, storage: &mut [f64]) {
    for (k, to) in storage.chunks_exact_mut(WIDTH).enumerate() {
        let from = &b.data[k * b.row_stride + first..][..used];
        match (to.first_chunk_mut::<WIDTH>(), from.first_chunk::<WIDTH>()) {
            (Some(to), Some(from)) => *to = *from,
            _ => to.iter_mut().enumerate().for_each(|(j, to)| *to = from.get(j).copied().unwrap_or(0.0)),
        }
    }
}

/// Columns become rows: each column of `b` is contiguous and goes to every `WIDTH`th place, eight at a time.
#[inline(always)]
fn transpose<const WIDTH: usize>(b: Operand<'_>, first: usize, used: usize, storage: &mut [f64]) {
    let depth = storage.len() / WIDTH;
    for group in (0..WIDTH).step_by(8) {
        let column = |j: usize| &b.data[(first + group + j) * b.column_stride..][..depth];
        let rows = storage.chunks_exact_mut(WIDTH).map(|row| &mut row[group..group + 8]);
        if group + 8 <= used {
            let columns: [&[f64]; 8] = std::array::from_fn(column);
            // A loop, as `columns.map` is not always compiled in place.
            for (k, to) in rows.enumerate() {
                to.iter_mut().zip(&columns).for_each(|(to, column)| *to = column[k]);
            }
        } else {
            let exist = used.saturating_sub(group);
            for (k, to) in rows.enumerate() {
                to.iter_mut()
                    .enumerate()
                    .for_each(|(j, to)| *to = if j < exist { column(j)[k] } else { 0.0 });
            }
        }
    }
}
