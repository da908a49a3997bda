//! Question kinds, graders, the answer parser and the review schedule.
