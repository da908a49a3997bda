//! What a running experiment may ask of its surroundings: a seed, progress, live frames, a stop.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::plot::Figure;

/// The experiment was told to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("stopped")]
pub struct Cancelled;

/// Receives what a running experiment has to say while it runs.
pub trait Watcher: Sync {
    /// `done` of `total` units of work are done.
    fn progress(&self, done: u64, total: u64);

    /// Whether the run is to end now: its time is over.
    fn is_over(&self) -> bool {
        false
    }

    /// Whether frames may be drawn; without that none need be offered.
    fn wants_frames(&self) -> bool {
        false
    }

    /// A picture of the state at a share of the way, from 0 to 1; drawn at most 30 times a second, so
    /// most are dropped. May hold the run up a little, so that the learner can follow.
    fn frame(&self, _share: f64, _figure: &dyn Fn() -> Figure) {}
}

/// Ignores progress and frames.
struct Silent;

impl Watcher for Silent {
    fn progress(&self, _done: u64, _total: u64) {}
}

/// The surroundings of one run.
pub struct Context<'a> {
    /// The seed everything random is drawn from.
    pub seed: u64,
    watcher: &'a dyn Watcher,
    stop: Option<&'a AtomicBool>,
    figures: Option<&'a [usize]>,
}

impl Context<'static> {
    /// A context with a seed that watches nothing and never stops.
    pub fn silent(seed: u64) -> Self {
        Self { seed, watcher: &Silent, stop: None, figures: None }
    }
}

impl<'a> Context<'a> {
    /// A context whose progress goes to `watcher` and that ends when `stop` becomes true.
    pub fn watched(seed: u64, watcher: &'a dyn Watcher, stop: &'a AtomicBool) -> Self {
        Self { seed, watcher, stop: Some(stop), figures: None }
    }

    /// Only frames on the way to these figures of the report are shown: one that is kept for a later page would
    /// give its answer away. All of them for `None`.
    #[must_use]
    pub fn showing(mut self, figures: Option<&'a [usize]>) -> Self {
        self.figures = figures;
        self
    }

    /// Reports that `done` of `total` units of work are done.
    ///
    /// # Errors
    /// [`Cancelled`] when the experiment is to stop; call it at least every 20 ms of work.
    pub fn progress(&self, done: usize, total: usize) -> Result<(), Cancelled> {
        self.check()?;
        self.watcher.progress(done as u64, total as u64);
        Ok(())
    }

    /// Whether somebody watches: what is only needed for frames may be left out otherwise.
    pub fn is_watched(&self) -> bool {
        self.watcher.wants_frames() && self.figures != Some(&[])
    }

    /// Offers a picture of the state after `done` of `total` parts of the whole run, on the way to figure `of` of
    /// the report (from 0); the closure runs only if it will be drawn. It must not change what the run computes.
    pub fn frame(&self, of: usize, done: usize, total: usize, figure: impl Fn() -> Figure) {
        if self.is_watched() && self.figures.is_none_or(|figures| figures.contains(&of)) {
            self.watcher.frame(done as f64 / total.max(1) as f64, &figure);
        }
    }

    /// Whether to go on.
    ///
    /// # Errors
    /// [`Cancelled`] when the experiment is to stop.
    pub fn check(&self) -> Result<(), Cancelled> {
        match self.stop {
            Some(stop) if stop.load(Ordering::Relaxed) || self.watcher.is_over() => Err(Cancelled),
            _ => Ok(()),
        }
    }
}
