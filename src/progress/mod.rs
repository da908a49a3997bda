//! The journal of what a learner did, and the state folded from it.
