//! JSON schemas of the files of a course, for editors: made from the types that read them, so that
//! they cannot say anything else. They are published in `lessons/schema/`.

use schemars::{Schema, schema_for};

use crate::lesson::model::{Course, Glossary, Lesson};

/// A schema: the name of the file it describes, without `.json`, and how it is made.
pub struct SchemaOf {
    /// `course`, `lesson` or `glossary`.
    pub name: &'static str,
    make: fn() -> Schema,
}

/// The schemas there are.
pub const SCHEMAS: &[SchemaOf] = &[
    SchemaOf { name: "course", make: || schema_for!(Course) },
    SchemaOf { name: "lesson", make: || schema_for!(Lesson) },
    SchemaOf { name: "glossary", make: || schema_for!(Glossary) },
];

impl SchemaOf {
    /// The schema as indented JSON, with a line end.
    ///
    /// # Panics
    /// Never: a schema is JSON.
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(&(self.make)()).expect("a schema is JSON") + "\n"
    }

    /// The name of its file in `lessons/schema/`.
    pub fn file(&self) -> String {
        format!("{}.schema.json", self.name)
    }
}

/// The schema of that name.
pub fn find(name: &str) -> Option<&'static SchemaOf> {
    SCHEMAS.iter().find(|schema| schema.name == name)
}
