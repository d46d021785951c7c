//! Places in the program: the line and column of what it does.

use std::backtrace::Backtrace;
use std::cell::Cell;
use std::panic::Location;

use serde::{Serialize, Serializer};

/// Where the program calls a double.
pub type At = &'static Location<'static>;

/// A line and a column of the program.
pub type Place = (u32, u32);

/// The place that the program's text names, if it is the program that names it and not a library.
pub fn of(at: Option<&Location<'_>>) -> Option<Place> {
    let at = at?;
    let file = std::ptr::from_ref(at.file());
    // Nearly all places are in one file.
    if FILE.get() != Some(file) {
        if !is_of_the_program(at.file()) {
            return None;
        }
        FILE.set(Some(file));
    }
    Some((at.line(), at.column()))
}

/// The place that the program's text names, for those who read what is found.
pub fn write<S: Serializer>(at: &Option<At>, serializer: S) -> Result<S::Ok, S::Error> {
    of(*at).serialize(serializer)
}

/// A place that tells one loop from another, wherever it is.
pub fn site(at: &Location<'_>) -> Place {
    (at.line(), at.column())
}

thread_local! {
    /// The file of the program, once a place in it was seen.
    static FILE: Cell<Option<*const str>> = const { Cell::new(None) };
}

/// The place in the program from which all this was called; slow.
pub fn by_backtrace() -> Option<Place> {
    let stack = Backtrace::force_capture().to_string();
    let mut frames = stack.lines().filter_map(|line| line.trim_start().strip_prefix("at "));
    frames.find_map(|frame| {
        let (rest, column) = frame.rsplit_once(':')?;
        let (file, line) = rest.rsplit_once(':')?;
        if is_of_the_program(file) { Some((line.parse().ok()?, column.parse().ok()?)) } else { None }
    })
}

fn is_of_the_program(file: &str) -> bool {
    let file = file.replace('\\', "/");
    !file.contains("/library/") && !file.contains("/registry/") && !file.contains("crates/outcomes/src/")
}
