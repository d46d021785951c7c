//! Doubles of `std::panic`: whether a thread panics is known for each thread, though all of them share one thread of the system.

pub use std::panic::*;

use std::any::Any;
use std::cell::Cell;
use std::sync::Once;

use crate::{trace, world};

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

/// Unregisters the panic hook, which is the default one here, since setting another is refused.
///
/// # Panics
/// If the thread is panicking.
pub fn take_hook() -> Box<dyn Fn(&PanicHookInfo<'_>) + Sync + Send + 'static> {
    assert!(!crate::thread::panicking(), "cannot modify the panic hook from a panicking thread");
    Box::new(|_| {})
}

/// The first line of a panic's message.
pub fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("Box<dyn Any>").lines().next().unwrap_or_default().to_owned()
}

thread_local! {
    /// Whether this thread of the system explores now.
    static EXPLORES: Cell<bool> = const { Cell::new(false) };
}

/// Takes the panics of the explored program to its own threads, and says nothing of them; other panics go where they went.
pub fn watch() {
    static SET: Once = Once::new();
    EXPLORES.set(true);
    SET.call_once(|| {
        // shuttle sets a hook of its own, once, which writes to standard error at each panic: let it, before it is replaced.
        let before = std::panic::take_hook();
        let mut config = shuttle::Config::new();
        config.failure_persistence = shuttle::FailurePersistence::None;
        shuttle::Runner::new(shuttle::scheduler::RandomScheduler::new_from_seed(0, 1), config).run(|| {});
        drop(std::panic::take_hook());
        set_hook(Box::new(move |info| {
            let explores = EXPLORES.get()
                && world::try_with(|world| {
                    if world.run() != 0 {
                        world.me().panics += 1
                    }
                })
                .is_some();
            if explores {
                world::note("panic", trace::place(info.location()), || message(info.payload()));
            } else {
                before(info);
            }
        }));
    });
}

/// Panics of this thread of the system are reported again.
pub fn unwatch() {
    EXPLORES.set(false);
}
