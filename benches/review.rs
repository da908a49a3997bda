//! The review schedule against fixed ones, on learners who forget: `cargo bench --bench review`.
#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

#[path = "../tests/quiz/learner.rs"]
mod learner;

use learner::{LEARNERS, Outcome90, Schedule, best_fixed, mean};

const SEEDS: u64 = 20;

fn row(learner: &str, schedule: &str, outcome: &Outcome90) {
    let Outcome90 { recall, worst, questions, most } = outcome;
    println!(
        "{learner:7} {schedule:22} {:8.1} {:8.1} {questions:10} {most:9}",
        recall * 100.0,
        worst * 100.0
    );
}

fn main() {
    println!("90 days, 150 questions learned in the first 50, mean of {SEEDS} learners of each kind");
    println!("learner schedule               recall %  worst %  questions  most/day");
    for learner in &LEARNERS {
        let ours = mean(learner, Schedule::Ours, SEEDS);
        row(learner.name, "ours", &ours);
        row(learner.name, "ours, no confidence", &mean(learner, Schedule::Unasked, SEEDS));
        let (days, fixed) = best_fixed(learner, 0.9, SEEDS);
        row(learner.name, &format!("fixed, every {days} days"), &fixed);
        let (days, equal) = best_fixed(learner, ours.recall, SEEDS);
        row(learner.name, &format!("fixed, every {days} days"), &equal);
        row(learner.name, "1, 3, 7, 14, 30, 60", &mean(learner, Schedule::Ladder, SEEDS));
        row(learner.name, "never", &mean(learner, Schedule::Never, SEEDS));
        let saved = |fixed: &Outcome90| 100.0 * (1.0 - ours.questions as f64 / fixed.questions as f64);
        println!(
            "        ours asks {:.0} % fewer than fixed at 90 %, {:.0} % fewer than fixed at the same recall",
            saved(&fixed),
            saved(&equal)
        );
    }
}
