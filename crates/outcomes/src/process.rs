//! Doubles of `std::process`: the functions that end the whole process.

#[doc(no_inline)]
pub use std::process::*;

use std::panic::Location;

use crate::panic;
use crate::scheduler;
use crate::tree::Touches;
use crate::world::{self, End, Op};

/// The exit status that a shell reports for a process that aborts: 128 plus the signal's number.
const ABORTED: u8 = 134;

/// Terminates the process with an exit status, of which Unix keeps eight bits. No destructors run.
#[track_caller]
pub fn exit(code: i32) -> ! {
    panic::leave_hook();
    let [status, ..] = code.to_le_bytes();
    let end = if status == 0 { End::Done } else { End::Exit(status) };
    scheduler::end_process(Op::step("exit", Some(Location::caller())), || {}, |_| (end, String::new()));
    world::leave()
}

/// Terminates the process as a signal does: anything in standard output's buffer is lost.
#[track_caller]
pub fn abort() -> ! {
    panic::leave_hook();
    world::step(Op { touches: Touches::ALL, ..Op::step("abort", Some(Location::caller())) });
    world::with(|world| {
        world.printed.truncate(world.flushed);
        world.end_program(End::Exit(ABORTED), String::new());
    });
    world::leave()
}
