//! `dltutor compare`: a family's members under the same conditions.
//!
//! A comparison is the experiment `compare-FAMILY`; `--on`, `--only` and `--seeds` are its settings.

use crate::cli::args::CompareOptions;
use crate::cli::data;
use crate::cli::exit::{Exit, Usage};
use crate::cli::output::Detail;
use crate::cli::run::execute;
use crate::cli::session::Session;
use crate::experiment::{self, Experiment, Settings};
use crate::text::list::{join, join_with};
use crate::text::suggest::suggestion;

const PREFIX: &str = "compare-";

/// Runs a comparison.
pub fn run(session: &Session<'_>, options: &CompareOptions) -> anyhow::Result<Exit> {
    let experiment = find(&options.family)?;
    let mut texts = texts(options);
    texts.extend(data::settings(experiment, &options.data)?);
    let settings = Settings::parse(&experiment.parameters(), &texts)?;
    execute(session, experiment, &settings, Detail::Figures)
}

fn texts(options: &CompareOptions) -> Vec<String> {
    let named = [("on", &options.on), ("only", &options.only), ("seeds", &options.seeds)];
    let named = named.into_iter().filter_map(|(name, value)| Some(format!("{name}={}", value.as_ref()?)));
    named.chain(options.set.iter().cloned()).collect()
}

fn find(family: &str) -> Result<&'static dyn Experiment, Usage> {
    experiment::find(&format!("{PREFIX}{family}")).ok_or_else(|| {
        let families: Vec<&str> = families().collect();
        let hint = suggestion(family, &families);
        Usage(format!("nothing compares `{family}`{hint} There are {}.", join(&families)))
    })
}

/// What FAMILY may be.
pub fn family_help() -> String {
    format!("The family: {}", join_with(&families().collect::<Vec<_>>(), "or"))
}

/// Where the tasks of `--on`, the members of `--only` and the names of `--set` are listed.
pub fn more_help() -> String {
    format!(
        "`dltutor run {PREFIX}FAMILY --help` lists the tasks of --on, the members of --only and the names of --set."
    )
}

/// The families that can be compared.
pub fn families() -> impl Iterator<Item = &'static str> {
    experiment::registry().iter().filter_map(|experiment| experiment.name().strip_prefix(PREFIX))
}
