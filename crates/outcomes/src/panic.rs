//! Doubles of `std::panic`, which track for each thread whether it's panicking, though all of them share one OS thread.

#[doc(no_inline)]
pub use std::panic::*;

use std::any::Any;
use std::cell::Cell;
use std::sync::Once;

use crate::place;
use crate::world::{self, Hook};

/// Invokes a closure, capturing the cause of an unwinding panic if one occurs.
pub fn catch_unwind<F: FnOnce() -> R + UnwindSafe, R>(f: F) -> std::thread::Result<R> {
    let caught = std::panic::catch_unwind(f);
    if caught.is_err() {
        world::with(|world| world.me().panics = world.me().panics.saturating_sub(1));
    }
    caught
}

/// Triggers a panic without invoking the panic hook.
pub fn resume_unwind(payload: Box<dyn Any + Send>) -> ! {
    world::with(|world| world.me().panics += 1);
    std::panic::resume_unwind(payload)
}

/// Registers a panic hook. The default one writes to standard error, which nobody sees here.
///
/// # Panics
/// If the thread is panicking.
#[track_caller]
pub fn set_hook(hook: Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static>) {
    drop(replace_hook(Some(hook.into())));
}

/// Unregisters the panic hook.
///
/// # Panics
/// If the thread is panicking.
#[track_caller]
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    let hook = replace_hook(None);
    Box::new(move |info| hook.iter().for_each(|hook| hook(info)))
}

#[track_caller]
fn replace_hook(hook: Option<Hook>) -> Option<Hook> {
    assert!(!crate::thread::panicking(), "cannot modify the panic hook from a panicking thread");
    if world::with(|world| world.others_run()) {
        world::refuse("changes the panic hook while other threads run, which may panic before or after; do it before they start");
    }
    world::with(|world| std::mem::replace(&mut world.hook, hook))
}

/// Calls the program's panic hook. A hook can't take a step that other threads could notice, except for ending the process: std can't switch away from a hook that hasn't
/// returned and run another one.
fn call_hook(info: &PanicHookInfo<'_>) {
    let hook = world::with(|world| world.hook.clone().filter(|_| !world.is_over()));
    if let Some(hook) = hook {
        world::with(|world| world.in_hook = true);
        hook(info);
        world::with(|world| world.in_hook = false);
    }
}

/// Takes one panic off std's count for this OS thread, and makes std forget that it's in a hook: inside a hook, std doesn't count a panic that `resume_unwind`
/// starts, but it does lower the count when that panic is caught.
fn forget_in_hook() {
    drop(std::panic::catch_unwind(|| std::panic::resume_unwind(Box::new(()))));
}

/// Makes std forget the panics of a run's threads, whose stacks are abandoned: all runs share one OS thread, and shuttle waits for a thread that's panicking.
pub fn forget() {
    let (panics, in_hook) = world::with(|world| {
        let panics: u32 = world.threads.iter_mut().map(|thread| std::mem::take(&mut thread.panics)).sum();
        (panics, std::mem::take(&mut world.in_hook))
    });
    if in_hook {
        forget_in_hook();
    }
    for _ in u32::from(in_hook)..panics {
        FORGETS.set(true);
        drop(std::panic::catch_unwind(|| panic!("forgotten with the one before")));
        FORGETS.set(false);
    }
}

/// Prepares the current thread to end the process. If it does so in a panic hook, it never leaves the hook, and other threads may run, and panic, before the process ends.
pub fn leave_hook() {
    let in_hook = world::with(|world| {
        let in_hook = std::mem::take(&mut world.in_hook);
        world.me().panics -= u32::from(in_hook);
        in_hook
    });
    if in_hook {
        forget_in_hook();
    }
}

/// Calls `f`, and aborts the process if it panics.
pub fn or_abort(f: impl FnOnce()) {
    if catch_unwind(AssertUnwindSafe(f)).is_err() {
        crate::process::abort();
    }
}

/// std's messages for panics that end the process.
const ABORTS: [&str; 2] = ["panic in a destructor during cleanup", "panic in a function that cannot unwind"];

/// Returns the first line of a panic's message.
pub fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("Box<dyn Any>").lines().next().unwrap_or_default().to_owned()
}

thread_local! {
    /// Whether this OS thread is exploring.
    static EXPLORES: Cell<bool> = const { Cell::new(false) };
    /// Whether it is in [`forget`].
    static FORGETS: Cell<bool> = const { Cell::new(false) };
}

/// Counts panics of the explored program for its own threads without reporting them; other panics are reported as before.
pub fn watch() {
    static SET: Once = Once::new();
    EXPLORES.set(true);
    SET.call_once(|| {
        // shuttle sets its own hook once, which writes to standard error at each panic: let it do that now, then replace it.
        let before = std::panic::take_hook();
        let mut config = shuttle::Config::new();
        config.failure_persistence = shuttle::FailurePersistence::None;
        shuttle::Runner::new(shuttle::scheduler::RandomScheduler::new_from_seed(0, 1), config).run(|| {});
        drop(std::panic::take_hook());
        std::panic::set_hook(Box::new(move |info| {
            if FORGETS.get() {
                return forget_in_hook();
            }
            let explores = EXPLORES.get()
                && world::try_with(|world| {
                    if world.run() != 0 {
                        world.me().panics += 1
                    }
                })
                .is_some();
            if explores {
                let place = place::of(info.location());
                let message = message(info.payload());
                let aborts = ABORTS.contains(&message.as_str());
                world::note("panic", place, || message);
                call_hook(info);
                if aborts && !world::with(|world| world.is_over()) {
                    world::with(|world| world.in_hook = true);
                    crate::process::abort();
                }
            } else {
                before(info);
            }
        }));
    });
}

/// Lets panics of this OS thread be reported again.
pub fn unwatch() {
    EXPLORES.set(false);
}
