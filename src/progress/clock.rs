//! The wall clock, in milliseconds.

use std::time::{SystemTime, UNIX_EPOCH};

/// One minute in milliseconds.
pub const MINUTE: u64 = 60_000;
/// One hour in milliseconds.
pub const HOUR: u64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: u64 = 24 * HOUR;

/// Milliseconds since 1970 (UTC), 0 where the clock stands before that.
pub fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
