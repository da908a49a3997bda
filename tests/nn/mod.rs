//! The neural-network framework, held to outside numbers and to laws.

mod allocation;
mod digits;
mod examples;
mod golden;
mod gradients;
mod laws;
mod misuse;
