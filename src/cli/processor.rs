//! What the processor lacks, said once before anything is computed.

use std::io::{self, Write};

use crate::nn::wide::Level;

/// Tells, on standard error, that a processor without fused multiply-add takes its time.
pub(super) fn tell() {
    if let Some(note) = note(Level::detected()) {
        let _ = writeln!(io::stderr(), "{note}");
    }
}

fn note(level: Level) -> Option<&'static str> {
    let note = "This processor has no fused multiply-add: the digits are the same, but experiments take much longer.";
    (!level.has_fused_multiply_add()).then_some(note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn only_a_processor_without_fused_multiply_add_is_told() {
        assert!(note(Level::Baseline).is_some_and(|note| note.contains("the digits are the same")));
        assert_eq!((note(Level::Avx2), note(Level::Avx512)), (None, None));
    }
}
