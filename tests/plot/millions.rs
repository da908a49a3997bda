//! A million of everything: drawn quickly enough, written small enough, and no peak lost.

use dltutor::plot::{
    Axis, Bars, Canvas, Contour, Distributions, Field, Figure, Graph, Histogram, Layer, Lines, Network, Node,
    Picture, Pictures, Scatter, Series, Style, Table, Trajectory, render, svg, words,
};
use dltutor::text::{ColorDepth, columns};

const MANY: usize = 1_000_000;

/// Zero everywhere but at one place.
fn peak(index: usize) -> f64 {
    if index == 333_333 { 1.0 } else { 0.0 }
}

fn points() -> Vec<[f64; 2]> {
    (0..MANY).map(|index| [index as f64, peak(index)]).collect()
}

fn figures() -> Vec<Figure> {
    let values: Vec<f64> = (0..MANY).map(peak).collect();
    let rows = || values.chunks(1000).map(<[f64]>::to_vec).collect();
    let named = |index: usize| format!("n{index}");
    let node = |index: usize| Node {
        name: named(index),
        value: peak(index),
        inputs: index.checked_sub(1).into_iter().collect(),
        ..Node::default()
    };
    let moments: Vec<(f64, &[f64])> =
        values.chunks(1000).enumerate().map(|(time, values)| (time as f64, values)).collect();
    vec![
        Figure::Lines(Lines { series: vec![Series::new("line", points())], ..Lines::default() }),
        Figure::Scatter(Scatter { groups: vec![Series::new("cloud", points())], ..Scatter::default() }),
        Figure::Contour(Contour {
            trajectories: vec![Trajectory { name: "path".into(), path: points() }],
            values: rows(),
            ..Contour::default()
        }),
        Figure::Field(Field { values: rows(), ..Field::default() }),
        Figure::Histogram(Histogram::of("", Axis::linear("x"), &[("all", &values)], 50)),
        Figure::Distributions(Distributions::of("", Axis::linear("t"), Axis::linear("x"), &moments, 50)),
        Figure::Pictures(Pictures {
            pictures: values
                .chunks(64)
                .map(|rows| Picture { rows: vec![rows.to_vec()], ..Picture::default() })
                .collect(),
            ..Pictures::default()
        }),
        Figure::Bars(Bars {
            bars: values.iter().enumerate().map(|(index, value)| (named(index), *value)).collect(),
            ..Bars::default()
        }),
        Figure::Table(Table {
            columns: vec!["number".into()],
            rows: (0..MANY).map(|index| vec![named(index)]).collect(),
            ..Table::default()
        }),
        Figure::Graph(Graph { nodes: (0..MANY).map(node).collect(), ..Graph::default() }),
        Figure::Network(Network {
            layers: vec![Layer { name: "hidden".into(), units: values.clone() }],
            ..Network::default()
        }),
    ]
}

#[test]
fn a_million_of_everything_fits_its_box_and_a_small_file() {
    for figure in figures() {
        for style in [Style::Unicode, Style::Ascii] {
            let canvas = Canvas::new(76, 20).style(style).depth(ColorDepth::TrueColor);
            let lines = render(&figure, &canvas);
            assert!(lines.len() <= 20 && lines.iter().all(|line| columns(&line.plain()) <= 76));
        }
        let (document, words) = (svg(&figure), words(&figure));
        let start: String = words.chars().take(60).collect();
        assert!(document.len() < 3_000_000, "{start}: {} bytes of SVG", document.len());
        assert!(words.len() < 3_000, "{start}: {} bytes of words", words.len());
    }
}

#[test]
fn one_peak_among_a_million_is_seen() {
    let mut seen = 0;
    for figure in figures() {
        let without = match figure.clone() {
            Figure::Lines(mut lines) => {
                lines.series[0].points[333_333][1] = 0.0;
                lines.y.range = Some((0.0, 1.0));
                Figure::Lines(lines)
            }
            Figure::Scatter(mut scatter) => {
                scatter.groups[0].points[333_333][1] = 0.0;
                scatter.y.range = Some((0.0, 1.0));
                Figure::Scatter(scatter)
            }
            Figure::Field(mut field) => {
                field.values[333][333] = 0.0;
                field.value.range = Some((0.0, 1.0));
                Figure::Field(field)
            }
            Figure::Bars(mut bars) => {
                bars.bars[333_333].1 = 0.0;
                bars.y.range = Some((0.0, 1.0));
                Figure::Bars(bars)
            }
            _ => continue,
        };
        let drawn = |figure: &Figure| {
            let lines = render(figure, &Canvas::new(76, 20));
            lines.iter().map(|line| line.plain()).collect::<Vec<_>>()
        };
        assert_ne!(drawn(&figure), drawn(&without));
        assert_ne!(svg(&figure), svg(&without));
        seen += 1;
    }
    assert_eq!(seen, 4);
}
