//! Progress of a running experiment: silent when it is quick, a bar with the time left when not.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::experiment::context::Watcher;
use crate::plot::Figure;

/// How long a run may take before it shows its progress.
const PATIENCE: Duration = Duration::from_millis(300);

/// A bar on standard error; hidden when that is no terminal.
pub struct Bar {
    bar: ProgressBar,
    since: Instant,
}

impl Bar {
    /// A bar that appears once the run has taken 300 ms.
    pub fn new(label: &str, ascii: bool) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(" {msg} {wide_bar} {percent:>3} %  {eta} left");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars(if ascii { "#>-" } else { "━╸─" }));
        bar.set_message(label.to_owned());
        Self { bar, since: Instant::now() }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

impl Watcher for Bar {
    fn progress(&self, done: u64, total: u64) {
        if self.since.elapsed() < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    fn frame(&self, _figure: &dyn Fn() -> Figure) {}
}
