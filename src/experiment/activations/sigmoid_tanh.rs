//! The shapes of sigmoid and tanh, their slopes, and where they put the mean of a layer.

use super::signal::{self, Signal};
use crate::experiment::training::mean;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::activation;
use crate::plot::{Axis, Figure, Lines, Series};

/// `sigmoid-tanh`.
pub(super) struct SigmoidTanh;

const BOTH: [&str; 2] = ["sigmoid", "tanh"];

impl Experiment for SigmoidTanh {
    fn name(&self) -> &'static str {
        "sigmoid-tanh"
    }

    fn about(&self) -> &'static str {
        "sigmoid and tanh: values, slopes, and the mean that each layer passes on"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters =
            vec![Parameter::real("reach", 0.5, 20.0, 6.0, "the curves run from −reach to reach")];
        parameters.extend(signal::parameters());
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let of = |name: &str| {
            vec![
                MeasureInfo::new(format!("{name}_low"), format!("the lowest value of {name} drawn")),
                MeasureInfo::new(format!("{name}_high"), format!("the highest value of {name} drawn")),
                MeasureInfo::new(format!("{name}_at_zero"), format!("the value of {name} at 0")),
                MeasureInfo::new(format!("{name}_steepest"), format!("the largest slope of {name} drawn")),
                MeasureInfo::new(
                    format!("{name}_steepest_at"),
                    format!("where the slope of {name} is largest"),
                ),
                MeasureInfo::new(
                    format!("{name}_end_slope"),
                    format!("the slope of {name} at the end of the curve"),
                ),
                MeasureInfo::new(
                    format!("{name}_mean"),
                    format!("the mean of what layers of {name} pass on"),
                ),
                MeasureInfo::new(
                    format!("{name}_farthest_mean"),
                    format!("the layer mean of {name} farthest from 0"),
                ),
                MeasureInfo::new(
                    format!("{name}_mean_slope"),
                    format!("the mean slope of {name} over all units"),
                ),
            ]
        };
        BOTH.iter().flat_map(|name| of(name)).collect()
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let batch = signal::batch(settings, context.seed);
        let mut report = Report::new(self, settings, context);
        let reach = settings.real("reach").unwrap_or(6.0);
        let (mut values, mut slopes, mut means) = (Vec::new(), Vec::new(), Vec::new());
        for name in BOTH {
            context.check()?;
            let (value, slope) = curves(name, reach)?;
            let signal = signal::measure(settings, name, &batch, context.seed)?;
            add_curves(&mut report, name, &value, &slope);
            add_means(&mut report, name, &signal);
            values.push(Series::new(name, value));
            slopes.push(Series::new(name, slope));
            means.push(Series::new(name, Signal::points(&signal.means)));
        }
        let x = || Axis::linear("x").from_to(-reach, reach);
        let layer = Axis::linear("layer");
        report.figures = vec![
            lines("Sigmoid and tanh", x(), Axis::linear("value"), values),
            lines("Their slopes", x(), Axis::linear("slope"), slopes),
            lines("The mean of what each layer passes on", layer, Axis::linear("mean"), means),
        ];
        Ok(report)
    }
}

/// A curve as points `[x, y]`.
type Curve = Vec<[f64; 2]>;

/// `[x, f(x)]` and `[x, f′(x)]` at 241 points; the middle one is exactly 0.
fn curves(name: &str, reach: f64) -> Result<(Curve, Curve), ExperimentError> {
    let function = activation::find(name)?;
    let places = || (-120..=120).map(|step| reach * f64::from(step) / 120.0);
    let value = places().map(|x| [x, function.f(x)]).collect();
    let slope = places().map(|x| [x, function.df(x, function.f(x))]).collect();
    Ok((value, slope))
}

fn add_curves(report: &mut Report, name: &str, value: &[[f64; 2]], slope: &[[f64; 2]]) {
    let middle = value.len() / 2;
    let steepest =
        slope.iter().fold([0.0, 0.0], |best, point| if point[1] > best[1] { *point } else { best });
    report.add(format!("{name}_low"), value[0][1]);
    report.add(format!("{name}_high"), value[value.len() - 1][1]);
    report.add(format!("{name}_at_zero"), value[middle][1]);
    report.add(format!("{name}_steepest"), steepest[1]);
    report.add(format!("{name}_steepest_at"), steepest[0]);
    report.add(format!("{name}_end_slope"), slope[slope.len() - 1][1]);
}

fn add_means(report: &mut Report, name: &str, signal: &Signal) {
    let farther = |far: f64, &mean: &f64| if mean.abs() > far.abs() { mean } else { far };
    report.add(format!("{name}_mean"), mean(&signal.means));
    report.add(format!("{name}_farthest_mean"), signal.means.iter().fold(0.0, farther));
    report.add(format!("{name}_mean_slope"), mean(&signal.slopes));
}

fn lines(title: &str, x: Axis, y: Axis, series: Vec<Series>) -> Figure {
    Figure::Lines(Lines { title: title.to_owned(), x, y, series, marks: Vec::new() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slopes_are_bounded_and_only_tanh_is_centred() {
        for seed in 0..5 {
            let settings = Settings::defaults(&SigmoidTanh.parameters());
            let report = SigmoidTanh.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            assert_eq!([measure("sigmoid_steepest"), measure("sigmoid_steepest_at")], [0.25, 0.0]);
            assert_eq!([measure("tanh_steepest"), measure("tanh_steepest_at")], [1.0, 0.0]);
            assert!((measure("sigmoid_mean") - 0.5).abs() < 0.05, "seed {seed}");
            assert!(measure("tanh_farthest_mean").abs() < 0.1, "seed {seed}");
            assert!(measure("sigmoid_mean_slope") < 0.25);
        }
    }
}
