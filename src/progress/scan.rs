//! Telling whole lines of a journal from damaged ones.

use std::io::BufRead;
use std::ops::Range;

use super::event::{Event, VERSION};
use super::line::{OPENING, decode};

/// What the bytes of a journal hold. Ranges point into those bytes.
#[derive(Debug, Default)]
pub struct Scan {
    /// Whole events with their lines, in the order of the file.
    pub whole: Vec<(Range<usize>, Event)>,
    /// What is left: damaged lines, or pieces of them.
    pub damaged: Vec<Range<usize>>,
    /// Whether the last damaged piece is the end of the file: a line cut short while it was written.
    pub torn: bool,
}

impl Scan {
    /// Reads the bytes of a journal. Never fails: what is not whole is damaged.
    pub fn of(bytes: &[u8]) -> Self {
        let mut scan = Self::default();
        let mut start = 0;
        while start < bytes.len() {
            let end = start + line_length(&bytes[start..]);
            scan.line(bytes, start..end);
            start = end + 1;
        }
        scan.torn =
            !bytes.ends_with(b"\n") && scan.damaged.last().is_some_and(|piece| piece.end == bytes.len());
        scan
    }

    /// Whether an event of a newer version is among them: then the file is not ours to rewrite.
    pub fn is_newer(&self) -> bool {
        self.whole.iter().any(|(_, event)| event.version > VERSION)
    }

    fn line(&mut self, bytes: &[u8], line: Range<usize>) {
        match decode(&bytes[line.clone()]) {
            Some(event) => self.whole.push((line, event)),
            None => self.pieces(bytes, line),
        }
    }

    /// Where a line break was lost, several events stand in one line: takes it apart at each opening.
    fn pieces(&mut self, bytes: &[u8], line: Range<usize>) {
        let text = &bytes[line.clone()];
        let openings = text.windows(OPENING.len()).enumerate().filter(|(_, window)| *window == OPENING);
        let mut cuts: Vec<usize> = openings.map(|(at, _)| line.start + at).collect();
        if cuts.first() != Some(&line.start) {
            cuts.insert(0, line.start);
        }
        cuts.push(line.end);
        for cut in cuts.windows(2) {
            self.piece(bytes, cut[0]..cut[1]);
        }
    }

    /// A piece may hold a whole event with something after it: a damaged line break, the end of
    /// another line.
    fn piece(&mut self, bytes: &[u8], piece: Range<usize>) {
        let end = piece.start + first_value(&bytes[piece.clone()]);
        let rest = match decode(&bytes[piece.start..end]) {
            Some(event) => {
                self.whole.push((piece.start..end, event));
                end..piece.end
            }
            None => piece,
        };
        let is_line_break = rest.start == end && rest.len() == 1;
        if !is_line_break && !bytes[rest.clone()].trim_ascii().is_empty() {
            self.damaged.push(rest);
        }
    }
}

/// How long the first line is, without its line break.
fn line_length(bytes: &[u8]) -> usize {
    // The standard library's fast search for a byte; reading from memory does not fail.
    let length = (&mut &*bytes).skip_until(b'\n').unwrap_or(bytes.len());
    length - usize::from(bytes[..length].ends_with(b"\n"))
}

/// How long the JSON value is that some bytes begin with; all of them where they begin with none.
fn first_value(bytes: &[u8]) -> usize {
    let mut values = serde_json::Deserializer::from_slice(bytes).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Ok(_)) => values.byte_offset(),
        _ => bytes.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::event::{Id, Kind};
    use super::super::line::encode;
    use super::*;

    fn lines(count: u32) -> Vec<Vec<u8>> {
        let event = |number| Event {
            id: Id { run: 1, number },
            version: VERSION,
            order: u64::from(number),
            at: 0,
            kind: Kind::Reset { chapter: "loss".into() },
        };
        (0..count).map(|number| encode(&event(number)).unwrap()).collect()
    }

    fn numbers(bytes: &[u8]) -> Vec<u32> {
        Scan::of(bytes).whole.iter().map(|(_, event)| event.id.number).collect()
    }

    #[test]
    fn a_lost_line_break_loses_nothing() {
        for broken in [&b"\x0b"[..], b"", b"\r\n", b" "] {
            let bytes = [lines(3).join(broken), broken.to_vec()].concat();
            let scan = Scan::of(&bytes);
            assert_eq!((numbers(&bytes), scan.damaged.len(), scan.torn), (vec![0, 1, 2], 0, false));
        }
    }

    #[test]
    fn a_cut_last_line_is_torn_and_the_rest_kept() {
        let bytes = lines(3).join(&b'\n');
        let cut = &bytes[..bytes.len() - 5];
        let scan = Scan::of(cut);
        assert_eq!((numbers(cut), scan.damaged.len(), scan.torn), (vec![0, 1], 1, true));
        assert_eq!(numbers(&bytes), [0, 1, 2], "whole without its line break");
    }

    #[test]
    fn what_follows_a_whole_event_does_not_cost_it() {
        let bytes = [&lines(1)[0][..], b"er\":\"loss\"}}}\n"].concat();
        let scan = Scan::of(&bytes);
        assert_eq!((numbers(&bytes), scan.damaged.len()), (vec![0], 1));
    }

    #[test]
    fn a_damaged_line_takes_no_neighbour_with_it() {
        let mut all = lines(3);
        all[1][40] ^= 4;
        let bytes = [all.join(&b'\n'), vec![b'\n']].concat();
        let scan = Scan::of(&bytes);
        assert_eq!((numbers(&bytes), scan.damaged.len(), scan.torn), (vec![0, 2], 1, false));
    }
}
