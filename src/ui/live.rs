//! What is seen of a running experiment: nothing when it is quick, frames if it offers any, a bar with
//! the time left when it takes long.

use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::experiment::context::Watcher;
use crate::plot::Figure;
use crate::ui::animation::Animation;
use crate::ui::{Layout, signals};

/// How long a run may take before it shows its progress.
const PATIENCE: Duration = Duration::from_millis(300);

/// Runs a task that can be watched and stopped, shown as the layout allows.
pub fn watch(label: &str, layout: &Layout, task: &mut dyn FnMut(&dyn Watcher, &AtomicBool)) {
    signals::while_running(|stop| {
        let live = Live { bar: Bar::new(label, layout), animation: Mutex::new(Animation::new(layout, stop)) };
        task(&live, stop);
        live.bar.clear();
        live.animation.into_inner().unwrap_or_else(PoisonError::into_inner).finish();
    });
}

/// Frames as long as they are wanted and offered, a bar otherwise.
struct Live<'a> {
    bar: Bar,
    animation: Mutex<Animation<'a>>,
}

impl<'a> Live<'a> {
    fn animation(&self) -> MutexGuard<'_, Animation<'a>> {
        self.animation.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watcher for Live<'_> {
    fn progress(&self, done: u64, total: u64) {
        // A frame says how far the run is, too.
        if self.animation.try_lock().is_ok_and(|animation| !animation.is_shown()) {
            self.bar.show(done, total);
        }
    }

    fn wants_frames(&self) -> bool {
        !self.animation().is_over()
    }

    fn frame(&self, share: f64, figure: &dyn Fn() -> Figure) {
        self.bar.clear();
        self.animation().show(share, figure);
    }
}

/// A bar on standard error; hidden when that is no terminal.
struct Bar {
    bar: ProgressBar,
    since: Instant,
    is_wanted: bool,
}

impl Bar {
    /// A bar that appears once the run has taken 300 ms; never in plain output, where nothing is redrawn.
    fn new(label: &str, layout: &Layout) -> Self {
        let bar = ProgressBar::with_draw_target(Some(0), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template(" {msg} {wide_bar} {percent:>3} %  {eta} left");
        let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
        bar.set_style(style.progress_chars(if layout.ascii { "#>-" } else { "━╸─" }));
        bar.set_message(label.to_owned());
        Self { bar, since: Instant::now(), is_wanted: !layout.plain }
    }

    fn show(&self, done: u64, total: u64) {
        if !self.is_wanted || self.since.elapsed() < PATIENCE {
            return;
        }
        if self.bar.is_hidden() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.set_length(total);
        self.bar.set_position(done);
    }

    /// Takes the bar away, until there is more to show.
    fn clear(&self) {
        if !self.bar.is_hidden() {
            self.bar.finish_and_clear();
            // Before the reset, which would draw the empty bar again.
            self.bar.set_draw_target(ProgressDrawTarget::hidden());
            self.bar.reset();
        }
    }
}
