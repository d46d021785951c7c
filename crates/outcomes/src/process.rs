//! Doubles of `std::process`: the ends that a thread makes of the whole process.

#[doc(no_inline)]
pub use std::process::*;

use std::panic::Location;

use crate::panic;
use crate::scheduler;
use crate::tree::Touches;
use crate::world::{self, End, Op};

/// What a shell calls the exit status of a process that aborts: 128, and the number of its signal.
const ABORTED: u8 = 134;

/// Terminates the process with an exit status, of which Unix keeps eight bits. Its destructors do not run.
#[track_caller]
pub fn exit(code: i32) -> ! {
    panic::leave_hook();
    let [status, ..] = code.to_le_bytes();
    let end = if status == 0 { End::Done } else { End::Exit(status) };
    scheduler::end_process(Op::step("exit", Some(Location::caller())), || {}, |_| (end, String::new()));
    world::leave()
}

/// Terminates the process as a signal does: what standard output has in its buffer is lost.
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
