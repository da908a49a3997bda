//! Any data at any size: no panic, nothing outside the box.

use dltutor::plot::{
    Axis, Bars, Canvas, Colors, Contour, Distributions, Field, Figure, Graph, Histogram, Layer, Lines, Mark,
    Network, Node, Picture, Pictures, Scale, Scatter, Series, Style, Table, Trajectory, render, words,
};
use dltutor::text::{ColorDepth, columns};
use proptest::collection::vec;
use proptest::prelude::*;

fn number() -> impl Strategy<Value = f64> {
    let special =
        [0.0, -0.0, 1.0, 1e300, -1e300, 1e-300, 5e-324, f64::MAX, f64::NAN, f64::INFINITY, f64::NEG_INFINITY];
    prop_oneof![3 => -10.0..10.0f64, 1 => proptest::sample::select(special.to_vec())]
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[a-z σ学]{1,12}", "\\PC{0,40}", Just("\u{1b}[2J\n".to_owned())]
}

fn axis() -> impl Strategy<Value = Axis> {
    let scale = prop_oneof![Just(Scale::Linear), Just(Scale::Log)];
    let range = prop_oneof![3 => Just(None), 1 => (number(), number()).prop_map(Some)];
    let ticks = prop_oneof![3 => Just(Vec::new()), 1 => vec((number(), text()), 0..5)];
    (text(), text(), scale, range, ticks).prop_map(|(name, unit, scale, range, ticks)| Axis {
        name,
        unit,
        scale,
        range,
        ticks,
    })
}

fn point() -> impl Strategy<Value = [f64; 2]> {
    [number(), number()]
}

fn points() -> impl Strategy<Value = Vec<[f64; 2]>> {
    let constant = (number(), 0usize..20).prop_map(|(y, count)| (0..count).map(|x| [x as f64, y]).collect());
    prop_oneof![vec(point(), 0..30), constant]
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        (text(), point()).prop_map(|(name, at)| Mark::Point { name, at }),
        (text(), number()).prop_map(|(name, y)| Mark::Horizontal { name, y }),
        (text(), number()).prop_map(|(name, x)| Mark::Vertical { name, x }),
    ]
}

fn lines() -> impl Strategy<Value = Figure> {
    let series = (text(), points(), points()).prop_map(|(name, points, band)| Series { name, points, band });
    (text(), axis(), axis(), vec(series, 0..10), vec(mark(), 0..4))
        .prop_map(|(title, x, y, series, marks)| Figure::Lines(Lines { title, x, y, series, marks }))
}

fn contour() -> impl Strategy<Value = Figure> {
    let trajectory = (text(), points()).prop_map(|(name, path)| Trajectory { name, path });
    let values = vec(vec(number(), 0..6), 0..6);
    (text(), axis(), axis(), values, vec(number(), 0..3), vec(trajectory, 0..4), vec(mark(), 0..3)).prop_map(
        |(title, x, y, values, levels, trajectories, marks)| {
            Figure::Contour(Contour { title, x, y, values, levels, trajectories, marks })
        },
    )
}

fn bars() -> impl Strategy<Value = Figure> {
    (text(), axis(), vec((text(), number()), 0..40))
        .prop_map(|(title, y, bars)| Figure::Bars(Bars { title, y, bars }))
}

fn table() -> impl Strategy<Value = Figure> {
    let cell = prop_oneof![text(), number().prop_map(|value| value.to_string())];
    (text(), vec(text(), 0..6), vec(vec(cell, 0..7), 0..8), text())
        .prop_map(|(title, columns, rows, caption)| Figure::Table(Table { title, columns, rows, caption }))
}

fn series() -> impl Strategy<Value = Series> {
    (text(), points(), points()).prop_map(|(name, points, band)| Series { name, points, band })
}

fn scatter() -> impl Strategy<Value = Figure> {
    (text(), axis(), axis(), vec(series(), 0..10), vec(series(), 0..2), vec(mark(), 0..3)).prop_map(
        |(title, x, y, groups, curves, marks)| {
            Figure::Scatter(Scatter { title, x, y, groups, curves, marks })
        },
    )
}

fn colors() -> impl Strategy<Value = Colors> {
    prop_oneof![
        Just(Colors::Sequential),
        Just(Colors::Diverging),
        vec(text(), 0..9).prop_map(Colors::Classes)
    ]
}

fn values() -> impl Strategy<Value = Vec<Vec<f64>>> {
    vec(vec(number(), 0..6), 0..6)
}

fn field() -> impl Strategy<Value = Figure> {
    let axes = (axis(), axis(), axis());
    (text(), axes, colors(), values(), vec(series(), 0..3), vec(series(), 0..3), vec(mark(), 0..3)).prop_map(
        |(title, (x, y, value), colors, values, curves, groups, marks)| {
            Figure::Field(Field { title, x, y, value, colors, values, curves, groups, marks })
        },
    )
}

fn pictures() -> impl Strategy<Value = Figure> {
    let picture = (text(), values()).prop_map(|(name, rows)| Picture { name, rows });
    (text(), axis(), colors(), vec(picture, 0..20)).prop_map(|(title, value, colors, pictures)| {
        Figure::Pictures(Pictures { title, value, colors, pictures })
    })
}

fn histogram() -> impl Strategy<Value = Figure> {
    let given = (text(), axis(), axis(), vec(number(), 0..9), vec((text(), vec(number(), 0..9)), 0..4))
        .prop_map(|(title, x, y, edges, groups)| Figure::Histogram(Histogram { title, x, y, edges, groups }));
    let counted = (axis(), vec(number(), 0..30), 0usize..40).prop_map(|(x, values, bins)| {
        Figure::Histogram(Histogram::of(
            "counted",
            x,
            &[("before", &values), ("after", &values[values.len() / 2..])],
            bins,
        ))
    });
    prop_oneof![given, counted]
}

fn distributions() -> impl Strategy<Value = Figure> {
    let moment = || (number(), vec(number(), 0..9));
    let given = (text(), axis(), axis(), vec(number(), 0..9), vec(moment(), 0..5)).prop_map(
        |(title, time, value, edges, moments)| {
            Figure::Distributions(Distributions { title, time, value, edges, moments })
        },
    );
    let counted =
        (axis(), axis(), vec(moment(), 0..5), 0usize..40).prop_map(|(time, value, moments, bins)| {
            let moments: Vec<(f64, &[f64])> =
                moments.iter().map(|(time, values)| (*time, values.as_slice())).collect();
            Figure::Distributions(Distributions::of("counted", time, value, &moments, bins))
        });
    prop_oneof![given, counted]
}

fn graph() -> impl Strategy<Value = Figure> {
    let node = (text(), number(), proptest::option::of(number()), vec(0usize..12, 0..3))
        .prop_map(|(name, value, gradient, inputs)| Node { name, value, gradient, inputs });
    (text(), vec(node, 0..12)).prop_map(|(title, nodes)| Figure::Graph(Graph { title, nodes }))
}

fn network() -> impl Strategy<Value = Figure> {
    let layer = (text(), vec(number(), 0..200)).prop_map(|(name, units)| Layer { name, units });
    (text(), vec(layer, 0..6)).prop_map(|(title, layers)| Figure::Network(Network { title, layers }))
}

/// Figures with axes.
fn plots() -> impl Strategy<Value = Figure> {
    prop_oneof![lines(), scatter(), contour(), field(), histogram(), distributions()]
}

pub(crate) fn figure() -> impl Strategy<Value = Figure> {
    // Each in a box: the trees of all of them do not fit a test's stack.
    prop_oneof![
        plots().boxed(),
        pictures().boxed(),
        bars().boxed(),
        table().boxed(),
        graph().boxed(),
        network().boxed()
    ]
}

pub(crate) fn canvas() -> impl Strategy<Value = Canvas> {
    let style = prop_oneof![Just(Style::Unicode), Just(Style::Ascii)];
    let depth = proptest::sample::select(vec![
        ColorDepth::None,
        ColorDepth::Ansi16,
        ColorDepth::Ansi256,
        ColorDepth::TrueColor,
    ]);
    let size = prop_oneof![(0usize..12, 0usize..8), (1usize..300, 1usize..100)];
    (size, style, depth).prop_map(|((width, height), style, depth)| Canvas { width, height, style, depth })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn every_figure_stays_in_its_box(figure in figure(), canvas in canvas()) {
        let lines = render(&figure, &canvas);
        prop_assert!(lines.len() <= canvas.height, "{} lines in {}", lines.len(), canvas.height);
        for line in &lines {
            let text = line.plain();
            prop_assert!(columns(&text) <= canvas.width, "{:?} in {}", text, canvas.width);
            prop_assert!(!text.chars().any(char::is_control), "{:?}", text);
            prop_assert!(canvas.style == Style::Unicode || text.is_ascii(), "{:?}", text);
        }
    }

    #[test]
    fn a_plot_always_fills_its_height(
        figure in plots(), width in 1usize..100, height in 1usize..40
    ) {
        prop_assert_eq!(render(&figure, &Canvas::new(width, height)).len(), height);
    }

    #[test]
    fn every_figure_has_words_on_one_line(figure in figure()) {
        let words = words(&figure);
        prop_assert!(words.ends_with('.') && !words.chars().any(char::is_control), "{:?}", words);
    }

    #[test]
    fn json_holds_every_figure(figure in figure()) {
        let json = serde_json::to_string(&figure).unwrap();
        let read: serde_json::Value = serde_json::from_str(&json).unwrap();
        prop_assert!(read["kind"].is_string());
    }
}
