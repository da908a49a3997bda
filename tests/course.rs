//! The whole course from start to end, by a learner who knows every answer and by one who knows none.
//!
//! What they type follows from the lessons' own flow, so that a new chapter, step or question is played by
//! being there.

use std::collections::BTreeMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use dltutor::experiment::{Context, Report, Settings, find};
use dltutor::lesson::load::{Chapter, Library};
use dltutor::lesson::model::{Part, Question, Step};
use dltutor::lesson::opening;
use dltutor::lesson::question::Instance;
use dltutor::lesson::source::Source;
use dltutor::progress::{Kind, Outcome, Status, Store};
use dltutor::tutor::Ending;
use dltutor::tutor::walk::{Start, Walk};
use dltutor::ui::Reply;
use dltutor::ui::scripted::Scripted;

/// The seed of the walk; a checkpoint asks with the next.
const SEED: u64 = 7;

/// What a learner knows.
#[derive(Clone, Copy, PartialEq)]
enum Knows {
    Everything,
    Nothing,
}

fn library() -> Library {
    opening::open(Source::Embedded, Some("en")).unwrap()
}

/// The report of an experiment with these settings; each is made once for all learners.
fn report(experiment: &str, set: &[String]) -> Report {
    static REPORTS: LazyLock<Mutex<BTreeMap<String, Report>>> = LazyLock::new(Mutex::default);
    let mut reports = REPORTS.lock().unwrap_or_else(PoisonError::into_inner);
    let make = || {
        let experiment = find(experiment).unwrap();
        let settings = Settings::parse(&experiment.parameters(), set).unwrap();
        experiment.run(&settings, &Context::silent(SEED)).unwrap()
    };
    reports.entry(format!("{experiment} {set:?}")).or_insert_with(make).clone()
}

/// The settings an exploration, `step/exploration`, was left with: both learners end with its solution.
fn left_by<'a>(chapter: &'a Chapter, name: &str) -> &'a [String] {
    let (step, exploration) = name.split_once('/').unwrap();
    let step = chapter.lesson.steps.iter().find(|it| it.id == step).unwrap();
    &step.exploration(exploration).unwrap().solution
}

/// What a learner types for a question of a step.
fn answer(chapter: &Chapter, step: &Step, question: &Question, seed: u64, knows: Knows) -> String {
    let posed = Instance::pose(chapter, step, question, seed).unwrap();
    let report = question.run.as_ref().map(|name| {
        let run = &step.runs[name];
        let left = run.own.as_ref().map_or(&[][..], |own| left_by(chapter, own));
        report(&run.experiment, &[&run.set[..], left, &posed.settings].concat())
    });
    let instance = Instance::with_key(chapter, step, question, seed, report.as_ref()).unwrap();
    let (graded, order) = instance.graded();
    let behaviour = graded.kind.behaviour();
    match knows {
        Knows::Everything => behaviour.key(order),
        Knows::Nothing => {
            // A question that knows of no misconception gets an answer that is far off.
            let far = ["-98765", "x^9", "a", "1 1 1"].map(str::to_owned);
            let is_wrong = |typed: &String| instance.grade(typed).outcome == Outcome::Incorrect;
            let mut tried = behaviour.wrong(order).into_iter().chain(far);
            tried.find(is_wrong).unwrap_or_else(|| panic!("{}/{}: no answer is wrong", step.id, question.id))
        }
    }
}

/// All that a learner types from the first page of a step to the last.
fn lines(chapter: &Chapter, step: &Step, knows: Knows) -> Vec<String> {
    let mut lines = Vec::new();
    for part in &step.flow {
        match part {
            Part::Read(_) | Part::Run(_) => {}
            Part::Page => lines.push(String::new()),
            Part::Predict(id) | Part::Ask(id) => {
                lines.push(answer(chapter, step, step.question(id).unwrap(), SEED, knows));
            }
            Part::Explore(id) if knows == Knows::Everything => {
                let exploration = step.exploration(id).unwrap();
                lines.push(exploration.solution.join(" "));
                // Where results are kept, a try begins with what it is thought to reach.
                lines.extend(exploration.leaderboard.as_ref().map(|_| "0.9".to_owned()));
            }
            Part::Explore(_) => lines.push("s".to_owned()),
            Part::Checkpoint(id) => {
                let names = &step.checkpoint(id).unwrap().questions;
                let items = names.iter().map(|name| chapter.find_question(Some(step), name).unwrap());
                lines.extend(items.map(|(step, question)| answer(chapter, step, question, SEED + 1, knows)));
            }
        }
    }
    lines.push(String::new());
    lines
}

/// Plays a chapter; what was shown and what the journal holds afterwards.
fn play(chapter: &Chapter, knows: Knows) -> (Scripted, Store) {
    let glossary = library().glossary().unwrap();
    let mut store = Store::memory();
    let typed = chapter.lesson.steps.iter().flat_map(|step| lines(chapter, step, knows));
    let mut learner = Scripted { replies: typed.map(Reply::Line).collect(), ..Scripted::default() };
    let ending = Walk::new(&mut learner, &mut store, chapter, &glossary, SEED).run(&Start::First).unwrap();
    let id = &chapter.lesson.id;
    assert_eq!(ending, Ending::Finished, "{id}: {}", learner.shown);
    assert!(learner.replies.is_empty(), "{id}: not asked for: {:?}", learner.replies);
    for step in &chapter.lesson.steps {
        assert_eq!(store.state().step(id, &step.id).unwrap().status, Status::Done, "{id}/{}", step.id);
    }
    (learner, store)
}

/// How every answer of a walk came out: `step/question` and the outcome.
fn outcomes(store: &Store) -> Vec<(String, Outcome)> {
    let answer = |kind: &Kind| match kind {
        Kind::Answer { step, question, outcome, .. } | Kind::Prediction { step, question, outcome, .. } => {
            Some((format!("{step}/{question}"), *outcome))
        }
        _ => None,
    };
    store.events().iter().filter_map(|event| answer(&event.kind)).collect()
}

/// How many questions a chapter asks on the way, those of its checkpoints included.
fn asked(chapter: &Chapter) -> usize {
    let of = |step: &Step, part: &Part| match part {
        Part::Predict(_) | Part::Ask(_) => 1,
        Part::Checkpoint(id) => step.checkpoint(id).unwrap().questions.len(),
        _ => 0,
    };
    chapter.lesson.steps.iter().flat_map(|step| step.flow.iter().map(move |part| of(step, part))).sum()
}

#[test]
fn who_knows_every_answer_is_right_from_start_to_end() {
    for name in library().course.chapters {
        let chapter = library().chapter(&name).unwrap();
        let (learner, store) = play(&chapter, Knows::Everything);
        let outcomes = outcomes(&store);
        assert_eq!(outcomes.len(), asked(&chapter), "{name}");
        let wrong: Vec<_> = outcomes.iter().filter(|(_, outcome)| *outcome != Outcome::Correct).collect();
        assert!(wrong.is_empty(), "{name}: {wrong:?}");
        assert!(!learner.shown.contains("Not this time"), "{name}: {}", learner.shown);
        for step in &chapter.lesson.steps {
            for exploration in &step.explorations {
                let known = store.state().step(&name, &step.id).unwrap();
                assert!(known.explorations[&exploration.id].reached, "{name}/{}", exploration.id);
            }
        }
    }
}

#[test]
fn who_knows_none_is_told_why_and_gets_to_the_end_all_the_same() {
    for name in library().course.chapters {
        let chapter = library().chapter(&name).unwrap();
        let (learner, store) = play(&chapter, Knows::Nothing);
        let outcomes = outcomes(&store);
        assert_eq!(outcomes.len(), asked(&chapter), "{name}");
        let right: Vec<_> = outcomes.iter().filter(|(_, outcome)| *outcome != Outcome::Incorrect).collect();
        assert!(right.is_empty(), "{name}: {right:?}");
        assert!(learner.shown.contains("Not this time"), "{name}");
        assert!(!learner.shown.contains(['{', '}']), "{name}: a placeholder was left: {}", learner.shown);
        let has_checkpoint = chapter.lesson.steps.iter().any(|step| !step.checkpoints.is_empty());
        assert_eq!(learner.shown.contains("see again:"), has_checkpoint, "{name}");
    }
}
