//! Ways to start the weights, by activation and depth.

use crate::experiment::contest::{Family, Setup, Standing, Standings, key, parts};
use crate::experiment::examples::Examples;
use crate::experiment::training::Plan;
use crate::experiment::{Context, Experiment, ExperimentError, MeasureInfo, Parameter, Report, Settings};
use crate::nn::{activation, init};
use crate::plot::{Axis, Figure, Lines, Series, Table};

/// `compare-initializers`.
pub(super) struct CompareInitializers;

const ACTIVATIONS: [&str; 3] = ["sigmoid", "tanh", "relu"];
const DEPTHS: [&str; 7] = ["1", "2", "3", "4", "6", "8", "10"];
const FIRST_DEPTHS: [&str; 2] = ["1", "6"];
/// What is measured of each: its end of the name, and what it is.
const MEASURES: [(&str, &str); 3] = [
    ("shared_accuracy", "the test accuracy at the shared learning rate"),
    ("best_accuracy", "the test accuracy at its own best learning rate"),
    ("best_learning_rate", "its own best learning rate"),
];

impl Experiment for CompareInitializers {
    fn name(&self) -> &'static str {
        "compare-initializers"
    }

    fn about(&self) -> &'static str {
        "test accuracy by how weights start, by activation and depth: at one learning rate, then at the best"
    }

    fn parameters(&self) -> Vec<Parameter> {
        let mut parameters = family().parameters();
        parameters.extend([
            Parameter::subset("activation", activation::names(), ACTIVATIONS.to_vec(), "the activations"),
            Parameter::subset("depth", DEPTHS.to_vec(), FIRST_DEPTHS.to_vec(), "how many hidden layers")
                .unit("layers"),
            Parameter::real("gain", 0.0, 20.0, 1.0, "what the spread of the first weights is multiplied by"),
        ]);
        parameters
    }

    fn measures(&self) -> Vec<MeasureInfo> {
        let mut measures = Vec::new();
        for activation in ACTIVATIONS {
            for (depth, init) in
                FIRST_DEPTHS.iter().flat_map(|depth| init::names().into_iter().map(move |it| (depth, it)))
            {
                let name = member(activation, depth, init);
                let about = |what: &str| format!("{what}: {init}, {depth} hidden layers of {activation}");
                let measure = |(end, what): (&str, &str)| MeasureInfo::new(key(&name, end), about(what));
                measures.extend(MEASURES.map(measure));
            }
        }
        measures
    }

    fn run(&self, settings: &Settings, context: &Context) -> Result<Report, ExperimentError> {
        let examples = Examples::chosen(settings)?;
        let (family, members) = (family(), members(settings));
        let parts = parts(&examples, settings, context);
        let make = |name: &str, rate: f64| plan(&family, settings, &examples, name, rate);
        let standings = family.hold_among(settings, &members, |_| &parts, context, make)?;
        let mut report = Report::new(self, settings, context);
        family.introduce(&mut report, &examples, &parts[0], &standings, "");
        for member in &standings.members {
            let values = [standings.at_shared(member).mean, member.best().mean, member.chosen()];
            for ((end, _), value) in MEASURES.iter().zip(values) {
                report.add(key(&member.name, end), value);
            }
        }
        for activation in settings.names("activation") {
            report.figures.extend(figures(settings, examples.name(), activation, &standings));
        }
        Ok(report)
    }
}

fn family() -> Family {
    Family {
        member: ["way to start weights", "ways to start weights"],
        names: init::names(),
        task: "digits",
        learning_rate: 0.1,
        grid: &[0.01, 0.03, 0.1, 0.3, 1.0, 3.0],
        setup: Setup { activation: None, depth: None, ..Setup::SMALL },
    }
}

/// `relu-6-he`.
fn member(activation: &str, depth: &str, init: &str) -> String {
    format!("{activation}-{depth}-{init}")
}

/// One for each activation, depth and way to start.
fn members(settings: &Settings) -> Vec<String> {
    let mut members = Vec::new();
    for activation in settings.names("activation") {
        for depth in settings.names("depth") {
            members.extend(settings.names("only").iter().map(|init| member(activation, depth, init)));
        }
    }
    members
}

fn plan(
    family: &Family,
    settings: &Settings,
    examples: &Examples,
    name: &str,
    rate: f64,
) -> Result<Plan, ExperimentError> {
    // An activation's name may have a hyphen in it.
    let mut parts = name.rsplitn(3, '-');
    let [init, depth, activation] = [parts.next(), parts.next(), parts.next()].map(Option::unwrap_or_default);
    let depth = depth.parse().unwrap_or(1);
    let mut plan = family.setup.plan_of(settings, examples, activation, depth, rate)?;
    plan.design.init = init::find(init)?;
    plan.design.gain = settings.real("gain").unwrap_or(1.0);
    Ok(plan)
}

/// For one activation: accuracy by depth as a table, and as lines where there is more than one depth.
fn figures(settings: &Settings, task: &str, activation: &str, standings: &Standings) -> Vec<Figure> {
    let depths = settings.names("depth");
    let at = |depth: &str, init: &str| standings.find(&member(activation, depth, init));
    let row = |init: &String| {
        let cell = |depth: &String| at(depth, init).map_or(String::new(), |it| cell(standings, it));
        std::iter::once(init.clone()).chain(depths.iter().map(cell)).collect()
    };
    let shared = settings.real("learning_rate").unwrap_or_default();
    let then = if settings.name("tuning") == "grid" { " → at its best rate" } else { "" };
    let table = Figure::Table(Table {
        title: format!("{activation} on {task}: % right at {shared}{then}"),
        columns: std::iter::once("weights start".to_owned())
            .chain(depths.iter().map(|depth| format!("{depth} hidden")))
            .collect(),
        rows: settings.names("only").iter().map(row).collect(),
        caption: String::new(),
    });
    if depths.len() == 1 { vec![table] } else { vec![table, by_depth(settings, activation, standings)] }
}

/// `62.2 → 88.8 at 0.3`: at the shared rate, and at the one it chose.
fn cell(standings: &Standings, member: &Standing) -> String {
    let percent = |share: f64| format!("{:.1}", 100.0 * share);
    let shared = percent(standings.at_shared(member).mean);
    if member.tried.len() == 1 {
        return shared;
    }
    format!("{shared} → {} at {}", percent(member.best().mean), member.chosen())
}

/// The accuracy of each start at its best rate, by depth.
fn by_depth(settings: &Settings, activation: &str, standings: &Standings) -> Figure {
    let best = |depth: &String, init: &str| {
        let found = standings.find(&member(activation, depth, init));
        [depth.parse().unwrap_or(f64::NAN), found.map_or(f64::NAN, |member| member.best().mean)]
    };
    let depths = settings.names("depth");
    let line =
        |init: &String| Series::new(init.clone(), depths.iter().map(|depth| best(depth, init)).collect());
    Figure::Lines(Lines {
        title: format!("{activation}: test accuracy at the best learning rate"),
        x: Axis::linear("hidden layers"),
        y: Axis::linear("accuracy").from_to(0.0, 1.0),
        series: settings.names("only").iter().map(line).collect(),
        marks: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deep_relu_networks_start_well_with_he_and_badly_with_wide_weights() {
        for seed in 1..4 {
            let set = ["activation=relu,leaky-relu", "depth=6", "epochs=5", "only=he,normal"];
            let settings = Settings::parse(&CompareInitializers.parameters(), &set).unwrap();
            let report = CompareInitializers.run(&settings, &Context::silent(seed)).unwrap();
            let measure = |name: &str| report.measure(name).unwrap();
            let he = measure("relu_6_he_best_accuracy");
            assert!(he > 0.7, "seed {seed}: {:?}", report.measures);
            assert!(measure("relu_6_normal_best_accuracy") < he - 0.5, "seed {seed}: {:?}", report.measures);
            assert!(measure("leaky_relu_6_he_best_accuracy") > 0.8, "seed {seed}: {:?}", report.measures);
        }
    }
}
