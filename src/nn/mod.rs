//! The embedded neural-network framework.
