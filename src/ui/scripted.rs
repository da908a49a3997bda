//! A learner that plays from a script, and a record of all that was shown.

use std::collections::VecDeque;
use std::io;
use std::sync::atomic::AtomicBool;

use crate::experiment::context::Watcher;
use crate::text::Line;
use crate::ui::{Layout, Reply, Ui};

/// A scripted learner.
#[derive(Debug, Default)]
pub struct Scripted {
    /// The room it has.
    pub layout: Layout,
    /// What it will answer.
    pub replies: VecDeque<Reply>,
    /// What it answers once that is used up; [`Reply::End`] when nothing is said.
    pub then: Option<Reply>,
    /// All that was shown, with prompts and answers.
    pub shown: String,
    /// The prompts at which it was asked, in order.
    pub prompts: usize,
}

impl Scripted {
    /// A learner who types these lines.
    pub fn typing(lines: &[&str]) -> Self {
        let replies = lines.iter().map(|line| Reply::Line((*line).to_owned())).collect();
        Self { replies, ..Self::default() }
    }
}

struct Unwatched;

impl Watcher for Unwatched {
    fn progress(&self, _done: u64, _total: u64) {}
}

impl Ui for Scripted {
    fn layout(&self) -> Layout {
        self.layout
    }

    fn page(&mut self) -> io::Result<()> {
        self.shown.push_str("\u{c}\n");
        Ok(())
    }

    fn say(&mut self, lines: &[Line]) -> io::Result<()> {
        for line in lines {
            self.shown.push_str(line.plain().trim_end());
            self.shown.push('\n');
        }
        Ok(())
    }

    fn tell(&mut self, text: &str) -> io::Result<()> {
        self.shown.push_str(&format!("! {text}\n"));
        Ok(())
    }

    fn ask(&mut self, prompt: &str) -> io::Result<Reply> {
        self.prompts += 1;
        let reply = self.replies.pop_front().or_else(|| self.then.clone()).unwrap_or(Reply::End);
        let typed = if let Reply::Line(line) = &reply { line.as_str() } else { "" };
        self.shown.push_str(&format!("{prompt}{typed}\n"));
        Ok(reply)
    }

    fn is_attended(&self) -> bool {
        true
    }

    fn watch(&mut self, _label: &str, task: &mut dyn FnMut(&dyn Watcher, &AtomicBool)) {
        task(&Unwatched, &AtomicBool::new(false));
    }
}
