//! `--data FILE.csv`: the learner's own file in the place of a task.

use std::path::Path;

use crate::cli::args::DataOptions;
use crate::cli::exit::Usage;
use crate::experiment::{Experiment, Kind, registry};

/// The settings that the options amount to for an experiment; none where no file is given.
///
/// # Errors
/// [`Usage`] when the experiment classifies nothing.
pub fn settings(experiment: &dyn Experiment, options: &DataOptions) -> Result<Vec<String>, Usage> {
    let Some(file) = &options.data else { return Ok(Vec::new()) };
    let Some(name) = task_parameter(experiment) else {
        let others: Vec<&str> = registry()
            .iter()
            .filter(|other| task_parameter(**other).is_some())
            .map(|other| other.name())
            .collect();
        let (name, others) = (experiment.name(), others.join(", "));
        return Err(Usage(format!("{name} classifies nothing, so it takes no --data; these do: {others}")));
    };
    let mut texts = vec![format!("{name}={}", as_file(file))];
    texts.extend(options.label.iter().map(|label| format!("label={label}")));
    texts.extend(options.standardise.then(|| "standardise=yes".to_owned()));
    Ok(texts)
}

/// The name of the parameter that says what is classified.
fn task_parameter(experiment: &dyn Experiment) -> Option<&'static str> {
    let parameters = experiment.parameters();
    parameters.iter().find(|parameter| matches!(parameter.kind, Kind::Task { .. })).map(|it| it.name)
}

/// The path in a form that no task is called by.
fn as_file(file: &str) -> String {
    let bare = !file.contains('.') && Path::new(file).components().count() == 1;
    if bare { format!("./{file}") } else { file.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::experiment::find;

    #[test]
    fn the_options_become_settings_of_the_right_names() {
        let options =
            DataOptions { data: Some("wine".to_owned()), label: Some("kind".to_owned()), standardise: true };
        let texts = |name: &str| settings(find(name).unwrap(), &options);
        let expected = ["on=./wine", "label=kind", "standardise=yes"];
        assert_eq!(texts("compare-activations").unwrap(), expected);
        assert_eq!(texts("update-loop").unwrap()[0], "task=./wine");
        let error = texts("softmax").unwrap_err().to_string();
        assert!(
            error.contains("softmax classifies nothing") && error.contains("compare-activations"),
            "{error}"
        );
    }
}
