//! Which class a network of two inputs gives every place, with examples over it.

use ndarray::{Array2, ArrayView1};

use crate::data::{DataSet, Split};
use crate::experiment::{ExperimentError, Report};
use crate::nn::Network;
use crate::plot::{Axis, Colors, Field, Series};

/// How many samples a picture of a boundary has across and up: two for each row of a terminal.
const SAMPLES: [usize; 2] = [80, 40];
/// How many test examples are drawn: more would hide what is behind them.
const EXAMPLES: usize = 90;

/// Whether examples of that many features can be drawn; the report is told where they cannot.
pub(super) fn can_be_drawn(features: usize, report: &mut Report) -> bool {
    if features != 2 {
        let note =
            format!("A boundary can be drawn for 2 features; here there are {features}, so it is left out.");
        report.notes.push(note);
    }
    features == 2
}

/// The class of every place as the network sees it, and some test examples with theirs; for two features.
pub(super) fn boundary(
    network: &mut Network,
    split: &Split,
    title: String,
) -> Result<Field, ExperimentError> {
    let ranges = [0, 1].map(|feature| range(&split.train, feature));
    let place = |feature: usize, index: usize| {
        let (low, high) = ranges[feature];
        low + (high - low) * (index as f64 + 0.5) / SAMPLES[feature] as f64
    };
    let points = Array2::from_shape_fn((SAMPLES[0] * SAMPLES[1], 2), |(index, feature)| {
        place(feature, if feature == 0 { index % SAMPLES[0] } else { index / SAMPLES[0] })
    });
    let scores = network.forward(points.view())?;
    let classes: Vec<f64> = scores.rows().into_iter().map(winner).collect();
    let names: Vec<String> = split.train.class_names.iter().map(|name| class(name)).collect();
    let [x, y] = ranges;
    let feature = |index: usize| split.train.feature_names[index].as_str();
    Ok(Field {
        title,
        x: Axis::linear(feature(0)).from_to(x.0, x.1),
        y: Axis::linear(feature(1)).from_to(y.0, y.1),
        groups: examples(&split.test, &names),
        colors: Colors::Classes(names),
        values: classes.chunks(SAMPLES[0]).map(<[f64]>::to_vec).collect(),
        ..Field::default()
    })
}

/// `class 1` for a class that is only a number.
fn class(name: &str) -> String {
    if name.parse::<f64>().is_ok() { format!("class {name}") } else { name.to_owned() }
}

/// The range of a feature, and a tenth more on both sides.
fn range(set: &DataSet, feature: usize) -> (f64, f64) {
    let column = set.features.column(feature);
    let (low, high) = column.fold((f64::MAX, f64::MIN), |(low, high), &x| (x.min(low), x.max(high)));
    (low - 0.1 * (high - low), high + 0.1 * (high - low))
}

/// The class with the highest score, the first of equals; none where a score is not a number.
fn winner(scores: ArrayView1<'_, f64>) -> f64 {
    if scores.iter().any(|score| score.is_nan()) {
        return f64::NAN;
    }
    let best = |best: usize, class: usize| if scores[class] > scores[best] { class } else { best };
    (0..scores.len()).fold(0, best) as f64
}

/// The first examples, by class.
fn examples(set: &DataSet, names: &[String]) -> Vec<Series> {
    let shown = || set.features.rows().into_iter().zip(&set.labels).take(EXAMPLES);
    let group = |(class, name): (usize, &String)| {
        let points = shown().filter(|(_, label)| **label == class).map(|(row, _)| [row[0], row[1]]);
        Series::new(name.clone(), points.collect())
    };
    names.iter().enumerate().map(group).collect()
}

#[cfg(test)]
mod tests {
    use ndarray::array;

    use super::*;
    use crate::data::task;
    use crate::nn::Design;

    #[test]
    fn the_picture_shows_what_the_network_answers() {
        let split = task::find("moons").unwrap().load(1);
        let mut network = Network::new(&Design::new(&[2, 2], "identity").unwrap(), 1).unwrap();
        // The second score is y − x: above the diagonal class 1 wins.
        let weights = array![[0.0, 0.0], [-1.0, 1.0]];
        network.set_layer(0, weights.view(), array![[0.0, 0.0]].view()).unwrap();
        let field = boundary(&mut network, &split, String::new()).unwrap();
        let ((left, right), (low, high)) = (field.x.range.unwrap(), field.y.range.unwrap());
        for (row, values) in field.values.iter().enumerate() {
            for (column, &class) in values.iter().enumerate() {
                let x = left + (right - left) * (column as f64 + 0.5) / 80.0;
                let y = low + (high - low) * (row as f64 + 0.5) / 40.0;
                assert_eq!(class, f64::from(u8::from(y > x)), "{x} {y}");
            }
        }
        assert_eq!(field.groups.iter().map(|group| group.points.len()).sum::<usize>(), EXAMPLES);
        assert_eq!(winner(array![1.0, f64::NAN].view()).to_bits(), f64::NAN.to_bits());
    }
}
