//! One event as one line of JSON with a checksum, and back.
//!
//! A line is `{"sum":"<16 hexadecimal digits>",` followed by the rest of the event's JSON object;
//! the sum is taken over that rest, byte for byte. So a line can be checked without being parsed,
//! and a line of a newer version, whose fields mean nothing here, is known to be whole.

use serde::Deserialize;
use serde_json::Value;

use super::checksum::checksum;
use super::event::{Event, Id, Kind, VERSION};
use crate::text::sanitize::sanitize;

/// How every line begins. Inside a JSON string the quotes would be escaped, so these bytes begin
/// a line and nothing else.
pub const OPENING: &[u8] = b"{\"sum\":\"";

/// The opening, the digits and `",`.
const PREFIX: usize = OPENING.len() + 16 + 2;

/// An event's line, without its line break.
///
/// # Errors
/// A number that is not finite, or an unknown kind: neither can be written so that it comes back.
pub fn encode(event: &Event) -> Result<Vec<u8>, serde_json::Error> {
    if let Kind::Capstone { predicted, score, .. } = &event.kind
        && !(score.is_finite() && predicted.is_none_or(f64::is_finite))
    {
        return Err(serde::ser::Error::custom("a capstone result must be a finite number"));
    }
    let json = serde_json::to_vec(event)?;
    let rest = &json[1..];
    let mut line = Vec::with_capacity(PREFIX + rest.len());
    line.extend_from_slice(OPENING);
    line.extend_from_slice(format!("{:016x}\",", checksum(rest)).as_bytes());
    line.extend_from_slice(rest);
    Ok(line)
}

/// The event of a line, or nothing where the line is damaged.
///
/// A whole line that this version cannot read is an event of [`Kind::Unknown`].
pub fn decode(line: &[u8]) -> Option<Event> {
    let rest = whole(line)?;
    Some(read(line).unwrap_or_else(|| unreadable(rest)))
}

/// The part of a line that its checksum covers, if the sum is right.
fn whole(line: &[u8]) -> Option<&[u8]> {
    let sum = line.strip_prefix(OPENING)?.get(..16)?;
    let rest = line.get(PREFIX..)?;
    (line[PREFIX - 2..PREFIX] == *b"\"," && hexadecimal(sum)? == checksum(rest)).then_some(rest)
}

/// The value of small hexadecimal digits; a capital one was not written by us.
fn hexadecimal(digits: &[u8]) -> Option<u64> {
    digits.iter().try_fold(0, |value, digit| match digit {
        b'0'..=b'9' => Some(value << 4 | u64::from(digit - b'0')),
        b'a'..=b'f' => Some(value << 4 | u64::from(digit - b'a' + 10)),
        _ => None,
    })
}

#[derive(Deserialize)]
struct Wire {
    id: Id,
    v: u32,
    n: u64,
    at: u64,
    event: Kind,
}

#[derive(Deserialize)]
struct Header {
    id: Id,
    v: u32,
    n: u64,
    at: u64,
}

fn read(line: &[u8]) -> Option<Event> {
    if is_suspicious(line) {
        return read_clean(line);
    }
    if let Ok(Wire { id, v, n, at, event }) = serde_json::from_slice(line) {
        return Some(Event { id, version: v, order: n, at, kind: event });
    }
    let Header { id, v, n, at } = serde_json::from_slice(line).ok()?;
    Some(Event { id, version: v, order: n, at, kind: Kind::Unknown })
}

/// A line from a version so new that not even its header has a meaning here. It is named by its
/// content, so that it is counted once.
fn unreadable(rest: &[u8]) -> Event {
    Event {
        id: Id { run: checksum(rest), number: 0 },
        version: VERSION + 1,
        order: 0,
        at: 0,
        kind: Kind::Unknown,
    }
}

/// Whether a string of the line may hold a character that [`sanitize`] replaces: JSON writes the
/// ASCII ones as escapes; the others are told by how their UTF-8 begins. Quick, and rather too
/// often than too seldom.
fn is_suspicious(line: &[u8]) -> bool {
    // Without a branch, so that the loop becomes vector code: most lines end here.
    let is_odd = |byte: u8| (byte == b'\\') | (byte >= 0x7F);
    if !line.iter().fold(false, |found, byte| found | is_odd(*byte)) {
        return false;
    }
    line.windows(2).any(|pair| match pair {
        [b'\\', after] => !matches!(after, b'"' | b'\\' | b'/'),
        [0xC2, after] => *after < 0xA0,
        [0xE2, after] => matches!(after, 0x80 | 0x81),
        [0x7F | 0xD8 | 0xEF | 0xF3, _] => true,
        _ => false,
    })
}

fn read_clean(line: &[u8]) -> Option<Event> {
    let mut value: Value = serde_json::from_slice(line).ok()?;
    clean_value(&mut value);
    let header: Header = Deserialize::deserialize(&value).ok()?;
    let kind = value.get("event").and_then(|kind| Kind::deserialize(kind).ok()).unwrap_or(Kind::Unknown);
    Some(Event { id: header.id, version: header.v, order: header.n, at: header.at, kind })
}

fn clean_value(value: &mut Value) {
    match value {
        Value::String(text) => *text = sanitize(text).into_owned(),
        Value::Array(items) => items.iter_mut().for_each(clean_value),
        Value::Object(fields) => {
            *fields = std::mem::take(fields)
                .into_iter()
                .map(|(name, mut field)| {
                    clean_value(&mut field);
                    (sanitize(&name).into_owned(), field)
                })
                .collect();
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(kind: Kind) -> Event {
        Event { id: Id { run: 7, number: 1 }, version: VERSION, order: 5, at: 4, kind }
    }

    fn typed(answer: &str) -> Event {
        event(Kind::Answer {
            chapter: "loss".into(),
            step: "nll".into(),
            question: "q".into(),
            seed: u64::MAX,
            answer: answer.into(),
            outcome: super::super::event::Outcome::Correct,
            confidence: Some(90),
            seconds: 3,
        })
    }

    #[test]
    fn comes_back() {
        for answer in ["", "0.5", "é 한국어 \"quoted\" \\ {\"sum\":\"", "½ − 3"] {
            let event = typed(answer);
            assert_eq!(decode(&encode(&event).unwrap()), Some(event));
        }
    }

    #[test]
    fn control_characters_do_not_come_back() {
        let line = encode(&typed("a\u{1b}[31m\u{9b}\n\u{7f}\u{202e}b")).unwrap();
        assert!(matches!(decode(&line).unwrap().kind,
            Kind::Answer { answer, .. } if answer == "a␛[31m\u{FFFD} ␡\u{FFFD}b"));
    }

    #[test]
    fn any_flipped_bit_is_seen() {
        let line = encode(&typed("1e-3")).unwrap();
        for bit in 0..line.len() * 8 {
            let mut flipped = line.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert_eq!(decode(&flipped), None, "bit {bit}");
        }
    }

    #[test]
    fn newer_kinds_and_newer_headers_are_unknown_but_whole() {
        let signed = |rest: &str| format!("{{\"sum\":\"{:016x}\",{rest}", checksum(rest.as_bytes()));
        let kind = signed(r#""id":"2-3","v":9,"n":1,"at":1,"event":{"sung":{"song":1}}}"#);
        assert_eq!(decode(kind.as_bytes()).unwrap().kind, Kind::Unknown);
        assert_eq!(decode(kind.as_bytes()).unwrap().version, 9);
        let header = signed(r#""uuid":1}"#);
        assert!(decode(header.as_bytes()).unwrap().version > VERSION);
    }

    #[test]
    fn refuses_what_would_not_come_back() {
        let result = |score| Kind::Capstone {
            settings: Default::default(),
            seed: 1,
            predicted: None,
            score,
            epochs: 1,
        };
        assert!(encode(&event(result(f64::NAN))).is_err());
        assert!(encode(&event(Kind::Unknown)).is_err());
        assert!(encode(&event(result(0.97))).is_ok());
    }
}
