//! SVG documents: well formed, and nothing outside the picture.

use dltutor::plot::{Figure, svg};
use proptest::prelude::*;

use super::{faults, samples};

/// The value of an attribute in a tag.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

/// The tags of a document, whose elements must be closed in the order they were opened.
fn tags(document: &str) -> Result<Vec<&str>, String> {
    let mut open = Vec::new();
    let mut tags = Vec::new();
    for part in document.split('<').skip(1) {
        let (tag, text) = part.split_once('>').ok_or_else(|| format!("unclosed tag {part}"))?;
        if text
            .replace("&amp;", "")
            .replace("&lt;", "")
            .replace("&gt;", "")
            .replace("&quot;", "")
            .contains('&')
        {
            return Err(format!("a bare ampersand in {text:?}"));
        }
        match tag.strip_prefix('/') {
            Some(name) if open.pop() != Some(name) => return Err(format!("</{name}> closes nothing")),
            Some(_) => {}
            None if tag.ends_with('/') => tags.push(tag),
            None => {
                open.push(tag.split(' ').next().unwrap_or(tag));
                tags.push(tag);
            }
        }
    }
    if open.is_empty() { Ok(tags) } else { Err(format!("{open:?} left open")) }
}

/// All coordinates of a tag: pairs of x and y.
fn places(tag: &str) -> Vec<[f64; 2]> {
    let number = |name: &str| attribute(tag, name).map(|text| text.parse::<f64>().unwrap());
    if let Some(path) = attribute(tag, "d") {
        return path_places(path);
    }
    let corner = [number("x").or(number("cx")).unwrap_or(0.0), number("y").or(number("cy")).unwrap_or(0.0)];
    let size = [number("width").unwrap_or(0.0), number("height").unwrap_or(0.0)];
    vec![corner, [corner[0] + size[0], corner[1] + size[1]]]
}

/// The places that a path of the commands M, L, h, v and z comes to.
fn path_places(path: &str) -> Vec<[f64; 2]> {
    let mut at = [0.0, 0.0];
    let mut places = Vec::new();
    for part in path.split_terminator(['z', 'Z']) {
        let mut rest = part;
        while let Some(command) = rest.chars().next() {
            let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |end| end + 1);
            let numbers: Vec<f64> = rest[1..end].split(' ').map(|text| text.parse().unwrap()).collect();
            match command {
                'h' => at[0] += numbers[0],
                'v' => at[1] += numbers[0],
                _ => at = [numbers[0], numbers[1]],
            }
            places.push(at);
            rest = &rest[end..];
        }
    }
    places
}

fn check(figure: &Figure) -> Result<(), String> {
    let document = svg(figure);
    if document.chars().any(|c| c.is_control() && c != '\n') {
        return Err("a control character".to_owned());
    }
    let tags = tags(&document)?;
    let size = |tag: &str| -> Option<Vec<f64>> {
        attribute(tag, "viewBox")?.split(' ').skip(2).map(|text| text.parse().ok()).collect()
    };
    let page = size(tags[0]).ok_or("no size")?;
    let mut mosaic = None;
    for tag in tags {
        // The cells of a mosaic are counted within its own box.
        let inside =
            tag.starts_with("path fill=\"#") && !tag.contains("fill-opacity") && !tag.contains("stroke");
        let bounds = mosaic.as_ref().filter(|_| inside).unwrap_or(&page);
        for [x, y] in places(tag) {
            if !(-0.5..=bounds[0] + 0.5).contains(&x) || !(-0.5..=bounds[1] + 0.5).contains(&y) {
                return Err(format!("{x}, {y} is outside of {bounds:?}: {tag}"));
            }
        }
        if tag.starts_with("svg x=") {
            mosaic = size(tag);
        }
    }
    Ok(())
}

#[test]
fn samples_are_well_formed() {
    for (name, figure) in samples::all() {
        assert_eq!(check(&figure), Ok(()), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_figure_is_well_formed_and_in_its_box(figure in faults::figure()) {
        prop_assert_eq!(check(&figure), Ok(()));
    }
}

/// `cargo test --test suite write_every -- --ignored` writes every sample into the system's temporary folder.
#[test]
#[ignore = "for looking at"]
fn write_every_sample() {
    let folder = std::env::temp_dir().join("dltutor-figures");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, figure) in samples::all() {
        std::fs::write(folder.join(format!("{name}.svg")), svg(&figure)).unwrap();
    }
}
