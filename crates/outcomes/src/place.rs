//! Places in the program: the line and column of what it does.

use std::backtrace::Backtrace;
use std::cell::Cell;
use std::panic::Location;

use serde::{Serialize, Serializer};

/// Where the program calls a double.
pub type At = &'static Location<'static>;

/// A line and a column of the program.
pub type Place = (u32, u32);

/// Returns the line and column of a location, if it's in the program and not in a library.
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

/// Serializes a location as [`of`] returns it.
pub fn write<S: Serializer>(at: &Option<At>, serializer: S) -> Result<S::Ok, S::Error> {
    of(*at).serialize(serializer)
}

/// Returns a location's line and column, in the program or not, to tell loops apart.
pub fn site(at: &Location<'_>) -> Place {
    (at.line(), at.column())
}

thread_local! {
    /// The program's file, once a location in it has been seen.
    static FILE: Cell<Option<*const str>> = const { Cell::new(None) };
}

/// Finds the place in the program that this was called from; slow.
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
