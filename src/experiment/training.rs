//! Training loops that experiments share: stoppable, and several at once without changing a digit.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use ndarray::Array2;

use crate::data::{DataSet, Split};
use crate::experiment::{Context, ExperimentError};
use crate::nn::train::{Batches, History, Outcome, fit};
use crate::nn::{Design, Network, Target, Updater, loss};
use crate::plot::Figure;

/// How a network is trained.
#[derive(Clone)]
pub(super) struct Plan {
    pub(super) design: Design,
    pub(super) updater: Updater,
    pub(super) epochs: usize,
    pub(super) batch_size: usize,
}

impl Plan {
    /// Trains a new network whose weights and batches follow from `seed`; `each` sees it after every epoch.
    pub(super) fn train(
        &self,
        data: &DataSet,
        seed: u64,
        context: &Context,
        mut each: impl FnMut(&mut Network, usize),
    ) -> Result<(Network, History), ExperimentError> {
        let mut network = Network::new(&self.design, seed)?;
        let history = self.go_on(&mut network, data, seed, context, &mut each)?;
        Ok((network, history))
    }

    /// Trains a network that is there already.
    pub(super) fn go_on(
        &self,
        network: &mut Network,
        data: &DataSet,
        seed: u64,
        context: &Context,
        mut each: impl FnMut(&mut Network, usize),
    ) -> Result<History, ExperimentError> {
        let per_epoch = data.len().div_ceil(self.batch_size);
        self.step_by_step(network, data, seed, context, |network, step| {
            if step % per_epoch == 0 {
                each(network, step / per_epoch);
            }
        })
    }

    /// Trains a network that is there already; `each` sees it after every step, the first being 1, with the
    /// batch still in it as it was before the step.
    pub(super) fn step_by_step(
        &self,
        network: &mut Network,
        data: &DataSet,
        seed: u64,
        context: &Context,
        mut each: impl FnMut(&mut Network, usize),
    ) -> Result<History, ExperimentError> {
        let mut batches = Batches::new(data.len(), self.batch_size, seed)?;
        let targets = self.targets(data);
        let mut steps = 0;
        let mut updater = self.updater.clone();
        let history = fit(
            network,
            data.features.view(),
            targets.as_ref(),
            &mut updater,
            &mut batches,
            self.epochs,
            |network, _| {
                steps += 1;
                each(network, steps);
                context.check().is_ok()
            },
        )?;
        context.check()?;
        Ok(history)
    }

    /// The gradients of the loss on a whole data set, as in training.
    pub(super) fn gradients(&self, network: &mut Network, data: &DataSet) -> Result<f64, ExperimentError> {
        Ok(network.gradients(data.features.view(), self.targets(data).as_ref())?)
    }

    /// What the loss compares the network's answers with.
    fn targets<'a>(&self, data: &'a DataSet) -> Targets<'a> {
        match self.design.loss.targets() {
            loss::Targets::Labels => Targets::Labels(&data.labels),
            loss::Targets::Values => Targets::OneHot(data.one_hot()),
        }
    }

    /// Trains a new network whose learning rate is multiplied by `factor` of the epoch, the first being 1;
    /// `each` sees it after every epoch.
    pub(super) fn train_scheduled(
        &self,
        data: &DataSet,
        seed: u64,
        context: &Context,
        factor: impl Fn(usize) -> f64,
        mut each: impl FnMut(&mut Network, usize),
    ) -> Result<(Network, History), ExperimentError> {
        let mut network = Network::new(&self.design, seed)?;
        let mut batches = Batches::new(data.len(), self.batch_size, seed)?;
        let mut updater = self.updater.clone();
        let rate = updater.hyperparameters().learning_rate;
        let mut whole = History { losses: Vec::new(), outcome: Outcome::Finished };
        for epoch in 1..=self.epochs {
            updater.set("learning_rate", rate * factor(epoch))?;
            let (x, labels) = (data.features.view(), &data.labels);
            let go_on = |_: &mut Network, _| context.check().is_ok();
            let history = fit(&mut network, x, labels, &mut updater, &mut batches, 1, go_on)?;
            context.check()?;
            whole.losses.extend(history.losses);
            if let Outcome::Diverged { .. } = history.outcome {
                whole.outcome = Outcome::Diverged { step: whole.losses.len() };
                break;
            }
            each(&mut network, epoch);
        }
        Ok((network, whole))
    }

    /// The share of test examples that a newly trained network gets right. A network that diverged is
    /// judged by the weights it had then.
    pub(super) fn accuracy(
        &self,
        split: &Split,
        seed: u64,
        context: &Context,
    ) -> Result<f64, ExperimentError> {
        self.accuracy_on(&split.test, &split.train, seed, context)
    }

    /// The share of `judged` that a network gets right which has newly learned from `learned`.
    pub(super) fn accuracy_on(
        &self,
        judged: &DataSet,
        learned: &DataSet,
        seed: u64,
        context: &Context,
    ) -> Result<f64, ExperimentError> {
        let (mut network, _) = self.train(learned, seed, context, |_, _| {})?;
        Ok(network.accuracy(judged.features.view(), &judged.labels)?)
    }
}

/// The classes of a data set, as a loss wants them.
enum Targets<'a> {
    Labels(&'a [usize]),
    OneHot(Array2<f64>),
}

impl Targets<'_> {
    fn as_ref(&self) -> Target<'_> {
        match self {
            Self::Labels(labels) => Target::Labels(labels),
            Self::OneHot(values) => Target::Values(values.view()),
        }
    }
}

/// The results of `work` on each job, in the order of the jobs; up to two at a time, with progress.
///
/// Which thread does a job does not matter for its result: a job is seeded by itself.
pub(super) fn each_job<J: Sync, R: Send>(
    jobs: &[J],
    context: &Context,
    work: impl Fn(&J) -> Result<R, ExperimentError> + Sync,
) -> Result<Vec<R>, ExperimentError> {
    run_jobs(jobs, context, work, |_| {})
}

/// As [`each_job`], with a frame after each job of what becomes figure `of` of the report: `figure` of the results so
/// far, `None` for those to come.
pub(super) fn each_job_drawn<J: Sync, R: Send>(
    jobs: &[J],
    of: usize,
    context: &Context,
    work: impl Fn(&J) -> Result<R, ExperimentError> + Sync,
    figure: impl Fn(&[Option<R>]) -> Figure + Sync,
) -> Result<Vec<R>, ExperimentError> {
    run_jobs(jobs, context, work, |results| {
        let done = results.iter().flatten().count();
        context.frame(of, done, results.len(), || figure(results));
    })
}

fn run_jobs<J: Sync, R: Send>(
    jobs: &[J],
    context: &Context,
    work: impl Fn(&J) -> Result<R, ExperimentError> + Sync,
    look: impl Fn(&[Option<R>]) + Sync,
) -> Result<Vec<R>, ExperimentError> {
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let results: Mutex<Vec<Option<R>>> = Mutex::new(jobs.iter().map(|_| None).collect());
    let labour = || -> Result<(), ExperimentError> {
        while let Some((index, job)) = take(jobs, &next) {
            let result = work(job)?;
            let mut results = results.lock().unwrap_or_else(PoisonError::into_inner);
            results[index] = Some(result);
            look(&results);
            drop(results);
            context.progress(done.fetch_add(1, Ordering::Relaxed) + 1, jobs.len())?;
        }
        Ok(())
    };
    context.progress(0, jobs.len())?;
    thread::scope(|scope| {
        let helper = (jobs.len() > 1 && processors() > 1).then(|| scope.spawn(labour));
        let here = labour();
        let there = helper
            .map_or(Ok(()), |helper| helper.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        here.and(there)
    })?;
    Ok(results.into_inner().unwrap_or_else(PoisonError::into_inner).into_iter().flatten().collect())
}

fn take<'a, J>(jobs: &'a [J], next: &AtomicUsize) -> Option<(usize, &'a J)> {
    let index = next.fetch_add(1, Ordering::Relaxed);
    jobs.get(index).map(|job| (index, job))
}

fn processors() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// The mean of some numbers; NaN when there are none.
pub(super) fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::task;

    fn plan() -> Plan {
        let updater = Updater::named("adam").and_then(|adam| adam.with("learning_rate", 0.02));
        let design = Design::new(&[2, 16, 2], "relu").unwrap();
        Plan { design, updater: updater.unwrap(), epochs: 30, batch_size: 32 }
    }

    #[test]
    fn a_plan_learns_and_repeats() {
        let split = task::find("moons").unwrap().load(1);
        let accuracy = |seed| plan().accuracy(&split, seed, &Context::silent(0)).unwrap();
        assert!(accuracy(1) > 0.9, "{}", accuracy(1));
        assert_eq!(accuracy(1), accuracy(1));
    }

    #[test]
    fn a_constant_schedule_changes_nothing_and_one_of_zero_stops_all() {
        let split = task::find("moons").unwrap().load(1);
        let (plan, context) = (plan(), Context::silent(0));
        let (_, plain) = plan.train(&split.train, 3, &context, |_, _| {}).unwrap();
        let scheduled = |factor: fn(usize) -> f64| {
            plan.train_scheduled(&split.train, 3, &context, factor, |_, _| {}).unwrap().1
        };
        assert_eq!(scheduled(|_| 1.0), plain);
        let (frozen, moving) = (scheduled(|epoch| if epoch > 1 { 0.0 } else { 1.0 }), scheduled(|_| 0.5));
        let last = |history: &History| history.losses.iter().rev().take(7).sum::<f64>();
        assert!(last(&frozen) > 2.0 * last(&moving));
    }

    #[test]
    fn jobs_come_back_in_order_whoever_did_them() {
        let jobs: Vec<u64> = (0..50).collect();
        let squares = each_job(&jobs, &Context::silent(0), |job| Ok(job * job)).unwrap();
        assert_eq!(squares, jobs.iter().map(|job| job * job).collect::<Vec<_>>());
    }

    #[test]
    fn a_job_that_fails_ends_the_whole() {
        let fails = |job: &u64| if *job == 3 { Err(ExperimentError::Cancelled) } else { Ok(*job) };
        assert!(each_job(&[1, 2, 3, 4, 5, 6], &Context::silent(0), fails).is_err());
    }
}
