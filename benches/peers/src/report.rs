//! The tables, in Markdown.

use std::fmt::Write;

use crate::measure::{Agreement, Bench};
use crate::plan::Family;
use crate::slope;
use crate::work::{Net, Work};

/// The column that all others are compared with.
pub const OURS: &str = "ours f64";

/// A table: a title, a head, rows.
pub fn table(title: &str, head: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let rule: Vec<_> =
        (0..head.len()).map(|index| if index == 0 { "---" } else { "---:" }.to_owned()).collect();
    let rows: String = rows.iter().map(|row| line(row)).collect();
    format!("\n**{title}**\n\n{}{}{rows}", line(head), line(&rule))
}

/// Three digits, or as many as the whole part has.
pub fn short(number: f64) -> String {
    match number.abs() {
        x if x >= 99.95 => format!("{number:.0}"),
        x if x >= 9.995 => format!("{number:.1}"),
        x if x >= 0.9995 => format!("{number:.2}"),
        _ => format!("{number:.3}"),
    }
}

/// Best times of each of `work`, with how many times longer than ours each other took; `unit` nanoseconds make 1.
pub fn ratios(bench: &Bench, title: &str, work: &[(String, Work, f64)]) -> String {
    let columns = bench.columns();
    let head: Vec<_> = std::iter::once("work".to_owned()).chain(columns.iter().cloned()).collect();
    let row = |(name, work, unit): &(String, Work, f64)| {
        let ours = bench.best(work, OURS);
        let cell = |column: &String| match (bench.best(work, column), ours) {
            (Some(time), Some(ours)) if column != OURS => {
                format!("{} (×{})", short(time / unit), short(time / ours))
            }
            (Some(time), _) => short(time / unit),
            (None, _) => "–".to_owned(),
        };
        std::iter::once(name.clone()).chain(columns.iter().map(cell)).collect()
    };
    table(title, &head, &work.iter().map(row).collect::<Vec<_>>())
}

/// Whether the frameworks did the same: losses at the same steps from the same start.
pub fn agreement(rows: &[(String, Agreement)]) -> String {
    let head =
        ["network", "our loss, step 1", "step 20", "others", "largest difference f64", "f32", "not the same"];
    let row = |(name, agreement): &(String, Agreement)| {
        let [first, last] = agreement.ours;
        let [double, single] = agreement.largest;
        let different = agreement.disagreeing.iter().fold(String::new(), |mut text, (column, difference)| {
            let _ = write!(text, "{column} by {difference:.1e} ");
            text
        });
        vec![
            name.clone(),
            format!("{first:.6}"),
            format!("{last:.6}"),
            agreement.others.to_string(),
            format!("{double:.1e}"),
            format!("{single:.1e}"),
            if different.is_empty() { "none".to_owned() } else { different },
        ]
    };
    let rows: Vec<_> = rows.iter().map(row).collect();
    table("The same work? Losses from the same weights and examples", &head.map(str::to_owned), &rows)
}

/// Our steps beside the multiply-adds in them.
pub fn shares(bench: &Bench, nets: &[(String, Net)]) -> String {
    let head =
        ["network", "step, µs", "its products alone, µs", "share", "multiply-adds a ns", "of the peak"];
    let row = |(name, net): &(String, Net)| {
        let step = bench.best(&Work::Train(net.clone()), OURS).unwrap_or(f64::NAN);
        let products = bench.best(&Work::Products(net.clone()), OURS).unwrap_or(f64::NAN);
        let rate = net.multiply_adds() as f64 / step;
        vec![
            name.clone(),
            short(step / 1e3),
            short(products / 1e3),
            format!("{:.0} %", 100.0 * products / step),
            short(rate),
            format!("{:.0} %", 100.0 * rate / bench.peak()),
        ]
    };
    let title = format!("Ours: products in a step (peak {} multiply-adds a ns)", short(bench.peak()));
    table(&title, &head.map(str::to_owned), &nets.iter().map(row).collect::<Vec<_>>())
}

/// Products against the peak: ours in 64-bit numbers, with each other's time as a ratio.
pub fn products(bench: &Bench, work: &[Work]) -> String {
    let head = ["product", "ours, multiply-adds a ns", "of the peak"];
    let row = |work: &Work| {
        let Work::Matmul([m, k, n]) = work else { return Vec::new() };
        let rate = (m * k * n) as f64 / bench.best(work, OURS).unwrap_or(f64::NAN);
        vec![format!("{m}×{k}×{n}"), short(rate), format!("{:.0} %", 100.0 * rate / bench.peak())]
    };
    table(
        "Ours: products against the peak",
        &head.map(str::to_owned),
        &work.iter().map(row).collect::<Vec<_>>(),
    )
}

/// The race: ours with gradients by formula and by autograd, the others by autograd.
pub fn race(bench: &Bench, [formula, autograd]: &[Work; 2]) -> String {
    let head = ["who", "ms", "× ours by formula", "× ours by autograd"];
    let ours = [formula, autograd].map(|work| bench.best(work, OURS));
    let row = |name: String, time: Option<f64>| {
        let ratio =
            |ours: Option<f64>| ours.zip(time).map_or("–".to_owned(), |(ours, time)| short(time / ours));
        time.map(|time| vec![name, short(time / 1e6), ratio(ours[0]), ratio(ours[1])])
    };
    let own = [row(format!("{OURS}, by formula"), ours[0]), row(format!("{OURS}, by autograd"), ours[1])];
    let others = bench.columns().into_iter().filter(|column| column != OURS);
    let others = others.map(|column| row(format!("{column}, by autograd"), bench.best(autograd, &column)));
    let rows: Vec<_> = own.into_iter().chain(others).flatten().collect();
    table("Race: 8 optimizers × 4 surfaces × 500 steps", &head.map(str::to_owned), &rows)
}

/// How the cost of a family grows: slopes of each framework, and our points.
pub fn growth(bench: &Bench, families: &[Family]) -> String {
    slopes(bench, families) + &families.iter().map(|family| points(bench, family)).collect::<String>()
}

fn slopes(bench: &Bench, families: &[Family]) -> String {
    let measured =
        |column: &&String| families.iter().any(|family| bench.best(&family.points[0].1, column).is_some());
    let columns = bench.columns();
    let columns: Vec<_> = columns.iter().filter(measured).collect();
    let head: Vec<_> =
        std::iter::once("grows".to_owned()).chain(columns.iter().map(|c| (*c).clone())).collect();
    let row = |family: &Family| {
        let slope = |x: &dyn Fn(&(usize, Work)) -> f64, column: &str| {
            let point = |point: &(usize, Work)| Some((x(point), bench.best(&point.1, column)?));
            let points: Vec<_> = family.points.iter().filter_map(point).collect();
            if points.len() < 3 { "–".to_owned() } else { format!("{:.2}", slope::log_log(&points)) }
        };
        let cell = |column: &&String| {
            let [size, adds] = [slope(&|(size, _)| *size as f64, column), slope(&multiply_adds, column)];
            format!("{size} / {adds}")
        };
        let name = format!("{} ({})", family.name, family.fixed);
        std::iter::once(name).chain(columns.iter().map(cell)).collect()
    };
    let title =
        "Growth: slope of ln time over ln size / over ln multiply-adds (below 1: cheaper by the piece)";
    table(title, &head, &families.iter().map(row).collect::<Vec<_>>())
}

/// The multiply-adds of a point.
fn multiply_adds((_, work): &(usize, Work)) -> f64 {
    match work {
        Work::Train(net) => net.multiply_adds() as f64,
        Work::Whole(net, steps) => (net.multiply_adds() * steps) as f64,
        _ => f64::NAN,
    }
}

fn points(bench: &Bench, family: &Family) -> String {
    let sizes = family.points.iter().map(|(size, _)| size.to_string());
    let head: Vec<_> = std::iter::once(family.name.to_owned()).chain(sizes).collect();
    let row = |column: &str, name: &str, value: &dyn Fn(&(usize, Work), f64) -> f64| -> Vec<String> {
        let cell = |point: &(usize, Work)| {
            bench.best(&point.1, column).map_or("–".to_owned(), |time| short(value(point, time)))
        };
        std::iter::once(format!("{column}, {name}")).chain(family.points.iter().map(cell)).collect()
    };
    let mut rows = vec![
        row(OURS, "µs", &|_, time| time / 1e3),
        row(OURS, "ns per multiply-add", &|point, time| time / multiply_adds(point)),
    ];
    let others = bench.columns().into_iter().filter(|column| column != OURS);
    let others = others.filter(|column| bench.best(&family.points[0].1, column).is_some());
    rows.extend(others.map(|column| row(&column, "µs", &|_, time| time / 1e3)));
    table(&format!("Growth with {} ({})", family.name, family.fixed), &head, &rows)
}
