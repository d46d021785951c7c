//! Captures what a listing prints in one execution.

use std::fmt::Arguments;
use std::sync::{Mutex, PoisonError};

// loom runs the threads of an execution one at a time, so std's lock is never contended.
static PRINTED: Mutex<String> = Mutex::new(String::new());

/// Captures a line.
pub fn printed(line: Arguments<'_>) {
    let mut kept = PRINTED.lock().unwrap_or_else(PoisonError::into_inner);
    kept.push_str(&line.to_string());
    kept.push('\n');
}

/// Returns what this execution printed, and clears it for the next.
pub fn taken() -> String {
    std::mem::take(&mut PRINTED.lock().unwrap_or_else(PoisonError::into_inner))
}

/// Captures a line instead of printing it.
#[macro_export]
macro_rules! println {
    ($($said:tt)*) => { $crate::printed(::std::format_args!($($said)*)) };
}
