//! Walking a chapter: show, predict, run, grade, hint, resume.
