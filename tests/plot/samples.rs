//! Figures like those of the course, with data computed here.

use dltutor::plot::{Axis, Bars, Contour, Figure, Lines, Mark, Series, Table, Trajectory};

/// Gradient norms by layer: one that vanishes and one that does not.
pub(crate) fn vanishing() -> Figure {
    let sigmoid = (1..=10).map(|layer| [f64::from(layer), 0.12 * 0.23f64.powi(10 - layer)]).collect();
    let relu = (1..=10).map(|layer| [f64::from(layer), 0.2 * 0.95f64.powi(layer - 1)]).collect();
    Figure::Lines(Lines {
        title: "Gradient norm by layer, 10 × 32, one batch of 256".into(),
        x: Axis::linear("layer"),
        y: Axis::log("‖∂L/∂W‖"),
        series: vec![Series::new("sigmoid", sigmoid), Series::new("ReLU", relu)],
        marks: vec![],
    })
}

/// A function and its derivative, with a bound and a peak marked.
pub(crate) fn sigmoid() -> Figure {
    let f = |x: f64| 1.0 / (1.0 + (-x).exp());
    let xs = || (0..=160).map(|step| f64::from(step) / 10.0 - 8.0);
    Figure::Lines(Lines {
        title: "Sigmoid and its slope".into(),
        x: Axis::linear("x"),
        y: Axis::linear("value"),
        series: vec![
            Series::new("σ(x)", xs().map(|x| [x, f(x)]).collect()),
            Series::new("σ′(x)", xs().map(|x| [x, f(x) * (1.0 - f(x))]).collect()),
        ],
        marks: vec![
            Mark::Horizontal { name: "σ′ ≤ 0.25".into(), y: 0.25 },
            Mark::Point { name: "peak".into(), at: [0.0, 0.25] },
        ],
    })
}

/// Training losses of three optimizers with a band, the second of which diverges.
pub(crate) fn losses() -> Figure {
    let loss = |rate: f64, floor: f64| {
        (0..=300).map(move |step| [f64::from(step), floor + 2.3 * (-rate * f64::from(step)).exp()])
    };
    let mut sgd = Series::new("SGD", loss(0.01, 0.2).collect());
    sgd.band = sgd.points.iter().map(|point| [point[1] * 0.8, point[1] * 1.2]).collect();
    let diverging = (0..=300).map(|step| {
        [f64::from(step), if step < 90 { 0.5 + (f64::from(step) / 45.0).exp() * 0.2 } else { f64::INFINITY }]
    });
    Figure::Lines(Lines {
        title: "Training loss".into(),
        x: Axis::linear("step"),
        y: Axis { unit: "nats".into(), ..Axis::linear("loss") },
        series: vec![
            sgd,
            Series::new("momentum, rate 3", diverging.collect()),
            Series::new("Adam", loss(0.05, 0.05).collect()),
        ],
        marks: vec![],
    })
}

/// Descent on the ravine 0.05x² + y².
pub(crate) fn ravine() -> Figure {
    let f = |x: f64, y: f64| 0.05 * x * x + y * y;
    let at = |index: usize, count: usize, low: f64, high: f64| {
        low + (high - low) * index as f64 / (count - 1) as f64
    };
    let values = (0..41)
        .map(|row| (0..61).map(|column| f(at(column, 61, -10.0, 10.0), at(row, 41, -3.0, 3.0))).collect());
    let descend = |rate: f64, momentum: f64| {
        let (mut place, mut speed) = ([-9.0, 2.5], [0.0, 0.0]);
        let mut path = vec![place];
        for _ in 0..40 {
            let gradient = [0.1 * place[0], 2.0 * place[1]];
            for axis in 0..2 {
                speed[axis] = momentum * speed[axis] - rate * gradient[axis];
                place[axis] += speed[axis];
            }
            path.push(place);
        }
        path
    };
    Figure::Contour(Contour {
        title: "Ravine 0.05x² + y²".into(),
        x: Axis::linear("x").from_to(-10.0, 10.0),
        y: Axis::linear("y").from_to(-3.0, 3.0),
        values: values.collect(),
        levels: vec![],
        trajectories: vec![
            Trajectory { name: "SGD".into(), path: descend(0.93, 0.0) },
            Trajectory { name: "momentum".into(), path: descend(0.1, 0.8) },
        ],
        marks: vec![Mark::Point { name: "minimum".into(), at: [0.0, 0.0] }],
    })
}

/// Accuracies by activation.
pub(crate) fn accuracies() -> Figure {
    let bars = [("sigmoid", 0.08), ("tanh", 0.961), ("ReLU", 0.956), ("leaky ReLU", 0.9571)];
    Figure::Bars(Bars {
        title: "Test accuracy at depth 6".into(),
        y: Axis::linear("accuracy"),
        bars: bars.map(|(name, value)| (name.to_owned(), value)).to_vec(),
    })
}

/// Weights with signs, more of them than lines.
pub(crate) fn weights() -> Figure {
    let weight = |index: usize| ((index * 37 % 100) as f64 / 50.0 - 1.0).powi(3);
    Figure::Bars(Bars {
        title: "Weights after training".into(),
        y: Axis::linear("weight"),
        bars: (0..100).map(|index| (format!("w{index}"), weight(index))).collect(),
    })
}

/// Gradients with signs.
pub(crate) fn gradients() -> Figure {
    let bars = [("cat", -0.295), ("dog", 0.259), ("horse", 0.035), ("none", 0.0)];
    Figure::Bars(Bars {
        title: "Gradient of each score, p − y".into(),
        y: Axis::linear("∂L/∂z"),
        bars: bars.map(|(name, value)| (name.to_owned(), value)).to_vec(),
    })
}

/// Activations compared.
pub(crate) fn comparison() -> Figure {
    let rows = [
        ["ReLU", "0.956", "4.7", "0.08", "none"],
        ["leaky ReLU", "0.957", "0", "0.11", "negative slope"],
        ["sigmoid", "0.08", "0", "2.6", "none"],
        ["ELU", "0.9612", "0", "4.4", "α"],
    ];
    Figure::Table(Table {
        title: "Activations compared".into(),
        columns: ["activation", "accuracy", "dead (%)", "cost (ns)", "hyperparameters"]
            .map(str::to_owned)
            .to_vec(),
        rows: rows.map(|row| row.map(str::to_owned).to_vec()).to_vec(),
        caption: "ReLU is the cheapest, and no other is much more accurate.".into(),
    })
}

/// Every sample with its name.
pub(crate) fn all() -> Vec<(&'static str, Figure)> {
    vec![
        ("vanishing", vanishing()),
        ("sigmoid", sigmoid()),
        ("losses", losses()),
        ("ravine", ravine()),
        ("accuracies", accuracies()),
        ("gradients", gradients()),
        ("weights", weights()),
        ("comparison", comparison()),
    ]
}
