//! One spelling for a number: words, separators and odd characters replaced by what the formula
//! parser reads.

/// Why a spelling is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doubt {
    /// `0,5` where the language writes 0.5, or groups that are not three digits.
    Comma,
    /// `1.000` in a language that writes 0,5: one, or a thousand.
    Group,
    /// `0.4-0.6`, `5 to 10`, `±`: several numbers.
    Range,
    /// `> 5`, `at least 5`.
    Bound,
    /// `1×10-3`, as a power looks when it was copied without its raised digits.
    Power,
}

const WORDS: &[(&str, &str)] = &[
    ("to the power of", "^"),
    ("divided by", "/"),
    ("out of", "/"),
    ("square root of", "sqrt"),
    ("to the minus", "^-"),
    ("to the", "^"),
    ("and a half", "+0.5"),
    ("and a quarter", "+0.25"),
    ("a half", "0.5"),
    ("half", "0.5"),
    ("one half", "0.5"),
    ("halves", "/2"),
    ("a third", "(1/3)"),
    ("one third", "(1/3)"),
    ("thirds", "/3"),
    ("a quarter", "0.25"),
    ("one quarter", "0.25"),
    ("quarter", "0.25"),
    ("quarters", "/4"),
    ("a tenth", "0.1"),
    ("one tenth", "0.1"),
    ("tenths", "/10"),
    ("hundredth", "/100"),
    ("hundredths", "/100"),
    ("thousandth", "/1000"),
    ("millionth", "/1e6"),
    ("millionths", "/1e6"),
    ("a hundredth", "0.01"),
    ("one hundredth", "0.01"),
    ("a thousandth", "0.001"),
    ("one thousandth", "0.001"),
    ("thousandths", "/1000"),
    ("a millionth", "1e-6"),
    ("one millionth", "1e-6"),
    ("minus", "-"),
    ("negative", "-"),
    ("plus", "+"),
    ("over", "/"),
    ("in", "/"),
    ("zero", "0"),
    ("none", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
    ("twice", "2"),
    ("double", "2"),
    ("a hundred", "100"),
    ("a thousand", "1000"),
    ("a million", "1e6"),
    ("hundred", "*100"),
    ("thousand", "*1000"),
    ("million", "*1e6"),
    ("billion", "*1e9"),
    ("squared", "^2"),
    ("cubed", "^3"),
];

/// Number words replaced by digits and signs, longest first; other words stay.
pub fn words(text: &str) -> String {
    let mut all: Vec<_> = WORDS.to_vec();
    all.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let mut padded = format!(" {} ", without_hyphens(&text.to_lowercase()));
    if !padded.contains(char::is_alphabetic) {
        return text.into();
    }
    let before = padded.clone();
    for (word, digits) in all {
        padded = padded.replace(&format!(" {word} "), &format!(" {digits} "));
    }
    if padded == before {
        return text.into();
    }
    with_tens(padded.trim().trim_start_matches('*'))
}

/// A hyphen between letters is a space: `twenty-five`. Others are signs.
fn without_hyphens(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| c.is_alphabetic());
    let joins = |at: usize| chars[at] == '-' && is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
    (0..chars.len()).map(|at| if joins(at) { ' ' } else { chars[at] }).collect()
}

/// `20 5`, which was `twenty five`, as `20+5`; `1 *100 20+8` as `1 *100 +20+8`.
fn with_tens(text: &str) -> String {
    let mut out = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let number = word.parse::<u32>().ok();
        let before = out.rsplit([' ', '+']).next().unwrap_or_default();
        let continues = match number {
            Some(1..=9) => before.len() == 2 && before.ends_with('0') || before.starts_with("*100"),
            Some(10..=90) => before.starts_with("*100"),
            _ => false,
        };
        out.push_str(if continues { "+" } else { " " });
        out.push_str(word);
    }
    out.trim().into()
}

/// Vulgar fractions, `%`-free: `½` as `(1/2)`, `1½` as `1+(1/2)` in brackets.
pub fn fractions(text: &str) -> String {
    const VULGAR: &[(char, &str)] = &[
        ('½', "(1/2)"),
        ('⅓', "(1/3)"),
        ('⅔', "(2/3)"),
        ('¼', "(1/4)"),
        ('¾', "(3/4)"),
        ('⅕', "(1/5)"),
        ('⅛', "(1/8)"),
        ('⅒', "(1/10)"),
    ];
    let Some((at, c)) = text.char_indices().find(|(_, c)| VULGAR.iter().any(|(vulgar, _)| vulgar == c))
    else {
        return mixed(text);
    };
    let plain = VULGAR.iter().find(|(vulgar, _)| *vulgar == c).map_or("", |(_, plain)| plain);
    let (before, after) = (text[..at].trim_end(), &text[at + c.len_utf8()..]);
    let is_mixed = !before.is_empty() && before.bytes().all(|byte| byte.is_ascii_digit());
    format!("{before}{}{plain}{after}", if is_mixed { "+" } else { "" })
}

/// `1 1/2` as `1+1/2`.
fn mixed(text: &str) -> String {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((whole, fraction)) = text.split_once(' ')
        && let Some((above, below)) = fraction.split_once('/')
        && digits(whole)
        && digits(above.trim())
        && digits(below.trim())
    {
        return format!("{whole}+{fraction}");
    }
    text.into()
}

/// Separators within digits: grouping removed, a decimal comma made a point.
///
/// # Errors
/// Where it can be read in two ways.
pub fn separators(text: &str, has_decimal_comma: bool) -> Result<String, Doubt> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::new();
    let mut at = 0;
    while at < chars.len() {
        let run = chars[at..].iter().take_while(|c| is_numeric(**c)).count();
        if run == 0 || !chars[at].is_ascii_digit() && chars[at] != '.' && chars[at] != ',' {
            out.push(chars[at]);
            at += 1;
            continue;
        }
        let piece: String = chars[at..at + run].iter().collect();
        let kept = piece.trim_end_matches([' ', ',']);
        out.push_str(&number(kept, has_decimal_comma)?);
        out.push_str(&piece[kept.len()..]);
        at += run;
    }
    Ok(out)
}

fn is_numeric(c: char) -> bool {
    c.is_ascii_digit() || ['.', ',', '_', '\'', '’', ' '].contains(&c)
}

/// One number with its separators.
fn number(piece: &str, has_decimal_comma: bool) -> Result<String, Doubt> {
    let plain: String = piece.chars().map(|c| if c == '’' { '\'' } else { c }).collect();
    let plain = ungrouped(&plain, &['_', '\'']).or_else(|| ungrouped(&plain, &[' '])).unwrap_or(plain);
    let (point, group) = if has_decimal_comma { (',', '.') } else { ('.', ',') };
    let decimal = |text: &str| text.replace(point, ".");
    if has_decimal_comma && plain.matches('.').count() == 1 && !plain.contains(',') {
        // A point is a decimal point too, unless it stands where a group would begin.
        return if is_grouped(&plain, '.') { Err(Doubt::Group) } else { Ok(plain) };
    }
    let whole = plain.split(point).next().unwrap_or_default();
    if !plain.contains(group) {
        return Ok(decimal(&plain));
    }
    if !is_grouped(whole, group) || plain.matches(point).count() > 1 || plain[whole.len()..].contains(group) {
        return Err(Doubt::Comma);
    }
    Ok(decimal(&plain.replace(group, "")))
}

/// `1 000 000` and `1'000.5` without the separator, where every group has three digits.
fn ungrouped(text: &str, separators: &[char]) -> Option<String> {
    let separator = *separators.iter().find(|separator| text.contains(**separator))?;
    let whole = text.split(['.', ',']).next().unwrap_or_default();
    (is_grouped(whole, separator) && !text[whole.len()..].contains(separator))
        .then(|| text.replace(separator, ""))
}

fn is_grouped(whole: &str, separator: char) -> bool {
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && digits(first)
        && first != "0"
        && groups.all(|group| group.len() == 3 && digits(group))
}

/// `1 e -3` as `1e-3`, `2x10^-6` as `2*10^-6`, `10 ^ -3` as it is.
pub fn exponents(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let before = |at: usize| chars[..at].iter().rev().find(|c| **c != ' ');
    let mut out = String::new();
    for (at, c) in chars.iter().enumerate() {
        let rest: String = chars[at + 1..].iter().collect();
        let after = rest.trim_start();
        let follows_digit = before(at).is_some_and(|c| c.is_ascii_digit() || *c == '.');
        match c {
            'e' | 'E' if follows_digit && begins_exponent(after) => {
                out.truncate(out.trim_end().len());
                out.push('e');
            }
            'x' | 'X'
                if follows_digit && out.trim() != "0" && after.starts_with(|c: char| c.is_ascii_digit()) =>
            {
                out.push('*');
            }
            ' ' if is_inside_exponent(&out, after) => {}
            _ => out.push(*c),
        }
    }
    out
}

fn begins_exponent(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+', '−', '–']).trim_start();
    digits.starts_with(|c: char| c.is_ascii_digit()) && text.len() - digits.len() <= 4
}

/// Whether a space stands between `1e` and its digits.
fn is_inside_exponent(before: &str, after: &str) -> bool {
    let rest = before.trim_end_matches(['-', '+', '−', '–']);
    let is_open =
        rest.strip_suffix('e').is_some_and(|rest| rest.ends_with(|c: char| c.is_ascii_digit() || c == '.'));
    is_open && begins_exponent(after)
}

/// `1×10-3`, `2x10-6`, `10-3`: ten, a minus, and one or two digits, with no space.
fn lost_power(text: &str) -> bool {
    let text = text.trim();
    let after = text.rsplit(['x', '×', '*', '·', '⋅']).next().unwrap_or(text).trim_start();
    let digits = after.strip_prefix("10").and_then(|rest| rest.strip_prefix(['-', '−', '–']));
    digits.is_some_and(|digits| {
        (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// Whether it is not one number but a range or a bound.
pub fn doubt(text: &str) -> Option<Doubt> {
    let lower = text.to_lowercase();
    let bound =
        ["<", ">", "≤", "≥", "at least", "at most", "more than", "less than", "under ", "above ", "below "];
    let range = ["±", "+-", "+/-", "..", "between", " or "];
    if bound.iter().any(|word| lower.contains(word)) {
        return Some(Doubt::Bound);
    }
    if lost_power(&lower) {
        return Some(Doubt::Power);
    }
    let plain = |text: &str| text.trim().parse::<f64>().ok();
    let dashed = lower.split_once(['-', '–', '~']).or_else(|| lower.split_once(" to "));
    let is_range = dashed.and_then(|(low, high)| Some(plain(low)? < plain(high)?)).unwrap_or(false);
    (is_range || range.iter().any(|word| lower.contains(word))).then_some(Doubt::Range)
}
