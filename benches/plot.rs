//! How long figures take to draw: `cargo bench --bench plot`.
//!
//! To reach on one core: a 76 × 20 plot of five series of 500 points under 1 ms, a 76 × 36 field under
//! 2 ms, their SVG under 5 ms. Each is shown as the median of 50 runs, and beside the same plot's time
//! over the plainest one's, which does not depend on the machine.

#![allow(missing_docs, clippy::print_stdout)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use dltutor::plot::{Axis, Canvas, Field, Figure, Lines, Series, render, svg, words};
use dltutor::text::ColorDepth;

fn main() {
    let lines = lines(5, 500);
    let million = lines_of_million();
    let field = field();
    let plot = Canvas::new(76, 20).depth(ColorDepth::TrueColor);
    let tall = Canvas::new(76, 36).depth(ColorDepth::TrueColor);
    let plain = median(|| render(&Figure::Lines(Lines::default()), &plot).len());
    let show = |name: &str, time: Duration| {
        println!(
            "{name:<44} {:>9.3} ms  {:>7.1}x",
            time.as_secs_f64() * 1e3,
            time.as_secs_f64() / plain.as_secs_f64()
        );
    };
    show("empty plot, 76 x 20", plain);
    show("5 series x 500 points, 76 x 20", median(|| render(&lines, &plot).len()));
    show("field, 76 x 36", median(|| render(&field, &tall).len()));
    show("1 series x 1,000,000 points, 76 x 20", median(|| render(&million, &plot).len()));
    show("5 series x 500 points, SVG", median(|| svg(&lines).len()));
    show("field, SVG", median(|| svg(&field).len()));
    show("5 series x 500 points, words", median(|| words(&lines).len()));
}

/// The median time of 50 runs after one to warm up.
fn median(mut run: impl FnMut() -> usize) -> Duration {
    black_box(run());
    let time = |_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    };
    let mut times: Vec<Duration> = (0..50).map(time).collect();
    times.sort();
    times[times.len() / 2]
}

fn lines(series: u32, points: u32) -> Figure {
    let loss = |rate: f64, step: u32| {
        (-rate * f64::from(step) / 100.0).exp() + 0.05 * (f64::from(step) * rate).sin()
    };
    let one = |index: u32| {
        let rate = f64::from(index + 1);
        Series::new(
            format!("rate {rate}"),
            (0..points).map(|step| [f64::from(step), loss(rate, step)]).collect(),
        )
    };
    Figure::Lines(Lines {
        title: "Loss".into(),
        x: Axis::linear("step"),
        y: Axis::linear("loss"),
        series: (0..series).map(one).collect(),
        marks: Vec::new(),
    })
}

fn lines_of_million() -> Figure {
    lines(1, 1_000_000)
}

fn field() -> Figure {
    let value = |row: u32, column: u32| (f64::from(row) / 9.0).sin() * (f64::from(column) / 7.0).cos();
    Figure::Field(Field {
        title: "Field".into(),
        x: Axis::linear("x").from_to(0.0, 1.0),
        y: Axis::linear("y").from_to(0.0, 1.0),
        values: (0..72).map(|row| (0..76).map(|column| value(row, column)).collect()).collect(),
        ..Field::default()
    })
}
