//! What a learner sees, at three widths, in Unicode and ASCII.

use dltutor::plot::{Canvas, Style, render, words};
use dltutor::text::paint::paint_all;
use dltutor::text::{ColorDepth, Line};

use super::samples;

#[test]
fn figures_look_as_designed() {
    for (name, figure) in samples::all() {
        for style in [Style::Unicode, Style::Ascii] {
            let screens: Vec<String> = [80, 60, 40]
                .iter()
                .map(|&width| {
                    let lines = render(&figure, &Canvas::fitting(&figure, width).style(style));
                    lines.iter().map(Line::plain).collect::<Vec<_>>().join("\n")
                })
                .collect();
            insta::assert_snapshot!(format!("{name}_{style:?}"), screens.join("\n\n"));
        }
    }
}

#[test]
fn figures_sound_as_designed() {
    let spoken: Vec<String> =
        samples::all().iter().map(|(name, figure)| format!("{name}: {}", words(figure))).collect();
    insta::assert_snapshot!(spoken.join("\n\n"));
}

/// `cargo test --test suite show -- --ignored --nocapture` prints every sample in colour.
#[test]
#[ignore = "for looking at"]
fn show_every_sample() {
    for (_, figure) in samples::all() {
        let canvas = Canvas::fitting(&figure, 80).depth(ColorDepth::TrueColor);
        println!("{}", paint_all(&render(&figure, &canvas), ColorDepth::TrueColor));
    }
}
