//! The shape of a sequence of numbers.

/// How a sequence moves from its first to its last point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Trend {
    /// It has no finite point.
    Nothing,
    /// One point only.
    Single,
    /// Its range is a thousandth of its size at most.
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

/// The trend of the y of finite points.
pub(super) fn trend(points: &[[f64; 2]]) -> Trend {
    let [first, .., last] = points else {
        return if points.is_empty() { Trend::Nothing } else { Trend::Single };
    };
    let (low, high) = (extreme(points, f64::lt), extreme(points, f64::gt));
    let range = points[high][1] - points[low][1];
    if range <= 1e-3 * points[high][1].abs().max(points[low][1].abs()) {
        return Trend::Flat;
    }
    let travelled: f64 = points.windows(2).map(|pair| (pair[1][1] - pair[0][1]).abs()).sum();
    let most = |distance: f64, share: f64| distance >= share * travelled;
    let net = last[1] - first[1];
    let by_way_of = |turn: usize| (points[turn][1] - first[1]).abs() + (points[turn][1] - last[1]).abs();
    match net {
        _ if most(net.abs(), 0.9) => directed(net, true),
        _ if high != 0 && high + 1 != points.len() && most(by_way_of(high), 0.9) => Trend::Peak(high),
        _ if low != 0 && low + 1 != points.len() && most(by_way_of(low), 0.9) => Trend::Valley(low),
        _ if net.abs() >= 0.6 * range => directed(net, false),
        _ => Trend::Swings,
    }
}

/// The index of the first point that no other surpasses.
pub(super) fn extreme(points: &[[f64; 2]], surpasses: fn(&f64, &f64) -> bool) -> usize {
    let better = |best: usize, (index, point): (usize, &[f64; 2])| {
        if surpasses(&point[1], &points[best][1]) { index } else { best }
    };
    points.iter().enumerate().fold(0, better)
}

fn directed(net: f64, steady: bool) -> Trend {
    if net < 0.0 { Trend::Falls { steady } } else { Trend::Rises { steady } }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(ys: &[f64]) -> Trend {
        trend(&ys.iter().enumerate().map(|(x, &y)| [x as f64, y]).collect::<Vec<_>>())
    }

    #[test]
    fn shapes_are_told_apart() {
        assert_eq!(of(&[]), Trend::Nothing);
        assert_eq!(of(&[1.0]), Trend::Single);
        assert_eq!(of(&[0.0, 0.0]), Trend::Flat);
        assert_eq!(of(&[1.0, 1.0001, 1.0]), Trend::Flat);
        assert_eq!(of(&[3.0, 2.0, 1.0]), Trend::Falls { steady: true });
        assert_eq!(of(&[1.0, 2.0, 1.5, 3.0, 2.5, 4.0]), Trend::Rises { steady: false });
        assert_eq!(of(&[0.0, 1.0, 3.0, 1.0]), Trend::Peak(2));
        assert_eq!(of(&[0.0, -1.0, 2.0]), Trend::Valley(1));
        assert_eq!(of(&[0.0, 1.0, -1.0, 1.0, 0.0]), Trend::Swings);
    }
}
