//! What stands above a plot: its title, the vertical axis's name, the legend.

use crate::plot::Axis;
use crate::plot::canvas::Canvas;
use crate::text::width::{prefix, shortened};
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role, columns, wrap};

/// The most lines of a title.
const TITLE: usize = 3;
/// Below how many columns a title gets a second line in a low plot.
const NARROW: usize = 60;

/// An entry of the legend: how a series looks and what it is called.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) glyph: Line,
    pub(crate) name: String,
}

/// An axis's name with its unit in brackets.
pub(crate) fn axis_name(canvas: &Canvas, axis: &Axis) -> String {
    let name = canvas.text(&axis.name);
    match axis.unit.as_str() {
        "" => name,
        unit if name.is_empty() => canvas.text(unit),
        unit => format!("{name} ({})", canvas.text(unit)),
    }
}

/// The title, then the vertical axis's name with the legend at its right; less on a low canvas.
pub(crate) fn heading(canvas: &Canvas, text: &str, y: &Axis, keys: &[Key]) -> Vec<Line> {
    let room = match canvas.height {
        0..8 => 0,
        // In a narrow window a title that is cut would lose what it is about.
        8..12 if canvas.width >= NARROW => 1,
        8..12 => 2,
        _ => TITLE,
    };
    let mut head = title(canvas, text, room);
    if canvas.height >= 5 {
        // A name that is cut away cannot be looked up: the plot gives way down to four rows.
        let most = canvas.height.saturating_sub(head.len() + 6).max(canvas.height / 4).max(1);
        head.extend(legend(canvas, &axis_name(canvas, y), keys).into_iter().take(most));
    }
    head
}

/// The title on as many lines as it takes, `room` and three at most; none if it is empty.
pub(crate) fn title(canvas: &Canvas, text: &str, room: usize) -> Vec<Line> {
    let most = if canvas.width >= 20 { room.min(TITLE) } else { room.min(1) };
    let whole = Line::new().with(Role::Title, canvas.text(text));
    let mut lines = if text.is_empty() { Vec::new() } else { wrap(&whole, canvas.width) };
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            let mark = canvas.pick("…", "~");
            let kept = prefix(&last.plain(), canvas.width.saturating_sub(1)).trim_end().to_owned();
            *last = Line::new().with(Role::Title, kept + mark);
        }
    }
    lines
}

/// The axis name at the left and the keys at the right, on as many lines as they need.
pub(crate) fn legend(canvas: &Canvas, name: &str, keys: &[Key]) -> Vec<Line> {
    if columns(name) > canvas.width {
        let mut lines = wrap(&Line::new().with(Role::Dim, name), canvas.width);
        lines.extend(legend(canvas, "", keys));
        return lines;
    }
    let rows = rows(canvas, if name.is_empty() { 0 } else { columns(name) + 3 }, keys);
    let right = |(index, row): (usize, Line)| {
        let name = if index == 0 { name } else { "" };
        let free = canvas.width.saturating_sub(columns(name) + row.columns());
        let mut line = Line::new().with(Role::Dim, name.to_owned() + &" ".repeat(free));
        line.append(&row);
        if row.0.is_empty() { Line::new().with(Role::Dim, name) } else { line }
    };
    let lines = rows.into_iter().enumerate().map(right);
    lines.filter(|line| !line.0.iter().all(|span| span.text.is_empty())).collect()
}

/// The keys in rows of the canvas's width, the first of them less wide by `taken`.
fn rows(canvas: &Canvas, taken: usize, keys: &[Key]) -> Vec<Line> {
    let mut rows: Vec<Line> = vec![Line::new()];
    for line in keys.iter().flat_map(|key| key_lines(canvas, key)) {
        let first = rows.len() == 1;
        let row = rows.last().map_or(0, Line::columns);
        let room = canvas.width.saturating_sub(if first { taken } else { 0 });
        if row > 0 && row + 3 + line.columns() > room || row == 0 && first && line.columns() > room {
            rows.push(Line::new());
        }
        if let Some(row) = rows.last_mut() {
            row.push(Role::Plain, if row.0.is_empty() { "" } else { "   " });
            row.append(&line);
        }
    }
    rows
}

/// A key, on several lines where it is wider than the canvas.
fn key_lines(canvas: &Canvas, key: &Key) -> Vec<Line> {
    let glyph = key.glyph.clone().with(Role::Plain, " ");
    let name = canvas.text(&key.name);
    if glyph.columns() + 4 > canvas.width {
        let room = canvas.width.saturating_sub(glyph.columns());
        return vec![glyph.with(Role::Plain, shortened(&name, room, canvas.pick("…", "~")))];
    }
    let under = Line::from(" ".repeat(glyph.columns()));
    wrap_hanging(&Line::from(name), &glyph, &under, canvas.width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(lines: &[Line]) -> Vec<String> {
        lines.iter().map(Line::plain).collect()
    }

    #[test]
    fn a_title_has_three_lines_at_most() {
        let canvas = Canvas::new(20, 20);
        let text = "one two three four five six seven eight nine ten eleven twelve thirteen";
        assert_eq!(plain(&title(&canvas, text, 1)), ["one two three four…"]);
        let three = ["one two three four", "five six seven eight", "nine ten eleven…"];
        assert_eq!(plain(&title(&canvas, text, 9)), three);
        assert!(title(&canvas, text, 0).is_empty() && title(&canvas, "", 3).is_empty());
    }

    #[test]
    fn no_name_of_the_legend_is_cut() {
        let key = |name: &str| Key { glyph: Line::from("*"), name: name.to_owned() };
        let keys = [key("short"), key("a name that is too long for a line"), key("end")];
        let lines = plain(&legend(&Canvas::new(20, 20), "an axis with a long name", &keys));
        assert_eq!(lines[..3], ["an axis with a long", "name", "             * short"]);
        let all = lines.join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(all, "an axis with a long name * short * a name that is too long for a line * end");
    }
}
