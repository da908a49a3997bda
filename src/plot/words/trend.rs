//! The shape of a sequence of numbers.

/// How a sequence moves from its first to its last point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Trend {
    /// One point at most.
    Single,
    /// It hardly moves on its axis.
    Flat,
    /// One direction; `steady` when nine tenths of all movement went that way.
    Falls {
        /// Whether it hardly ever turned back.
        steady: bool,
    },
    /// As [`Trend::Falls`], upwards.
    Rises {
        /// Whether it hardly ever turned back.
        steady: bool,
    },
    /// Up to the point at this index, then down.
    Peak(usize),
    /// Down to the point at this index, then up.
    Valley(usize),
    /// None of these.
    Swings,
}

/// What takes less than this share of the axis is flat to the eye.
const FLAT: f64 = 0.05;
/// What turns back by more than this share of its range has no one direction.
const BACK: f64 = 0.4;

/// The trend of heights, as shares of the axis.
pub(super) fn trend(heights: &[f64]) -> Trend {
    let [first, .., last] = heights else { return Trend::Single };
    let (low, high) = (extreme(heights, f64::lt), extreme(heights, f64::gt));
    let range = heights[high] - heights[low];
    if range <= FLAT {
        return Trend::Flat;
    }
    let travelled: f64 = heights.windows(2).map(|pair| (pair[1] - pair[0]).abs()).sum();
    let most = |distance: f64, share: f64| distance >= share * travelled;
    let net = last - first;
    let by_way_of = |turn: usize| (heights[turn] - first).abs() + (heights[turn] - last).abs();
    let inner = |turn: usize| turn != 0 && turn + 1 != heights.len();
    match net {
        _ if most(net.abs(), 0.9) => directed(net, true),
        _ if inner(high) && most(by_way_of(high), 0.9) => Trend::Peak(high),
        _ if inner(low) && most(by_way_of(low), 0.9) => Trend::Valley(low),
        _ if net.abs() >= 0.6 * range && back(heights, net) <= BACK * range => directed(net, false),
        _ => Trend::Swings,
    }
}

/// The longest way back against a direction.
fn back(heights: &[f64], direction: f64) -> f64 {
    let mut farthest = f64::NEG_INFINITY;
    let mut back = 0.0f64;
    for height in heights.iter().map(|height| height * direction.signum()) {
        farthest = farthest.max(height);
        back = back.max(farthest - height);
    }
    back
}

/// What a swing does: `ever less` where its second half moves within half of what the first does, `ever
/// more` where it is the other way round, otherwise nothing.
pub(super) fn tendency(heights: &[f64]) -> Option<&'static str> {
    let range = |heights: &[f64]| {
        let (low, high) = (extreme(heights, f64::lt), extreme(heights, f64::gt));
        heights.get(high).zip(heights.get(low)).map_or(0.0, |(high, low)| high - low)
    };
    let (first, second) = heights.split_at(heights.len() / 2);
    match [range(first), range(second)] {
        [first, second] if second < 0.5 * first => Some("ever less"),
        [first, second] if first < 0.5 * second => Some("ever more"),
        _ => None,
    }
}

/// The index of the first height that no other surpasses.
pub(super) fn extreme(heights: &[f64], surpasses: fn(&f64, &f64) -> bool) -> usize {
    let better = |best: usize, (index, height): (usize, &f64)| {
        if surpasses(height, &heights[best]) { index } else { best }
    };
    heights.iter().enumerate().fold(0, better)
}

fn directed(net: f64, steady: bool) -> Trend {
    if net < 0.0 { Trend::Falls { steady } } else { Trend::Rises { steady } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_are_told_apart() {
        assert_eq!(trend(&[]), Trend::Single);
        assert_eq!(trend(&[1.0]), Trend::Single);
        assert_eq!(trend(&[0.0, 0.0]), Trend::Flat);
        assert_eq!(trend(&[0.5, 0.52, 0.5]), Trend::Flat);
        assert_eq!(trend(&[0.3, 0.2, 0.1]), Trend::Falls { steady: true });
        assert_eq!(trend(&[0.1, 0.2, 0.15, 0.3, 0.25, 0.4]), Trend::Rises { steady: false });
        assert_eq!(trend(&[0.0, 0.1, 0.3, 0.1]), Trend::Peak(2));
        assert_eq!(trend(&[0.5, 0.4, 0.7]), Trend::Valley(1));
        assert_eq!(trend(&[0.5, 0.6, 0.4, 0.6, 0.5]), Trend::Swings);
        assert_eq!(trend(&[0.9, 0.1, 0.6, 0.3, 0.35, 0.2]), Trend::Swings);
        assert_eq!(tendency(&[0.9, 0.1, 0.6, 0.4, 0.5, 0.45]), Some("ever less"));
        assert_eq!(tendency(&[0.5, 0.4, 0.5, 0.9, 0.1, 0.8]), Some("ever more"));
        assert_eq!(tendency(&[0.9, 0.1, 0.6, 0.9, 0.1, 0.6]), None);
    }
}
