//! A walk written down as it goes: Markdown with the figures, a section a page.
//!
//! The file is whole after every answer. A page that is seen again takes the place of what stood there,
//! unless less was answered and tried on it; so a walk that is left and taken up again, also on another
//! day, makes one set of notes.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::experiment::context::Watcher;
use crate::lesson::write::{escaped, fenced, spans, write};
use crate::plot::{self, Canvas, Figure};
use crate::text::Line;
use crate::ui::{Layout, Note, Reply, Ui};

/// The first line of every transcript: by it a file is known as one.
const MARK: &str = "<!-- dltutor transcript 1 -->";

/// The title of a new one.
const TITLE: &str = "# Notes from dltutor";

/// What stands before each page, with its name.
const PAGE: &str = "<!-- page ";

/// The width of figures in a transcript.
const WIDTH: usize = 76;

/// Somebody to talk to, and the file that keeps what was said.
pub struct Transcript {
    ui: Box<dyn Ui>,
    file: PathBuf,
    /// What stands before the first page.
    head: String,
    pages: Vec<Page>,
    /// The page being seen.
    now: Option<Page>,
    has_failed: bool,
}

/// A page: its name, its text, and how much was answered and tried on it.
#[derive(Clone, Debug, Default)]
struct Page {
    name: String,
    text: String,
    deeds: usize,
}

impl Transcript {
    /// Writes what is shown to `ui` to a file. A transcript that is there is gone on with.
    ///
    /// # Errors
    /// When the file cannot be written, or holds something else.
    pub fn open(ui: Box<dyn Ui>, file: &Path) -> io::Result<Self> {
        let old = match fs::read_to_string(file) {
            Ok(text) if text.is_empty() || text.starts_with(MARK) => text,
            Ok(_) => return Err(foreign()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            Err(error) if error.kind() == io::ErrorKind::InvalidData => return Err(foreign()),
            Err(error) => return Err(error),
        };
        let mut parts = old.split(PAGE);
        let head = parts.next().map(str::trim_end).filter(|head| !head.is_empty());
        let head = head.map_or(format!("{MARK}\n\n{TITLE}\n"), |head| format!("{head}\n"));
        let pages = parts.filter_map(Page::read).collect();
        let transcript = Self { ui, file: file.to_owned(), head, pages, now: None, has_failed: false };
        transcript.save()?;
        Ok(transcript)
    }

    fn save(&self) -> io::Result<()> {
        let mut text = self.head.clone();
        let is_now = |page: &Page| {
            self.now.as_ref().is_some_and(|now| now.name == page.name && now.deeds >= page.deeds)
        };
        let mut now = self.now.as_ref();
        for page in &self.pages {
            match now.take_if(|now| now.name == page.name) {
                Some(now) if is_now(page) => now.push_to(&mut text),
                _ => page.push_to(&mut text),
            }
        }
        if let Some(now) = now {
            now.push_to(&mut text);
        }
        let folder = self.file.parent().filter(|folder| !folder.as_os_str().is_empty());
        let mut new = tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new(".")))?;
        new.write_all(text.as_bytes())?;
        new.persist(&self.file)?;
        Ok(())
    }

    /// Saves; a failure is told once, and the lesson goes on.
    fn keep(&mut self) {
        let Err(error) = self.save() else { return };
        if !std::mem::replace(&mut self.has_failed, true) {
            let _ = self.ui.tell(&format!("The transcript cannot be written: {error}. The lesson goes on."));
        }
    }

    /// Puts the page that was seen among the others.
    fn close_page(&mut self) {
        let Some(now) = self.now.take() else { return };
        match self.pages.iter_mut().find(|page| page.name == now.name) {
            Some(page) if now.deeds >= page.deeds => *page = now,
            Some(_) => {}
            None => self.pages.push(now),
        }
    }

    fn open_page(&mut self, name: &str, title: &str) {
        self.close_page();
        let text = if self.has_title(name) { String::new() } else { format!("## {}\n", escaped(title)) };
        self.now = Some(Page { name: name.to_owned(), text, deeds: 0 });
    }

    /// Whether the title of a page stands over another page of its step.
    fn has_title(&self, name: &str) -> bool {
        let step = |name: &str| name.rsplit_once('/').map(|(step, _)| step.to_owned());
        let is_titled = |page: &Page| page.text.starts_with("## ");
        let mut others = self.pages.iter().filter(|page| page.name != name);
        others.any(|page| step(&page.name) == step(name) && is_titled(page))
    }

    /// Adds a paragraph, or several.
    fn add(&mut self, text: &str) {
        if let Some(now) = self.now.as_mut().filter(|_| !text.trim().is_empty()) {
            now.text.push('\n');
            now.text.push_str(text.trim_end());
            now.text.push('\n');
        }
    }

    fn deed(&mut self) {
        if let Some(now) = &mut self.now {
            now.deeds += 1;
        }
    }
}

fn foreign() -> io::Error {
    io::Error::new(
        io::ErrorKind::AlreadyExists,
        "it holds something that is no transcript; name another file",
    )
}

impl Page {
    /// A page from the text after its mark.
    fn read(text: &str) -> Option<Self> {
        let (line, text) = text.split_once('\n')?;
        let (name, deeds) = line.trim_end_matches(" -->").rsplit_once(' ')?;
        Some(Self { name: name.to_owned(), text: text.trim().to_owned() + "\n", deeds: deeds.parse().ok()? })
    }

    fn push_to(&self, text: &mut String) {
        text.push_str(&format!(
            "\n{PAGE}{} {} -->\n\n{}",
            self.name,
            self.deeds,
            self.text.trim_start_matches('\n')
        ));
    }
}

/// A note as Markdown.
fn markdown(note: &Note<'_>) -> String {
    match note {
        Note::Page { .. } => String::new(),
        Note::Words(blocks) => write(blocks),
        Note::Question { label, posed } => {
            let option = |(letter, text): &(String, Vec<_>)| format!("- {letter}: {}\n", spans(text));
            let options: String = posed.options.iter().map(option).collect();
            format!("**{}**\n\n{}\n{options}", escaped(label), write(&posed.prompt))
        }
        Note::Answer(typed) => format!("> **{}**", escaped(typed)),
        Note::Hint { rank, blocks } => format!("*Hint {rank}.* {}", write(blocks)),
        Note::Verdict(lines) => sentence(lines),
        Note::Run(caption) => format!("*{}*", escaped(caption.plain().trim())),
        Note::Figure(figure) => {
            let drawn = plot::render(figure, &Canvas::fitting(figure, WIDTH));
            let words = if matches!(figure, Figure::Table(_)) { String::new() } else { plot::words(figure) };
            format!("{}\n{}\n", fenced(&plain(&drawn)), escaped(&words))
        }
        Note::Table(lines) => fenced(&plain(lines)),
    }
}

fn plain(lines: &[Line]) -> String {
    lines.iter().map(|line| line.plain().trim_end().to_owned() + "\n").collect()
}

fn sentence(lines: &[Line]) -> String {
    let words: Vec<String> = lines.iter().map(|line| line.plain().trim().to_owned()).collect();
    format!("**{}**", escaped(words.join(" ").trim()))
}

impl Ui for Transcript {
    fn layout(&self) -> Layout {
        self.ui.layout()
    }

    fn page(&mut self) -> io::Result<()> {
        self.ui.page()
    }

    fn say(&mut self, lines: &[Line]) -> io::Result<()> {
        self.ui.say(lines)
    }

    fn tell(&mut self, text: &str) -> io::Result<()> {
        self.ui.tell(text)
    }

    fn ask(&mut self, prompt: &str) -> io::Result<Reply> {
        self.keep();
        self.ui.ask(prompt)
    }

    fn is_attended(&self) -> bool {
        self.ui.is_attended()
    }

    fn watch(&mut self, label: &str, task: &mut dyn FnMut(&dyn Watcher, &AtomicBool)) {
        self.ui.watch(label, task);
    }

    fn jot(&mut self, note: &Note<'_>) {
        match note {
            Note::Page { name, title } => self.open_page(name, title),
            Note::Answer(_) | Note::Hint { .. } | Note::Table(_) => self.deed(),
            _ => {}
        }
        self.add(&markdown(note));
    }
}

impl Drop for Transcript {
    fn drop(&mut self) {
        self.keep();
    }
}
