//! Lesson content: model, parser, templates, linter, embedding.
