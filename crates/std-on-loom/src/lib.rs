//! A double of std built on loom: the book's code is compiled with `std_on_loom::std::` instead of `std::` for `tests/orderings`, the judge, and the pages' claims about loom.
//!
//! This only bridges differences in names and signatures. docs/ARCHITECTURE.md explains why the book still has it.

#![allow(clippy::missing_safety_doc)]

mod scope;
mod site;
mod stdout;

pub use loom::lazy_static;
pub use site::at;
pub use stdout::printed;

/// The replacement for `std` in the code under test.
pub mod std {
    pub use ::std::*;

    pub use crate::println;
    pub use loom::thread_local;

    /// Doubles of `std::cell`.
    pub mod cell {
        pub use ::std::cell::{OnceCell, Ref, RefCell, RefMut};
        pub use loom::cell::Cell;

        /// loom's cell with std's interface: each `get` counts as a write, as in a lock or a one-shot channel.
        #[derive(Debug)]
        pub struct UnsafeCell<T>(loom::cell::UnsafeCell<T>);

        impl<T> UnsafeCell<T> {
            /// As in std.
            #[track_caller]
            pub fn new(value: T) -> Self {
                Self(loom::cell::UnsafeCell::new(value))
            }

            /// As in std; loom counts it as a write.
            #[track_caller]
            pub fn get(&self) -> *mut T {
                self.0.with_mut(|pointer| pointer)
            }

            /// As in std.
            #[track_caller]
            pub fn get_mut(&mut self) -> &mut T {
                // SAFETY: an exclusive reference to the cell gives exclusive access to its value.
                self.0.with_mut(|pointer| unsafe { &mut *pointer })
            }

            /// Reads the value, counting as a read for loom; used for the models' own payloads.
            #[track_caller]
            pub fn read<R>(&self, look: impl FnOnce(&T) -> R) -> R {
                // SAFETY: loom fails the model if a write is not ordered before or after this read.
                self.0.with(|pointer| look(unsafe { &*pointer }))
            }

            /// As in std.
            pub fn into_inner(self) -> T {
                self.0.into_inner()
            }
        }
    }

    /// Doubles of `std::hint`.
    pub mod hint {
        pub use loom::hint::spin_loop;
    }

    /// Doubles of `std::sync`.
    pub mod sync {
        pub use ::std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};
        pub use loom::sync::{Arc, Condvar, Mutex, MutexGuard, RwLock, mpsc};

        /// Doubles of `std::sync::atomic`.
        pub mod atomic {
            pub use loom::sync::atomic::{
                AtomicBool, AtomicI32, AtomicI64, AtomicIsize, AtomicPtr, AtomicU8, AtomicU16, AtomicU32, AtomicU64, AtomicUsize, Ordering,
            };

            /// As in std, except that a fence weakened to `Relaxed` does nothing.
            pub fn fence(order: Ordering) {
                if order != Ordering::Relaxed {
                    loom::sync::atomic::fence(order);
                }
            }
        }
    }

    /// Doubles of `std::thread`.
    pub mod thread {
        pub use crate::scope::{Scope, ScopedJoinHandle, scope};
        pub use ::std::thread::panicking;
        pub use loom::thread::{Builder, JoinHandle, Thread, ThreadId, current, park, spawn, yield_now};
    }
}

/// Adds std's `get_mut`, which loom's atomics lack.
pub trait GetMut {
    /// The type of the value inside.
    type Inner;
    /// As in std.
    fn get_mut(&mut self) -> &mut Self::Inner;
}

macro_rules! get_mut {
    ($($atomic:ident $(<$param:ident>)?: $inner:ty),*) => { $(
        impl $(<$param>)? GetMut for std::sync::atomic::$atomic $(<$param>)? {
            type Inner = $inner;

            fn get_mut(&mut self) -> &mut $inner {
                // SAFETY: an exclusive reference to the atomic gives exclusive access to its value.
                self.with_mut(|value| unsafe { &mut *(value as *mut $inner) })
            }
        }
    )* };
}

get_mut!(AtomicU8: u8, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize, AtomicI32: i32, AtomicPtr<T>: *mut T);

/// Runs `model` under every execution that loom finds with at most three preemptions, and prints their number.
pub fn check(model: fn()) {
    let executions = ::std::sync::Arc::new(::std::sync::atomic::AtomicUsize::new(0));
    let counter = ::std::sync::Arc::clone(&executions);
    builder().check(move || {
        counter.fetch_add(1, ::std::sync::atomic::Ordering::Relaxed);
        model();
    });
    ::std::println!("executions {}", executions.load(::std::sync::atomic::Ordering::Relaxed));
}

/// Runs a listing's `main` under every execution, and prints each distinct output and panic message with its number of executions.
pub fn enumerate<T: ::std::process::Termination + 'static>(program: fn() -> T) -> ::std::process::ExitCode {
    let main = move || drop(program());
    let outputs = ::std::sync::Arc::new(::std::sync::Mutex::new(::std::collections::BTreeMap::<(String, String), usize>::new()));
    let kept = ::std::sync::Arc::clone(&outputs);
    builder().check(move || {
        // A panic in another thread fails the model, and so does one of loom's own.
        let panic = match ::std::panic::catch_unwind(main).map_err(|payload| (message(&*payload), payload)) {
            Ok(()) => String::new(),
            Err((said, payload)) if LOOMS_OWN.iter().any(|word| said.trim_start().starts_with(word)) => {
                ::std::panic::resume_unwind(payload)
            }
            Err((said, _)) => said,
        };
        *kept.lock().expect("no execution panics here").entry((stdout::taken(), panic)).or_default() += 1;
    });
    for ((output, panic), count) in outputs.lock().expect("no execution panics here").iter() {
        ::std::println!("[{count},{output:?},{panic:?}]");
    }
    ::std::process::ExitCode::SUCCESS
}

/// Runs a listing's `main` as `loom::model` does, without a bound on preemptions, and prints the number of the first execution that fails.
pub fn search<T: ::std::process::Termination + 'static>(program: fn() -> T) -> ::std::process::ExitCode {
    static BEGUN: ::std::sync::atomic::AtomicUsize = ::std::sync::atomic::AtomicUsize::new(0);
    let begun = || BEGUN.load(::std::sync::atomic::Ordering::Relaxed);
    // The first panic is the bug: a failed assertion in the listing, or an error that loom reports.
    ::std::panic::set_hook(Box::new(move |panic| {
        ::std::println!("found {} {}", begun(), panic.payload_as_str().unwrap_or("a panic"));
        ::std::process::exit(0);
    }));
    let mut builder = builder();
    builder.preemption_bound = None;
    builder.check(move || {
        BEGUN.fetch_add(1, ::std::sync::atomic::Ordering::Relaxed);
        drop(stdout::taken());
        drop(program());
    });
    ::std::println!("nothing {}", begun());
    ::std::process::ExitCode::SUCCESS
}

/// How a panic message from loom, not from the listing, begins.
const LOOMS_OWN: [&str; 3] = ["Causality violation", "deadlock", "Model exceeded"];

/// Returns a panic's message.
fn message(payload: &(dyn ::std::any::Any + Send)) -> String {
    let literal = payload.downcast_ref::<&str>().map(|said| (*said).to_owned());
    literal.or_else(|| payload.downcast_ref::<String>().cloned()).unwrap_or_else(|| "a panic".to_owned())
}

fn builder() -> loom::model::Builder {
    let mut builder = loom::model::Builder::new();
    builder.preemption_bound = Some(3);
    // Makes loom's reports name lines.
    builder.location = true;
    builder
}
