//! Figures redrawn in place while an experiment runs, and left again without a trace.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::plot::{Canvas, Figure, render};
use crate::text::paint::paint;
use crate::text::{Line, Role};
use crate::ui::Layout;
use crate::ui::keys::Keys;

/// The time between two frames at least: 30 a second.
const INTERVAL: Duration = Duration::from_millis(34);
/// A run that is quicker is held up until it has taken this long, so that the eye can follow.
const SPAN: Duration = Duration::from_secs(2);
/// How often a key or an interrupt is looked for while waiting.
const GLANCE: Duration = Duration::from_millis(12);
/// The widest a figure is drawn, as on a page.
const WIDEST: usize = 80;
/// In a lower or narrower window nothing is animated.
const SMALLEST: [usize; 2] = [24, 8];

/// A place in the terminal where one frame follows another.
pub(super) struct Animation<'a> {
    layout: Layout,
    /// Whether the width was asked for, and not the window's.
    fixed_width: bool,
    stop: &'a AtomicBool,
    keys: Option<Keys>,
    region: Region,
    /// When the first frame came, and at which share of the run.
    first: Option<(Instant, f64)>,
    drawn: Option<Instant>,
    is_over: bool,
}

impl<'a> Animation<'a> {
    /// An animation that has shown nothing yet; over from the start where none is wanted or possible.
    pub(super) fn new(layout: &Layout, stop: &'a AtomicBool) -> Self {
        let keys = layout.animated.then(Keys::listen).flatten();
        let fixed_width = window().is_some_and(|[columns, _]| layout.width != columns.clamp(20, 100));
        Self {
            layout: *layout,
            fixed_width,
            stop,
            is_over: keys.is_none(),
            keys,
            region: Region::default(),
            first: None,
            drawn: None,
        }
    }

    /// Whether further frames would not be drawn.
    pub(super) fn is_over(&self) -> bool {
        self.is_over
    }

    /// Whether a frame is on the screen.
    pub(super) fn is_shown(&self) -> bool {
        self.drawn.is_some() && !self.is_over
    }

    /// Shows the state at a share of the way, when its time has come; a key ends all that.
    ///
    /// A share of the run is due after the same share of two seconds, counted from the first frame. What comes
    /// too early waits, what comes within a thirtieth of a second of another is dropped.
    pub(super) fn show(&mut self, share: f64, figure: &dyn Fn() -> Figure) {
        let now = Instant::now();
        let (since, start) = *self.first.get_or_insert((now, share));
        let mut due = now.max(since + SPAN.mul_f64((share - start).clamp(0.0, 1.0)));
        if let Some(drawn) = self.drawn.filter(|drawn| due < *drawn + INTERVAL) {
            if share < 1.0 {
                return;
            }
            due = drawn + INTERVAL;
        }
        if self.wait(due) {
            self.draw(share, since.elapsed(), figure);
            self.drawn = Some(Instant::now());
        }
    }

    /// Waits for a moment; false when a key or an interrupt came first.
    fn wait(&mut self, until: Instant) -> bool {
        loop {
            if self.stop.load(Ordering::SeqCst) {
                return false;
            }
            if self.keys.as_ref().is_none_or(Keys::pressed) {
                self.end();
                return false;
            }
            match until.checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => std::thread::sleep(left.min(GLANCE)),
                _ => return true,
            }
        }
    }

    fn draw(&mut self, share: f64, taken: Duration, figure: &dyn Fn() -> Figure) {
        let [columns, rows] = window().unwrap_or([self.layout.width, self.layout.height]);
        if columns < SMALLEST[0] || rows < SMALLEST[1] {
            return;
        }
        let width = if self.fixed_width { columns.min(self.layout.width) } else { columns }.min(WIDEST);
        let figure = figure();
        let height = figure.natural_height(width).min(rows - 2);
        let canvas = Canvas::new(width, height).style(self.layout.style()).depth(self.layout.depth);
        let mut lines = render(&figure, &canvas);
        lines.push(footer(share, taken, &canvas));
        self.region.draw(&lines, [columns, rows], self.layout);
    }

    /// Takes everything away and gives the keyboard back; nothing is drawn any more.
    fn end(&mut self) {
        self.region.erase();
        self.keys = None;
        self.is_over = true;
    }

    /// The end of the run: what was drawn makes way for the report, or stays if there will be none.
    pub(super) fn finish(mut self) {
        if self.stop.load(Ordering::SeqCst) {
            self.region.leave();
        }
        self.end();
    }
}

/// Columns and rows of the window.
fn window() -> Option<[usize; 2]> {
    let (width, height) = terminal_size::terminal_size_of(io::stdout())?;
    Some([usize::from(width.0), usize::from(height.0)])
}

/// How far the run is, the time left if that is seconds, and what can be pressed.
fn footer(share: f64, taken: Duration, canvas: &Canvas) -> Line {
    const CELLS: usize = 16;
    let full = (share.clamp(0.0, 1.0) * CELLS as f64).round() as usize;
    let (done, open) = (canvas.pick("━", "#"), canvas.pick("─", "-"));
    let mut line = Line::new().with(Role::Accent, format!(" {}", done.repeat(full)));
    line.push(Role::Dim, &open.repeat(CELLS - full));
    let left = taken.as_secs_f64() * (1.0 - share) / share.max(1e-3);
    let left = if share > 0.0 && left >= 3.0 { format!("  {left:.0} s left") } else { String::new() };
    line.push(Role::Dim, &format!("{left}   any key: to the end   Ctrl-C: stop"));
    line.clipped(canvas.width)
}

/// The lines at the end of which the cursor stands.
#[derive(Default)]
struct Region {
    /// The columns that each of its lines takes.
    widths: Vec<usize>,
    columns: usize,
    rows: usize,
}

impl Region {
    /// Draws lines over those that are there, in one write.
    fn draw(&mut self, lines: &[Line], [columns, rows]: [usize; 2], layout: Layout) {
        (self.columns, self.rows) = (columns, rows);
        let painted: Vec<String> = lines.iter().map(|line| paint(line, layout.depth) + "\x1b[K").collect();
        let text = self.to_top() + &painted.join("\r\n") + "\x1b[J";
        self.widths = lines.iter().map(Line::columns).collect();
        write(&text);
    }

    /// Takes the lines away: the cursor stands where the first one began.
    fn erase(&mut self) {
        if !self.widths.is_empty() {
            write(&(self.to_top() + "\x1b[J"));
            self.widths.clear();
        }
    }

    /// Leaves the lines but the last, which only says what can be pressed.
    fn leave(&mut self) {
        if self.widths.pop().is_some() {
            write("\r\x1b[K");
            self.widths.clear();
        }
    }

    /// The codes that bring the cursor to the beginning of the first line. A window that got narrower
    /// has broken the longer lines.
    fn to_top(&self) -> String {
        let columns = window().map_or(self.columns, |[columns, _]| columns).max(1);
        let rows: usize = self.widths.iter().map(|width| width.div_ceil(columns).max(1)).sum();
        match rows.saturating_sub(1).min(self.rows.saturating_sub(1)) {
            0 => "\r".to_owned(),
            up => format!("\r\x1b[{up}A"),
        }
    }
}

/// Writes all at once: a terminal that can holds the picture back until it is whole (mode 2026), and
/// the cursor does not wander visibly. A terminal that is gone is no reason to stop the experiment.
fn write(text: &str) {
    let mut out = io::stdout().lock();
    let whole = format!("\x1b[?2026h\x1b[?25l{text}\x1b[?25h\x1b[?2026l");
    let _ = out.write_all(whole.as_bytes()).and_then(|()| out.flush());
}
