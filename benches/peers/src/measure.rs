//! All frameworks in turn, again and again, so that whatever disturbs the machine disturbs all alike.

use std::collections::HashMap;
use std::io::IsTerminal;
use std::path::Path;

use crate::variant::{self, Threads, Variant};
use crate::work::{Net, Work};

/// The variants and the best times so far.
pub struct Bench {
    variants: Vec<Variant>,
    best: HashMap<(Work, String), f64>,
    /// Every reading of the multiply-add peak, in nanoseconds a round.
    pub peaks: Vec<f64>,
}

/// Which variants take part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// All.
    All,
    /// Those on one thread.
    Single,
}

/// What the frameworks said about the loss of a network in training.
pub struct Agreement {
    /// Our loss of the first step and of step 20.
    pub ours: [f64; 2],
    /// The columns whose losses are not ours, with the relative difference.
    pub disagreeing: Vec<(String, f64)>,
    /// The largest relative difference of a framework with 64-bit and with 32-bit numbers.
    pub largest: [f64; 2],
    /// How many other variants were asked and answered.
    pub others: usize,
}

/// The largest relative difference of a loss after 20 steps that counts as the same: with 64-bit and 32-bit numbers.
const TOLERANCES: [f64; 2] = [1e-6, 1e-3];

/// How exact a framework can be: its numbers' place in [`TOLERANCES`].
fn precision(column: &str, number: &str, net: &Net) -> usize {
    // Burn holds Adam's constants in 32 bits, whatever the numbers.
    let single = number == "f32" || (column.starts_with("burn") && net.rule == "adam");
    usize::from(single)
}

impl Bench {
    /// Starts every framework whose program is in `folder`.
    pub fn start(folder: &Path) -> Self {
        Self { variants: variant::all(folder), best: HashMap::new(), peaks: Vec::new() }
    }

    /// The columns of the table, ours first, without those whose framework is not there.
    pub fn columns(&self) -> Vec<String> {
        self.some_columns(Variant::is_alive)
    }

    /// The columns whose framework could not be started or ended too early.
    pub fn missing(&self) -> Vec<String> {
        let alive = self.columns();
        self.some_columns(|_| true).into_iter().filter(|column| !alive.contains(column)).collect()
    }

    fn some_columns(&self, which: impl Fn(&Variant) -> bool) -> Vec<String> {
        let mut columns: Vec<String> = Vec::new();
        for variant in self.variants.iter().filter(|variant| which(variant)) {
            if !columns.contains(&variant.column) {
                columns.push(variant.column.clone());
            }
        }
        columns
    }

    /// The losses of `net` in every framework, beside ours.
    pub fn agreement(&mut self, net: &Net) -> Agreement {
        let work = Work::Train(net.clone());
        let mut losses = self.variants.iter_mut().map(|variant| {
            let losses = [1, 20].map(|step| variant.loss(&work, step));
            (variant.column.clone(), variant.number, losses)
        });
        let first = losses.next().map_or([None; 2], |(_, _, ours)| ours);
        let ours = first.map(|loss| loss.unwrap_or(f64::NAN));
        let mut agreement = Agreement { ours, disagreeing: Vec::new(), largest: [0.0; 2], others: 0 };
        for (column, number, losses) in losses {
            let [Some(start), Some(end)] = losses else { continue };
            let difference = |theirs: f64, ours: f64| ((theirs - ours) / ours).abs();
            let difference = difference(start, ours[0]).max(difference(end, ours[1]));
            let kind = precision(&column, number, net);
            agreement.others += 1;
            agreement.largest[kind] = agreement.largest[kind].max(difference);
            if (difference.is_nan() || difference > TOLERANCES[kind])
                && !agreement.disagreeing.iter().any(|(known, _)| *known == column)
            {
                agreement.disagreeing.push((column, difference));
            }
        }
        agreement
    }

    /// Times each of `work` in every variant, `rounds` times over.
    pub fn time(&mut self, work: &[Work], rounds: usize, milliseconds: usize, take: Take) {
        for round in 1..=rounds {
            for piece in work {
                Self::tell(&format!("round {round} of {rounds}: {piece}"));
                self.time_once(piece, milliseconds, take);
            }
            self.time_once(&Work::Peak, 20, Take::All);
        }
        Self::tell("");
    }

    /// Writes over the line that says what is going on, where someone may be looking.
    fn tell(what: &str) {
        if std::io::stderr().is_terminal() {
            eprint!("\r\x1b[K{what:.60}");
        }
    }

    fn time_once(&mut self, work: &Work, milliseconds: usize, take: Take) {
        for variant in &mut self.variants {
            if take == Take::Single && variant.threads == Threads::Default {
                continue;
            }
            if let Some(time) = variant.time(work, milliseconds) {
                if *work == Work::Peak {
                    self.peaks.push(time);
                }
                let best = self.best.entry((work.clone(), variant.column.clone())).or_insert(time);
                *best = best.min(time);
            }
        }
    }

    /// The best time of `work` in the framework of `column`, in nanoseconds.
    pub fn best(&self, work: &Work, column: &str) -> Option<f64> {
        self.best.get(&(work.clone(), column.to_owned())).copied()
    }

    /// The most multiply-adds that one core did, per nanosecond, in 64-bit numbers: 96 vectors' lanes in each round.
    pub fn peak(&self) -> f64 {
        96.0 / self.peaks.iter().copied().fold(f64::INFINITY, f64::min)
    }
}
