//! Data sets: seeded toys, embedded real sets, CSV files.
