//! Claims: every sentence the course makes, measured over its seeds.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::experiment::context::Watcher;
use crate::experiment::{Measure, Report};
use crate::lesson::condition;
use crate::lesson::diagnostic::{Code, Diagnostic};
use crate::lesson::lint::lab::{self, Job, LabError};
use crate::lesson::lint::parallel::in_parallel;
use crate::lesson::lint::subject::place_of;
use crate::lesson::load::Chapter;
use crate::lesson::model::{Claim, Step};
use crate::lesson::pointer::locate;
use crate::lesson::source::Source;
use crate::text::number;

/// How a claim came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Tested {
    /// `chapter/step/claim`.
    pub name: String,
    /// Where its condition stands: the file, and the path within it.
    pub place: (String, String),
    /// The condition.
    pub holds: String,
    /// Over how many seeds it was measured.
    pub seeds: u64,
    /// The seeds at which it did not hold.
    pub failed: Vec<u64>,
    /// The seed at which it missed by most, or came closest to failing.
    pub worst: Option<Worst>,
    /// The command that measures it, without the seed.
    pub command: String,
    /// Why it could not be measured at all.
    pub fault: Option<String>,
}

/// A claim at its worst seed.
#[derive(Clone, Debug, PartialEq)]
pub struct Worst {
    /// The seed.
    pub seed: u64,
    /// How clearly it held there, from 1 down to −1; below 0 it did not.
    pub margin: f64,
    /// The measures that the condition names.
    pub measures: Vec<Measure>,
}

impl Tested {
    /// Whether it held at every seed.
    pub fn held(&self) -> bool {
        self.failed.is_empty() && self.fault.is_none()
    }

    /// At how many seeds it held.
    pub fn held_at(&self) -> u64 {
        if self.fault.is_some() { 0 } else { self.seeds - self.failed.len() as u64 }
    }

    /// The command that shows it at a seed.
    pub fn command_at(&self, seed: u64) -> String {
        format!("{} --seed {seed}", self.command)
    }

    /// What is wrong with it, at its condition; nothing where it held.
    pub fn diagnostic(&self, source: &Source) -> Option<Diagnostic> {
        if self.held() {
            return None;
        }
        let (file, path) = &self.place;
        let span = locate(&source.read(file).unwrap_or_default(), path);
        let (step, claim) = self.name.split_once('/')?.1.split_once('/')?;
        if let Some(why) = &self.fault {
            let message = format!("{step}: the claim `{claim}` cannot be measured: {why}");
            return Some(Diagnostic::new(
                Code::Claim,
                file,
                span,
                message,
                "change its run, or the condition",
            ));
        }
        let (failed, worst) = (self.failed.len(), self.worst.as_ref()?);
        let seeds = self.failed.iter().take(SHOWN).map(u64::to_string).collect::<Vec<_>>().join(", ");
        let more = if failed > SHOWN { ", …" } else { "" };
        let message = format!(
            "{step}: the claim `{claim}` failed at {failed} of {} seeds ({seeds}{more}); at seed {} {}",
            self.seeds,
            worst.seed,
            worst.shown()
        );
        let fix = format!("teach what is true; this shows it: {}", self.command_at(worst.seed));
        Some(Diagnostic::new(Code::Claim, file, span, message, fix))
    }

    fn take(&mut self, seed: u64, seen: Result<Seen, String>) {
        match seen {
            Ok(Seen { holds, worst }) => {
                if !holds {
                    self.failed.push(seed);
                }
                if self.worst.as_ref().is_none_or(|known| worst.margin < known.margin) {
                    self.worst = Some(worst);
                }
            }
            Err(fault) => self.fault = Some(fault),
        }
    }
}

/// How many of the seeds at which a claim failed are named.
const SHOWN: usize = 8;

impl Worst {
    /// The measures in words.
    fn shown(&self) -> String {
        let measure =
            |it: &Measure| format!("{} = {} {}", it.name, number::significant(it.value, 4), it.unit);
        let all: Vec<String> = self.measures.iter().map(|it| measure(it).trim_end().to_owned()).collect();
        all.join(", ")
    }
}

/// A claim at one seed.
struct Seen {
    holds: bool,
    worst: Worst,
}

/// A claim with its step.
type Placed<'a> = (&'a Step, &'a Claim);

/// The claims that rest on one run with one seed.
struct Shared<'a> {
    job: Job<'a>,
    /// Their places among all claims.
    claims: Vec<usize>,
}

/// Measures every claim of some chapters, each over its seeds but at most `limit`, on all cores. Claims
/// about the same run share it. Nothing when it was stopped on the way.
pub fn check(
    chapters: &[Chapter],
    limit: Option<u64>,
    watcher: &dyn Watcher,
    stop: &AtomicBool,
) -> Option<Vec<Tested>> {
    let claims: Vec<(&Chapter, Placed<'_>)> = chapters
        .iter()
        .flat_map(|chapter| chapter.lesson.steps.iter().map(move |step| (chapter, step)))
        .flat_map(|(chapter, step)| step.claims.iter().map(move |claim| (chapter, (step, claim))))
        .collect();
    let mut tested: Vec<Tested> =
        claims.iter().map(|(chapter, placed)| blank(chapter, *placed, seeds(placed.1, limit))).collect();
    let placed: Vec<Placed<'_>> = claims.iter().map(|(_, placed)| *placed).collect();
    let shared = shared(&placed, &mut tested);
    let (done, total) = (AtomicU64::new(0), shared.len() as u64);
    let results = in_parallel(&shared, |shared| {
        let seen = measure(shared, &placed, stop);
        watcher.progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        seen
    });
    if stop.load(Ordering::Relaxed) {
        return None;
    }
    for (shared, seen) in shared.iter().zip(results) {
        for (&place, seen) in shared.claims.iter().zip(seen) {
            tested[place].take(shared.job.seed, seen);
        }
    }
    tested.iter_mut().for_each(|claim| claim.failed.sort_unstable());
    Some(tested)
}

fn seeds(claim: &Claim, limit: Option<u64>) -> u64 {
    limit.map_or(claim.seeds.get(), |limit| claim.seeds.get().min(limit)).max(1)
}

fn blank(chapter: &Chapter, (step, claim): Placed<'_>, seeds: u64) -> Tested {
    let run = step.runs.get(&claim.run);
    let settings = run.into_iter().flat_map(|run| run.set.iter()).chain(&claim.set);
    let experiment = run.map_or("", |run| run.experiment.as_str());
    let command = settings
        .fold(format!("dltutor run {experiment}"), |text, set| format!("{text} --set {}", quoted(set)));
    let name = format!("{}/{}/{}", chapter.lesson.id, step.id, claim.id);
    let (at, of_step) = (place_of(&chapter.lesson.steps, step), place_of(&step.claims, claim));
    let place = (chapter.file(), format!("steps/{at}/claims/{of_step}/holds"));
    let holds = claim.holds.clone();
    Tested { name, place, holds, seeds, failed: Vec::new(), worst: None, command, fault: None }
}

/// A setting as a shell takes it.
fn quoted(set: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "=,.-+_/".contains(c);
    if set.chars().all(is_plain) { set.to_owned() } else { format!("'{}'", set.replace('\'', "'\\''")) }
}

/// The runs that the claims need, each with the claims about it; a claim whose run cannot be made
/// gets its fault.
fn shared<'a>(claims: &[Placed<'a>], tested: &mut [Tested]) -> Vec<Shared<'a>> {
    let mut shared: BTreeMap<(String, u64), Shared<'a>> = BTreeMap::new();
    for (place, (step, claim)) in claims.iter().enumerate() {
        let Some(run) = step.runs.get(&claim.run) else {
            tested[place].fault = Some(format!("there is no run `{}`", claim.run));
            continue;
        };
        let job = Job { run, more: claim.set.clone(), seed: 0 };
        let name = match lab::ready(&job) {
            Ok((name, _)) => name,
            Err(error) => {
                tested[place].fault = Some(error.to_string());
                continue;
            }
        };
        for seed in claim.from..claim.from.saturating_add(tested[place].seeds) {
            let new = || Shared { job: Job { seed, ..job.clone() }, claims: Vec::new() };
            shared.entry((name.clone(), seed)).or_insert_with(new).claims.push(place);
        }
    }
    shared.into_values().collect()
}

/// Makes a run and holds every claim about it against the report.
fn measure(shared: &Shared<'_>, claims: &[Placed<'_>], stop: &AtomicBool) -> Vec<Result<Seen, String>> {
    let report = if stop.load(Ordering::Relaxed) {
        Err("stopped".to_owned())
    } else {
        lab::make(&shared.job, stop).map_err(|error: LabError| error.to_string())
    };
    let seen = |&place: &usize| see(&claims[place].1.holds, shared.job.seed, report.as_ref());
    shared.claims.iter().map(seen).collect()
}

fn see(condition: &str, seed: u64, report: Result<&Report, &String>) -> Result<Seen, String> {
    let report = report.map_err(String::clone)?;
    let holds = condition::holds(condition, report)?;
    let measures = condition::measures(condition, report).into_iter().cloned().collect();
    Ok(Seen { holds, worst: Worst { seed, margin: condition::margin(condition, report)?, measures } })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        assert_eq!(quoted("learning_rate=0.1"), "learning_rate=0.1");
        assert_eq!(quoted("a=b c'd"), "'a=b c'\\''d'");
    }
}
