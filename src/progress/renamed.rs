//! Progress under names that steps had before.

use super::chapter::{Question, Step};
use super::state::State;

impl State {
    /// Counts what was done under a step's former name for its present one. Nothing happens where
    /// nothing was.
    pub fn rename_step(&mut self, chapter: &str, from: &str, to: &str) {
        let Some(found) = self.chapters.get_mut(chapter) else { return };
        let Some(old) = found.steps.remove(from) else { return };
        found.steps.entry(to.into()).or_default().take_in(old);
        let places = found
            .last
            .iter_mut()
            .chain(self.last.iter_mut().filter(|(id, _)| id == chapter).map(|it| &mut it.1));
        places.filter(|place| place.step == from).for_each(|place| place.step = to.into());
    }
}

impl Step {
    fn take_in(&mut self, old: Self) {
        self.status = self.status.max(old.status);
        self.part = if self.part == 0 { old.part } else { self.part };
        for (id, question) in old.questions {
            self.questions.entry(id).or_default().take_in(question);
        }
        for (id, explored) in old.explorations {
            self.explorations.entry(id).or_insert(explored);
        }
    }
}

impl Question {
    fn take_in(&mut self, old: Self) {
        self.attempts.extend(old.attempts);
        self.attempts.sort_by_key(|attempt| attempt.moment);
        self.hint = self.hint.max(old.hint);
        self.guess = self.guess.take().or(old.guess);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Kind, Outcome, Status, Store};

    fn answer(step: &str, outcome: Outcome) -> Kind {
        Kind::Answer {
            chapter: "loss".into(),
            step: step.into(),
            question: "q".into(),
            seed: 1,
            answer: "1".into(),
            outcome,
            confidence: None,
            seconds: 5,
        }
    }

    #[test]
    fn both_names_count_and_the_later_answer_is_the_last() {
        let mut store = Store::memory();
        let _ = store.record_at(Kind::StepDone { chapter: "loss".into(), step: "old".into() }, 1);
        let _ = store.record_at(answer("new", Outcome::Correct), 2);
        let _ = store.record_at(answer("old", Outcome::Incorrect), 3);
        let _ = store.record_at(Kind::StepShown { chapter: "loss".into(), step: "old".into() }, 4);
        let mut state = store.state().clone();
        state.rename_step("loss", "old", "new");
        state.rename_step("loss", "older", "new");
        let step = state.step("loss", "new").unwrap();
        assert_eq!((step.status, step.questions["q"].attempts.len()), (Status::Done, 2));
        assert!(!step.questions["q"].last().unwrap().correct);
        assert_eq!(state.last.unwrap().1.step, "new");
        assert!(!state.chapters["loss"].steps.contains_key("old"));
    }
}
