//! The language an answer is typed in: how it writes decimals, and the words of a grade.

use std::fmt::Display;

/// A language, as far as reading answers goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English: decimal point.
    #[default]
    English,
    /// Korean: decimal point.
    Korean,
    /// Any language that writes a decimal comma (German, French, …); told things in English.
    DecimalComma,
}

/// Languages that write `0,5`, by their two-letter codes.
const COMMA: &[&str] = &[
    "bg", "cs", "da", "de", "el", "es", "et", "fi", "fr", "hr", "hu", "id", "is", "it", "lt", "lv", "nb",
    "nl", "nn", "no", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "vi",
];

impl Language {
    /// The language of a code or locale: `en`, `ko-KR`, `de_CH.UTF-8`. English where it is unknown.
    pub fn of(code: &str) -> Self {
        let first = code.split(['-', '_', '.']).next().unwrap_or_default().to_ascii_lowercase();
        match first.as_str() {
            "ko" => Self::Korean,
            code if COMMA.contains(&code) => Self::DecimalComma,
            _ => Self::English,
        }
    }

    /// Whether `0,5` is half.
    pub fn has_decimal_comma(self) -> bool {
        self == Self::DecimalComma
    }

    /// "read as …": what an answer was taken for.
    pub fn read_as(self, what: impl Display) -> String {
        self.either(format!("read as {what}"), format!("{what}(으)로 읽었습니다"))
    }

    /// "Type …": what to type instead of an answer that is none.
    pub fn type_instead(self, what: impl Display) -> String {
        self.either(format!("Type {what}."), format!("{what}을(를) 입력하세요."))
    }

    /// The Korean text for Korean, else the English.
    pub fn either<T>(self, english: T, korean: T) -> T {
        if self == Self::Korean { korean } else { english }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn knows_a_language_by_code_and_by_locale() {
        assert_eq!(Language::of("ko-KR"), Language::Korean);
        assert_eq!(Language::of("de_CH.UTF-8"), Language::DecimalComma);
        assert_eq!(Language::of("C"), Language::English);
    }
}
