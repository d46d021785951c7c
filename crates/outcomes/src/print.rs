//! Doubles of the printing macros: output is kept in the order that threads print it, each line whole, as the real standard output's lock ensures.

use std::fmt::{self, Write};
use std::panic::Location;

use crate::freedom::Freedoms;
use crate::place::At;
use crate::world::{self, Op, STDOUT};

/// Implements `print!` and `println!`; `format` is the text's format string, or empty if it has none.
#[track_caller]
pub fn out(text: fmt::Arguments<'_>, format: &str, end: &str) {
    let hold = Hold::take("print", Location::caller());
    let start = world::with(|world| world.printed.len());
    // Formatting may run the program's own code, which may stop before steps or panic; the lock is held meanwhile.
    let written = if world::fineness().freedoms.have(Freedoms::CUT) {
        write_in_pieces(text, format, end)
    } else {
        Stdout.write_fmt(text).and_then(|()| Stdout.write_str(end))
    };
    drop(hold);
    expect_written(written);
    world::detail(|| world::with(|world| world.printed.get(start..).unwrap_or_default().trim_end_matches('\n').to_owned()));
}

/// Implements `eprint!`, `eprintln!` and `dbg!` by formatting only: the record of standard error comes from a real run.
pub fn err(text: fmt::Arguments<'_>) {
    expect_written(fmt::write(&mut String::new(), text));
}

fn expect_written(written: fmt::Result) {
    assert!(written.is_ok(), "a formatting trait implementation returned an error when the underlying stream did not");
}

/// Writes as std does while `main` ends and takes the buffer away: before that, the line is written whole or not at all; after it, each piece separately.
fn write_in_pieces(text: fmt::Arguments<'_>, format: &str, end: &str) -> fmt::Result {
    if !world::with(|world| world.is_unbuffered) {
        // While this thread has the lock, the end of `main` leaves the buffer alone.
        world::step(Op::step("write", None).may_write(STDOUT));
    }
    // The text after the last argument of the format string and the end of the line are one piece.
    let mut pieces = Pieces { last: None };
    pieces.write_fmt(text)?;
    let ends_with_argument = text.as_str().is_none() && format.ends_with('}') && !format.ends_with("}}");
    if ends_with_argument {
        pieces.write_str(end)?;
    } else {
        pieces.last.get_or_insert_default().push_str(end);
    }
    pieces.write_str("")
}

/// Holds each piece back until the next one arrives.
struct Pieces {
    last: Option<String>,
}

impl Write for Pieces {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        if let Some(last) = self.last.replace(text.to_owned()) {
            if world::with(|world| world.is_unbuffered) && !last.is_empty() {
                world::step(Op::step("write", None).may_write(STDOUT));
            }
            world::with(|world| world.print(&last));
        }
        Ok(())
    }
}

struct Stdout;

impl Write for Stdout {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        world::with(|world| world.print(text));
        Ok(())
    }
}

/// The lock of standard output.
#[derive(Debug)]
pub(crate) struct Hold {
    before: Option<usize>,
}

impl Hold {
    /// Waits for the lock, which is reentrant: a thread may print while it formats what it prints.
    pub(crate) fn take(verb: &'static str, at: At) -> Self {
        let me = world::with(|world| world.current);
        let op = Op::step(verb, Some(at)).may_write(STDOUT).waits_for("standard output").may_park();
        world::take(op, &|world| u32::from(world.printer.is_none_or(|printer| printer == me)));
        world::with(|world| {
            world.stir_me();
            Self { before: world.printer.replace(world.current) }
        })
    }
}

/// Writes on behalf of a thread that holds the lock.
pub(crate) fn write(bytes: &[u8]) {
    if world::fineness().freedoms.have(Freedoms::CUT) {
        world::step(Op::step("write", None).may_write(STDOUT));
    }
    world::with(|world| world.print(&String::from_utf8_lossy(bytes)));
}

/// Flushes standard output's buffer.
pub(crate) fn flush() {
    world::with(|world| world.flushed = world.printed.len());
}

impl Drop for Hold {
    fn drop(&mut self) {
        world::with(|world| {
            world.printer = self.before;
            world.leave_behind(STDOUT);
        });
    }
}

/// Prints to the output of the schedule.
#[macro_export]
macro_rules! print {
    ($format:literal $($text:tt)*) => { $crate::print::out(::std::format_args!($format $($text)*), $format, "") };
    ($($text:tt)*) => { $crate::print::out(::std::format_args!($($text)*), "", "") };
}

/// Prints to the output of the schedule, with a newline.
#[macro_export]
macro_rules! println {
    () => { $crate::print::out(::std::format_args!(""), "", "\n") };
    ($format:literal $($text:tt)*) => { $crate::print::out(::std::format_args!($format $($text)*), $format, "\n") };
    ($($text:tt)*) => { $crate::print::out(::std::format_args!($($text)*), "", "\n") };
}

/// Formats and prints nothing.
#[macro_export]
macro_rules! eprint {
    ($($text:tt)*) => { $crate::print::err(::std::format_args!($($text)*)) };
}

/// Formats and prints nothing.
#[macro_export]
macro_rules! eprintln {
    () => { () };
    ($($text:tt)*) => { $crate::print::err(::std::format_args!($($text)*)) };
}

/// Formats and prints nothing; returns the value.
#[macro_export]
macro_rules! dbg {
    () => { () };
    ($value:expr $(,)?) => {
        match $value {
            value => {
                $crate::print::err(::std::format_args!("{:#?}", &value));
                value
            }
        }
    };
    ($($value:expr),+ $(,)?) => { ($($crate::dbg!($value)),+,) };
}
