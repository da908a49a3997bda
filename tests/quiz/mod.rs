//! Quizzes: right answers are never rejected, and reviews come when they should.

mod answers;
mod anything;
#[allow(dead_code, reason = "the benchmark uses all of it")]
mod learner;
mod review;
mod rounds;
