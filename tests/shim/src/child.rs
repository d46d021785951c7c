//! Protects the way from an exploration to its record: the program that explores one listing, and the lines in which it tells what it found.

/// TODO
pub fn main() {}
