//! What `dltutor run NAME --help` prints: an experiment's parameters, measures and figures.

use crate::experiment::{Experiment, Report, Settings};
use crate::plot::{Axis, Figure};
use crate::text::wrap::{wrap, wrap_hanging};
use crate::text::{Line, Role};

/// All that a lesson may name of an experiment; the figures as a run of it drew them.
pub fn lines(experiment: &dyn Experiment, report: Option<&Report>, width: usize) -> Vec<Line> {
    let mut lines = vec![Line::new().with(Role::Title, experiment.name())];
    lines.extend(wrap(&Line::from(experiment.about()), width));
    lines.extend([Line::new(), Line::new().with(Role::Title, "Parameters (--set name=value)")]);
    lines.extend(parameters(experiment, width));
    lines.extend([Line::new(), Line::new().with(Role::Title, "Measures")]);
    lines.extend(measures(experiment, width));
    if let Some(report) = report {
        let changed = report.settings.changes_from(&Settings::defaults(&experiment.parameters()));
        let with = if changed.is_empty() { String::new() } else { format!(" with {}", changed.join(" ")) };
        lines.push(Line::new());
        lines.extend(wrap(&Line::new().with(Role::Title, format!("Figures{with}")), width));
        lines.extend(report.figures.iter().enumerate().flat_map(|(place, it)| figure(place, it, width)));
    }
    lines
}

fn parameters(experiment: &dyn Experiment, width: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for parameter in experiment.parameters() {
        lines.extend(named(parameter.name, parameter.help, width));
        let default = Settings::defaults(std::slice::from_ref(&parameter)).texts().pop();
        let default = default.map_or_else(
            || "chosen by the experiment".to_owned(),
            |text| text[parameter.name.len() + 1..].to_owned(),
        );
        let text = Line::new().with(Role::Dim, format!("{} (default: {default})", parameter.domain()));
        let margin = Line::from("      ");
        lines.extend(wrap_hanging(&text, &margin, &margin, width));
    }
    lines
}

fn measures(experiment: &dyn Experiment, width: usize) -> Vec<Line> {
    let measures = experiment.measures();
    let unit = |unit: &str| if unit.is_empty() { String::new() } else { format!(" ({unit})") };
    measures.iter().flat_map(|it| named(&it.name, &format!("{}{}", it.about, unit(it.unit)), width)).collect()
}

fn named(name: &str, about: &str, width: usize) -> Vec<Line> {
    let lead = Line::new().with(Role::Code, format!("  {name}")).with(Role::Plain, "  ");
    wrap_hanging(&Line::from(about), &lead, &Line::from("      "), width)
}

/// A figure under the number by which a lesson shows it, with the names a question may use.
fn figure(place: usize, figure: &Figure, width: usize) -> Vec<Line> {
    let lead = Line::new().with(Role::Code, format!("  {place}"));
    let title = Line::new()
        .with(Role::Plain, if figure.title().is_empty() { "(no title)" } else { figure.title() })
        .with(Role::Dim, format!("  {}", figure.kind()));
    let mut lines = wrap_hanging(&title, &lead.with(Role::Plain, "  "), &Line::from("     "), width);
    let mut row = |name: &str, text: String| {
        let lead = Line::new().with(Role::Dim, format!("      {name}  "));
        let blank = Line::from(" ".repeat(lead.columns()));
        lines.extend(wrap_hanging(&Line::from(text.as_str()), &lead, &blank, width));
    };
    for (name, axis) in figure.axes().into_iter().filter(|(_, axis)| !axis.name.is_empty()) {
        row(name, axis_text(axis));
    }
    let (what, mut names) = figure.parts();
    names.retain(|name| !name.is_empty());
    if !names.is_empty() {
        row(what, names.join(", "));
    }
    lines
}

fn axis_text(axis: &Axis) -> String {
    if axis.unit.is_empty() { axis.name.clone() } else { format!("{} ({})", axis.name, axis.unit) }
}
