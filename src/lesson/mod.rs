//! Lesson content: model, parser, templates, linter, embedding.
//!
//! [`opening`] finds the course that was asked for; [`source`] gets files from the binary or a folder, [`load`] reads a course from them: [`model`] is
//! what no language changes, [`words`] what a learner reads, cut from [`markdown`]; an [`outline`] is what a list of chapters needs of the two. [`question`]
//! makes a question ready to ask, [`condition`] holds claims and goals against a report, [`fill`] puts measured numbers into words, [`render`] lays them
//! out, [`mod@write`] writes them back as Markdown. [`lint`] checks all of it and reports [`diagnostic`]s.

pub mod code;
pub mod condition;
pub mod diagnostic;
pub mod fill;
pub mod items;
pub mod json;
pub mod limits;
pub mod lint;
pub mod load;
pub mod markdown;
pub mod model;
pub mod opening;
pub mod outline;
pub mod pointer;
pub mod question;
pub mod render;
pub mod schema;
pub mod source;
pub mod words;
pub mod write;
