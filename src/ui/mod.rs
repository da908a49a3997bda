//! The terminal and its stand-ins.
