//! Colours of series, legible on dark and light backgrounds and apart for colour-blind readers.

/// Red, green, blue.
pub type Rgb = [u8; 3];

/// The colours of the first eight series.
///
/// Each has a contrast of at least 2.9 : 1 on black and on white; any two stay apart under simulated
/// protanopia, deuteranopia and tritanopia (Machado 2009), the first four widely. Markers and dashes
/// still carry every distinction: colour only helps.
pub const SERIES: [Rgb; 8] = [
    [0x2f, 0x7d, 0xe1], // blue
    [0xd9, 0x73, 0x0d], // orange
    [0x1f, 0x9e, 0x86], // teal
    [0xbb, 0x2a, 0x1a], // red
    [0x47, 0x99, 0xc8], // sky
    [0x8a, 0x6d, 0x3b], // brown
    [0x66, 0x55, 0xaa], // violet
    [0xa3, 0x30, 0x6f], // plum
];

/// The colours of regions, each of the hue of the series of its number: those differ by hue, these by
/// lightness too, since a region has no marker.
///
/// Any two are at least 26 apart in CIE L\*a\*b\*, with normal vision and under simulated protanopia,
/// deuteranopia and tritanopia (Machado 2009); of the first four any two are at least 36 apart.
pub const REGIONS: [Rgb; 6] =
    [[34, 65, 105], [192, 117, 42], [153, 204, 195], [90, 32, 25], [74, 135, 170], [136, 114, 77]];

/// The same for terminals of 16 colours, as xterm shows them.
pub const REGIONS_16: [Rgb; 6] =
    [[0, 0, 238], [205, 205, 0], [0, 205, 205], [205, 0, 0], [229, 229, 229], [205, 0, 205]];

/// The colour of the n-th series; the palette repeats after eight.
pub fn series(index: u8) -> Rgb {
    SERIES[index as usize % SERIES.len()]
}

/// The nearest of the 240 fixed colours of a 256-colour terminal (the 6×6×6 cube and the greys).
pub fn nearest_256(color: Rgb) -> u8 {
    let step =
        |value: u8| CUBE.iter().enumerate().min_by_key(|(_, c)| c.abs_diff(value)).map_or(0, |(i, _)| i);
    let [r, g, b] = color.map(step);
    let cube = [CUBE[r], CUBE[g], CUBE[b]];
    let mean = color.iter().map(|&value| u32::from(value)).sum::<u32>() / 3;
    let grey_index = (mean.saturating_sub(3) / 10).min(23) as u8;
    let grey = [8 + 10 * grey_index; 3];
    if distance(grey, color) < distance(cube, color) {
        232 + grey_index
    } else {
        (16 + 36 * r + 6 * g + b) as u8
    }
}

/// The nearest of the 16 standard colours, by the values xterm gives them.
pub fn nearest_16(color: Rgb) -> u8 {
    let nearest = STANDARD.iter().enumerate().min_by_key(|(_, standard)| distance(**standard, color));
    nearest.map_or(7, |(index, _)| index as u8)
}

const CUBE: [u8; 6] = [0, 95, 135, 175, 215, 255];

const STANDARD: [Rgb; 16] = [
    [0, 0, 0],
    [205, 0, 0],
    [0, 205, 0],
    [205, 205, 0],
    [0, 0, 238],
    [205, 0, 205],
    [0, 205, 205],
    [229, 229, 229],
    [127, 127, 127],
    [255, 0, 0],
    [0, 255, 0],
    [255, 255, 0],
    [92, 92, 255],
    [255, 0, 255],
    [0, 255, 255],
    [255, 255, 255],
];

fn distance(a: Rgb, b: Rgb) -> u32 {
    a.iter().zip(b).map(|(&x, y)| u32::from(x.abs_diff(y)).pow(2)).sum()
}

/// Colours as the eye sees them, to test palettes with.
#[cfg(test)]
pub(crate) mod vision {
    use super::Rgb;

    pub(crate) fn linear(color: Rgb) -> [f64; 3] {
        color.map(|value| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        })
    }

    fn times(matrix: [[f64; 3]; 3], vector: [f64; 3]) -> [f64; 3] {
        matrix.map(|row| row.iter().zip(vector).map(|(a, b)| a * b).sum::<f64>().max(0.0))
    }

    /// CIE L*a*b* of linear sRGB under D65.
    fn lab(color: [f64; 3]) -> [f64; 3] {
        let to_xyz = [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]];
        let [x, y, z] = times(to_xyz, color);
        let f = |t: f64| if t > 0.008_856 { t.cbrt() } else { 7.787 * t + 16.0 / 116.0 };
        let (x, y, z) = (f(x / 0.95047), f(y), f(z / 1.08883));
        [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
    }

    /// Normal vision; protanopia, deuteranopia and tritanopia at severity 1 (Machado, Oliveira and
    /// Fernandes 2009).
    const VISIONS: [[[f64; 3]; 3]; 4] = [
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
    ];

    /// How far apart two colours are in L*a*b* for the reader who sees them as most alike.
    pub(crate) fn apart(a: Rgb, b: Rgb) -> f64 {
        let seen = |matrix: [[f64; 3]; 3]| {
            let [a, b] = [a, b].map(|color| lab(times(matrix, linear(color))));
            a.iter().zip(b).map(|(a, b)| (a - b).powi(2)).sum::<f64>().sqrt()
        };
        VISIONS.into_iter().map(seen).fold(f64::INFINITY, f64::min)
    }

    /// The relative luminance of a colour (WCAG 2.2).
    pub(crate) fn luminance(color: Rgb) -> f64 {
        let [r, g, b] = linear(color);
        0.2126 * r + 0.7152 * g + 0.0722 * b
    }

    /// The contrast of two colours, between 1 and 21 (WCAG 2.2).
    pub(crate) fn contrast(a: Rgb, b: Rgb) -> f64 {
        let (a, b) = (luminance(a), luminance(b));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

#[cfg(test)]
mod tests {
    use super::vision::{apart, contrast};
    use super::*;

    fn pairs(count: usize) -> impl Iterator<Item = (usize, usize)> {
        (0..count).flat_map(|j| (0..j).map(move |i| (i, j)))
    }

    #[test]
    fn every_colour_is_legible_on_black_and_on_white() {
        for color in SERIES {
            let contrasts = [[0; 3], [255; 3]].map(|paper| contrast(color, paper));
            assert!(contrasts.iter().all(|&contrast| contrast >= 2.9), "{color:?}: {contrasts:?}");
        }
    }

    #[test]
    fn all_readers_can_tell_the_series_apart() {
        for (i, j) in pairs(8) {
            let apart = apart(SERIES[i], SERIES[j]);
            let needed = if j < 4 { 15.0 } else { 7.5 };
            assert!(apart > needed, "series {i} and {j}: {apart}");
        }
    }

    #[test]
    fn all_readers_can_tell_regions_apart() {
        for (i, j) in pairs(REGIONS.len()) {
            let apart = apart(REGIONS[i], REGIONS[j]);
            assert!(apart > if j < 4 { 35.0 } else { 25.0 }, "regions {i} and {j}: {apart}");
            assert!(
                super::vision::apart(REGIONS_16[i], REGIONS_16[j]) > 13.0,
                "regions {i} and {j} of 16 colours"
            );
            assert_ne!(nearest_256(REGIONS[i]), nearest_256(REGIONS[j]));
            assert_ne!(nearest_16(REGIONS_16[i]), nearest_16(REGIONS_16[j]));
        }
    }

    #[test]
    fn fewer_colours_are_the_nearest_ones() {
        assert_eq!(nearest_256([255, 0, 0]), 196);
        assert_eq!(nearest_256([128, 128, 128]), 244);
        assert_eq!(nearest_256([0, 0, 0]), 16);
        assert_eq!(nearest_16([250, 10, 10]), 9);
        assert_eq!(nearest_16([10, 10, 10]), 0);
    }
}
