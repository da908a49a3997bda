//! Figures like those of the course, with data computed here.

use dltutor::plot::{
    Axis, Bars, Colors, Contour, Distributions, Field, Figure, Graph, Histogram, Layer, Lines, Mark, Network,
    Node, Picture, Pictures, Scatter, Series, Table, Trajectory,
};

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

/// Two half circles, as points.
fn moons() -> [Series; 2] {
    let moon = |side: f64| {
        let angle = |index: u32| std::f64::consts::PI * f64::from(index) / 19.0;
        let wobble = |index: u32| 0.12 * f64::from(index * 7919 % 13) / 13.0;
        let at = |index: u32| {
            let (sin, cos) = angle(index).sin_cos();
            [
                0.5 - 0.5 * side + side * cos + side * 0.5 + wobble(index) - 0.5,
                side * sin + 0.25 - 0.25 * side + wobble(index),
            ]
        };
        (0..20).map(at).collect()
    };
    [Series::new("upper", moon(1.0)), Series::new("lower", moon(-1.0))]
}

/// Points of two classes.
pub(crate) fn two_moons() -> Figure {
    Figure::Scatter(Scatter {
        title: "Two moons".into(),
        x: Axis::linear("x₁"),
        y: Axis::linear("x₂"),
        groups: moons().to_vec(),
        ..Scatter::default()
    })
}

/// Regions of a classifier under its data.
pub(crate) fn boundary() -> Figure {
    let class = |x: f64, y: f64| if y > 0.25 + 0.6 * (2.2 * x - 0.6).cos() - 0.2 { 0.0 } else { 1.0 };
    let at = |index: usize, count: usize, low: f64, high: f64| {
        low + (high - low) * index as f64 / (count - 1) as f64
    };
    Figure::Field(Field {
        title: "Decision boundary, accuracy 0.98".into(),
        x: Axis::linear("x₁").from_to(-1.5, 2.0),
        y: Axis::linear("x₂").from_to(-1.0, 1.5),
        colors: Colors::Classes(vec!["upper".into(), "lower".into()]),
        values: (0..60)
            .map(|row| {
                (0..120).map(|column| class(at(column, 120, -1.5, 2.0), at(row, 60, -1.0, 1.5))).collect()
            })
            .collect(),
        groups: moons().to_vec(),
        ..Field::default()
    })
}

/// Convergence of momentum by learning rate and momentum.
pub(crate) fn phases() -> Figure {
    let factor = |rate: f64, momentum: f64| {
        let half = (1.0 + momentum - rate) / 2.0;
        let root = half * half - momentum;
        if root < 0.0 { momentum.sqrt() } else { half.abs() + root.sqrt() }
    };
    let at = |index: usize, count: usize, high: f64| high * index as f64 / (count - 1) as f64;
    Figure::Field(Field {
        title: "Error kept in each step".into(),
        x: Axis::linear("learning rate × curvature").from_to(0.0, 4.0),
        y: Axis::linear("momentum").from_to(0.0, 1.0),
        value: Axis::linear("factor").from_to(0.0, 1.5),
        values: (0..40)
            .map(|row| (0..80).map(|column| factor(at(column, 80, 4.0), at(row, 40, 1.0))).collect())
            .collect(),
        ..Field::default()
    })
}

/// The fate of gradient descent with momentum by learning rate and momentum, with the learner's setting.
pub(crate) fn fates() -> Figure {
    let factor = |rate: f64, momentum: f64| {
        let half = (1.0 + momentum - rate) / 2.0;
        let root = half * half - momentum;
        (if root < 0.0 { momentum.sqrt() } else { half.abs() + root.sqrt() }, root < 0.0)
    };
    let fate = |column: usize, row: usize| {
        let rate = 10f64.powf(-2.0 + 3.0 * (column as f64 + 0.5) / 80.0);
        match factor(rate, (row as f64 + 0.5) / 40.0) {
            (factor, _) if factor >= 1.0 => 2.0,
            (_, true) => 1.0,
            _ => 0.0,
        }
    };
    let limit = (0..=40).map(|step| f64::from(step) / 40.0).map(|momentum| [2.0 + 2.0 * momentum, momentum]);
    Figure::Field(Field {
        title: "What becomes of a run".into(),
        x: Axis::log("learning rate × curvature").from_to(0.01, 10.0),
        y: Axis::linear("momentum").from_to(0.0, 1.0),
        colors: Colors::Classes(["creeps", "swings", "diverges"].map(str::to_owned).to_vec()),
        values: (0..40).map(|row| (0..80).map(|column| fate(column, row)).collect()).collect(),
        curves: vec![Series::new("2 + 2β", limit.collect())],
        marks: vec![Mark::Point { name: "yours".into(), at: [0.1, 0.9] }],
        ..Field::default()
    })
}

/// Inputs of a layer that drift and spread while the layers below learn.
pub(crate) fn drift() -> Figure {
    let bell = |index: u32| {
        (0..12).map(|turn| f64::from((index * 7919 + turn * 104_729) % 1000) / 1000.0).sum::<f64>() - 6.0
    };
    let moments: Vec<(f64, Vec<f64>)> = (0..=30)
        .map(|epoch| {
            let spread = 0.5 + f64::from(epoch) / 20.0;
            let centre = -1.5 * (1.0 - (-f64::from(epoch) / 8.0).exp());
            (f64::from(epoch), (0..500).map(|index| centre + spread * bell(index)).collect())
        })
        .collect();
    let moments: Vec<(f64, &[f64])> =
        moments.iter().map(|(time, values)| (*time, values.as_slice())).collect();
    let (time, value) = (Axis::linear("epoch"), Axis::linear("input"));
    Figure::Distributions(Distributions::of("Inputs of the third layer", time, value, &moments, 32))
}

/// Small pictures with signs.
pub(crate) fn features() -> Figure {
    let picture = |index: u32| {
        let value = |row: u32, column: u32| {
            (f64::from(row * (index + 1)) * 0.7).sin() * (f64::from(column + index) * 0.9).cos()
        };
        Picture {
            name: format!("unit {index}"),
            rows: (0..8).map(|row| (0..8).map(|column| value(row, column)).collect()).collect(),
        }
    };
    Figure::Pictures(Pictures {
        title: "First-layer weights as 8 × 8 pictures".into(),
        value: Axis::linear("weight"),
        colors: Colors::Diverging,
        pictures: (0..8).map(picture).collect(),
    })
}

/// Activations before and after normalization.
pub(crate) fn normalized() -> Figure {
    let bell = |index: u32| {
        (0..12).map(|turn| f64::from((index * 7919 + turn * 104_729) % 1000) / 1000.0).sum::<f64>() - 6.0
    };
    let after: Vec<f64> = (0..2000).map(bell).collect();
    let before: Vec<f64> = after.iter().map(|value| 1.5 + 0.5 * value).collect();
    Figure::Histogram(Histogram::of(
        "Layer inputs before and after batch norm",
        Axis::linear("value"),
        &[("before", &before), ("after", &after)],
        30,
    ))
}

/// A neuron and its loss.
pub(crate) fn graph() -> Figure {
    let node = |name: &str, value: f64, gradient: f64, inputs: &[usize]| Node {
        name: name.into(),
        value,
        gradient: Some(gradient),
        inputs: inputs.to_vec(),
    };
    Figure::Graph(Graph {
        title: "One neuron, squared error".into(),
        nodes: vec![
            node("x", 1.5, -0.0813, &[]),
            node("w", 0.4, -0.305, &[]),
            node("b", 0.1, -0.203, &[]),
            node("w·x", 0.6, -0.203, &[0, 1]),
            node("+", 0.7, -0.203, &[3, 2]),
            node("σ", 0.668, -0.917, &[4]),
            node("loss", 0.11, 1.0, &[5]),
        ],
    })
}

/// A network some of whose units died.
pub(crate) fn dying() -> Figure {
    let units = |dead: u32| {
        (0..64u32)
            .map(|unit| if unit * 37 % 64 < dead { 0.0 } else { f64::from(unit * 29 % 64 + 1) / 64.0 })
            .collect()
    };
    Figure::Network(Network {
        title: "Units after ten epochs".into(),
        layers: vec![
            Layer { name: "hidden 1".into(), units: units(3) },
            Layer { name: "hidden 2".into(), units: units(17) },
            Layer { name: "hidden 3".into(), units: units(46) },
        ],
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
        ("two_moons", two_moons()),
        ("boundary", boundary()),
        ("phases", phases()),
        ("fates", fates()),
        ("features", features()),
        ("normalized", normalized()),
        ("drift", drift()),
        ("graph", graph()),
        ("dying", dying()),
    ]
}
