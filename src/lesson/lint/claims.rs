//! Claims: every sentence the course makes, measured over its seeds.

use crate::lesson::condition;
use crate::lesson::lint::lab::{Job, Lab};
use crate::lesson::lint::parallel::in_parallel;
use crate::lesson::load::Chapter;
use crate::lesson::model::{Claim, Step};

/// How a claim came out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// `chapter/step/claim`.
    pub name: String,
    /// The condition.
    pub holds: String,
    /// Over how many seeds it was measured.
    pub seeds: u64,
    /// The seeds at which it did not hold.
    pub failed: Vec<u64>,
    /// The command that measures it, without the seed.
    pub command: String,
    /// Why it could not be measured at all.
    pub fault: Option<String>,
}

impl Tested {
    /// Whether it held at every seed.
    pub fn held(&self) -> bool {
        self.failed.is_empty() && self.fault.is_none()
    }
}

/// Measures every claim of a chapter, each over its seeds but at most `limit`, on all cores.
pub fn check(chapter: &Chapter, limit: Option<u64>) -> Vec<Tested> {
    let claims: Vec<(&Step, &Claim)> = chapter
        .lesson
        .steps
        .iter()
        .flat_map(|step| step.claims.iter().map(move |claim| (step, claim)))
        .collect();
    let jobs: Vec<(usize, u64)> = claims
        .iter()
        .enumerate()
        .flat_map(|(place, (_, claim))| (0..seeds(claim, limit)).map(move |seed| (place, seed)))
        .collect();
    let results = in_parallel(&jobs, |&(place, seed)| measure(claims[place].0, claims[place].1, seed));
    let mut tested: Vec<Tested> =
        claims.iter().map(|(step, claim)| blank(chapter, step, claim, seeds(claim, limit))).collect();
    for ((place, seed), result) in jobs.into_iter().zip(results) {
        match result {
            Ok(true) => {}
            Ok(false) => tested[place].failed.push(seed),
            Err(fault) => tested[place].fault = Some(fault),
        }
    }
    tested
}

fn seeds(claim: &Claim, limit: Option<u64>) -> u64 {
    limit.map_or(claim.seeds, |limit| claim.seeds.min(limit)).max(1)
}

fn blank(chapter: &Chapter, step: &Step, claim: &Claim, seeds: u64) -> Tested {
    let run = step.runs.get(&claim.run);
    let settings = run.into_iter().flat_map(|run| run.set.iter()).chain(&claim.set);
    let experiment = run.map_or("", |run| run.experiment.as_str());
    let command =
        settings.fold(format!("dltutor run {experiment}"), |text, set| format!("{text} --set {set}"));
    let name = format!("{}/{}/{}", chapter.lesson.id, step.id, claim.id);
    Tested { name, holds: claim.holds.clone(), seeds, failed: Vec::new(), command, fault: None }
}

fn measure(step: &Step, claim: &Claim, seed: u64) -> Result<bool, String> {
    let run = step.runs.get(&claim.run).ok_or_else(|| format!("there is no run `{}`", claim.run))?;
    let job = Job { run, more: claim.set.clone(), seed };
    let report = Lab::default().report(&job).map_err(|error| error.to_string())?;
    condition::holds(&claim.holds, &report)
}
