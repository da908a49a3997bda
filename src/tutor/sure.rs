//! How sure a learner is, and how right: the calibration plot.

use crate::plot::Figure;
use crate::plot::figure::{Axis, Lines, Series};
use crate::progress::Calibration;
use crate::text::list::count;
use crate::text::wrap::wrap_hanging;
use crate::text::{Line, Role, number};
use crate::tutor::show;
use crate::ui::Layout;

/// From so many answers on a plot says something.
const ENOUGH: usize = 10;

/// The plot of confidence against being right, with what it shows in a sentence; how to come by one
/// while there are too few answers.
pub fn lines(calibration: &Calibration, layout: &Layout) -> Vec<Line> {
    let mut lines = vec![Line::new(), Line::new().with(Role::Title, " How sure, how right")];
    if let Some(figure) = figure(calibration) {
        lines.pop();
        lines.extend(show::figure(&figure, layout));
    }
    let margin = Line::from(" ");
    lines.extend(wrap_hanging(&said(calibration).into(), &margin, &margin, layout.width.saturating_sub(1)));
    lines
}

/// Confidence across, share right up, and the line where both are the same; nothing while there are
/// too few answers.
pub fn figure(calibration: &Calibration) -> Option<Figure> {
    if calibration.count < ENOUGH {
        return None;
    }
    let percent = |share: f64| 100.0 * share;
    let you = calibration.bins.iter().map(|bin| [percent(bin.confidence), percent(bin.right)]).collect();
    let mut x = Axis::linear("sure");
    let mut y = Axis::linear("right");
    "%".clone_into(&mut x.unit);
    "%".clone_into(&mut y.unit);
    Some(Figure::Lines(Lines {
        title: "How sure, how right".to_owned(),
        x: x.from_to(50.0, 100.0),
        y: y.from_to(0.0, 100.0),
        series: vec![
            Series::new("you", you),
            Series::new("as sure as right", vec![[50.0, 50.0], [100.0, 100.0]]),
        ],
        marks: Vec::new(),
    }))
}

fn said(calibration: &Calibration) -> String {
    let Calibration { count: number, overconfidence, .. } = calibration;
    if *number < ENOUGH {
        let rest = count(ENOUGH - number, "such answer", "such answers");
        return format!(
            "Say how sure you are after an answer, as in `0.25 @80`: {rest} from now a plot here shows how well you know what you know."
        );
    }
    let sure: f64 =
        calibration.bins.iter().map(|bin| bin.confidence * bin.count as f64).sum::<f64>() / *number as f64;
    let points = count((100.0 * overconfidence.abs()).round() as usize, "point", "points");
    let verdict = match overconfidence {
        over if over.abs() < 0.05 => "as sure as right".to_owned(),
        over if *over > 0.0 => format!("{points} surer than right"),
        _ => format!("{points} less sure than right"),
    };
    format!(
        "{} sure on average and {} right over {number} answers: {verdict}.",
        number::percent(sure, 2),
        number::percent(sure - overconfidence, 2)
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::progress::{Forecast, State, calibration};

    fn of(forecasts: &[(u8, bool)]) -> Calibration {
        let one =
            |(confidence, correct): &(u8, bool)| Forecast { confidence: *confidence, correct: *correct };
        let mut state = State::default();
        state.forecasts.extend(forecasts.iter().map(one));
        calibration(&state)
    }

    #[test]
    fn says_who_is_surer_than_right() {
        let over = of(&[[(90, true); 3], [(90, false); 3], [(60, false); 3], [(60, true); 3]].concat());
        assert_eq!(
            said(&over),
            "75 % sure on average and 50 % right over 12 answers: 25 points surer than right."
        );
        let Some(Figure::Lines(lines)) = figure(&over) else { panic!("no figure") };
        assert_eq!(lines.series[0].points, [[60.0, 50.0], [90.0, 50.0]]);
        assert!(said(&of(&[(50, true); 10])).ends_with("50 points less sure than right."));
        assert!(said(&of(&[(100, true); 10])).ends_with(": as sure as right."));
    }

    #[test]
    fn few_answers_make_no_plot() {
        let few = of(&[(90, true); 9]);
        assert_eq!(figure(&few), None);
        assert!(said(&few).contains("1 such answer from now"));
    }
}
