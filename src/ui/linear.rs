//! A pipe, a log, a file: lines out, lines in, nothing else.

use std::io::{self, BufRead, Read, Write};
use std::sync::atomic::AtomicBool;

use crate::experiment::context::Watcher;
use crate::text::Line;
use crate::text::ascii;
use crate::text::paint::paint;
use crate::ui::terminal::LONGEST_LINE;
use crate::ui::{Layout, Reply, Ui, live};

/// Lines to standard output, answers from standard input if there are any.
pub struct Linear {
    layout: Layout,
    attended: bool,
    echo: bool,
}

impl Linear {
    /// A linear stand-in. With `listen`, answers are read from standard input if it holds any.
    pub fn open(layout: Layout, listen: bool, echo: bool) -> Self {
        let attended = listen && io::stdin().lock().fill_buf().is_ok_and(|buffer| !buffer.is_empty());
        Self { layout, attended, echo }
    }
}

impl Ui for Linear {
    fn layout(&self) -> Layout {
        self.layout
    }

    fn page(&mut self) -> io::Result<()> {
        writeln!(io::stdout())
    }

    fn say(&mut self, lines: &[Line]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        for line in lines {
            writeln!(out, "{}", paint(line, self.layout.depth))?;
        }
        out.flush()
    }

    fn tell(&mut self, text: &str) -> io::Result<()> {
        writeln!(io::stderr(), "{text}")
    }

    fn ask(&mut self, prompt: &str) -> io::Result<Reply> {
        if !self.attended {
            return Ok(Reply::End);
        }
        let mut out = io::stdout().lock();
        let prompt = if self.layout.ascii { ascii(prompt) } else { prompt.into() };
        write!(out, "{prompt}")?;
        out.flush()?;
        let Some(line) = read_line(&mut io::stdin().lock())? else {
            writeln!(out)?;
            return Ok(Reply::End);
        };
        if self.echo {
            writeln!(out, "{}", crate::text::sanitize::sanitize(&line))?;
        }
        Ok(Reply::Line(line))
    }

    fn is_attended(&self) -> bool {
        self.attended
    }

    fn watch(&mut self, label: &str, task: &mut dyn FnMut(&dyn Watcher, &AtomicBool)) {
        live::watch(label, &self.layout(), task);
    }
}

/// The next line, cut to the longest allowed, without its end; bytes that are not UTF-8 are replaced.
fn read_line(input: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    input.by_ref().take(LONGEST_LINE as u64).read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    if bytes.len() == LONGEST_LINE && bytes.last() != Some(&b'\n') {
        skip_line(input)?;
    }
    let line = String::from_utf8_lossy(&bytes);
    Ok(Some(line.trim_end_matches(['\n', '\r']).to_owned()))
}

fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|&byte| byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        let done = end.is_some() || buffer.is_empty();
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_cut_and_repaired() {
        let long = "x".repeat(10_000);
        let text = format!("one\r\n{long}\ntwo");
        let mut input = io::BufReader::with_capacity(64, text.as_bytes());
        assert_eq!(read_line(&mut input).unwrap().as_deref(), Some("one"));
        assert_eq!(read_line(&mut input).unwrap().map(|line| line.len()), Some(LONGEST_LINE));
        assert_eq!(read_line(&mut input).unwrap().as_deref(), Some("two"));
        assert_eq!(read_line(&mut input).unwrap(), None);
        assert_eq!(read_line(&mut &b"\xff\n"[..]).unwrap().as_deref(), Some("\u{fffd}"));
    }
}
