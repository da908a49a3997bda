//! Operators and brackets, in every spelling.

/// An operator or bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sign {
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `*`
    Times,
    /// `/`
    Over,
    /// `^`
    Power,
    /// `√`
    Root,
    /// `(`, `[`, `{`
    Open,
    /// `)`, `]`, `}`
    Close,
    /// `|`
    Bar,
    /// `,` or `;`
    Comma,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `and`
    And,
    /// `or`
    Or,
    /// `not`
    Not,
}

impl Sign {
    /// Spellings, the longer before those they begin with.
    pub const SPELLINGS: &[(&str, Self)] = &[
        ("**", Self::Power),
        ("<=", Self::LessEqual),
        (">=", Self::GreaterEqual),
        ("==", Self::Equal),
        ("!=", Self::NotEqual),
        ("&&", Self::And),
        ("+", Self::Plus),
        ("-", Self::Minus),
        ("−", Self::Minus),
        ("–", Self::Minus),
        ("﹣", Self::Minus),
        ("－", Self::Minus),
        ("*", Self::Times),
        ("×", Self::Times),
        ("·", Self::Times),
        ("⋅", Self::Times),
        ("∙", Self::Times),
        ("∗", Self::Times),
        ("/", Self::Over),
        ("÷", Self::Over),
        ("∕", Self::Over),
        ("⁄", Self::Over),
        ("^", Self::Power),
        ("√", Self::Root),
        ("(", Self::Open),
        ("[", Self::Open),
        ("{", Self::Open),
        (")", Self::Close),
        ("]", Self::Close),
        ("}", Self::Close),
        ("|", Self::Bar),
        (",", Self::Comma),
        (";", Self::Comma),
        ("≤", Self::LessEqual),
        ("≥", Self::GreaterEqual),
        ("≠", Self::NotEqual),
        ("<", Self::Less),
        (">", Self::Greater),
        ("∧", Self::And),
        ("∨", Self::Or),
        ("¬", Self::Not),
    ];

    /// The operator that is a word.
    pub fn word(name: &str) -> Option<Self> {
        match name {
            "and" => Some(Self::And),
            "or" => Some(Self::Or),
            "not" => Some(Self::Not),
            _ => None,
        }
    }
}
