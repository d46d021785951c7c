//! loom has no scoped threads; these are spawned ones that the scope joins before it returns.

use std::marker::PhantomData;
use std::mem;
use std::sync::{Mutex, PoisonError};

use loom::thread::JoinHandle;

/// A double of `std::thread::Scope`.
pub struct Scope<'scope, 'env: 'scope> {
    running: Mutex<Vec<JoinHandle<()>>>,
    lifetimes: PhantomData<(&'scope mut &'scope (), &'env mut &'env ())>,
}

/// A double of `std::thread::ScopedJoinHandle`.
pub struct ScopedJoinHandle<'scope, T> {
    result: loom::sync::Arc<loom::sync::Mutex<Option<T>>>,
    done: loom::sync::Arc<loom::sync::Notify>,
    lifetime: PhantomData<&'scope ()>,
}

/// As in std, but that a panic of a thread fails the whole model.
pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope { running: Mutex::new(Vec::new()), lifetimes: PhantomData };
    let value = body(&scope);
    let running = mem::take(&mut *scope.running.lock().unwrap_or_else(PoisonError::into_inner));
    for handle in running {
        handle.join().expect("a panic fails the model");
    }
    value
}

impl<'scope> Scope<'scope, '_> {
    /// As in std.
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let result = loom::sync::Arc::new(loom::sync::Mutex::new(None));
        let done = loom::sync::Arc::new(loom::sync::Notify::new());
        let (theirs, told) = (result.clone(), done.clone());
        let run: Box<dyn FnOnce() + 'scope> = Box::new(move || {
            let value = body();
            *theirs.lock().expect("a panic fails the model") = Some(value);
            told.notify();
        });
        // SAFETY: `scope` joins every thread before it returns, so nothing that the closure borrows is gone while it runs.
        let run: Box<dyn FnOnce() + 'static> = unsafe { mem::transmute(run) };
        let handle = loom::thread::spawn(run);
        self.running.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        ScopedJoinHandle { result, done, lifetime: PhantomData }
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// As in std.
    pub fn join(self) -> std::thread::Result<T> {
        self.done.wait();
        Ok(self.result.lock().expect("a panic fails the model").take().expect("set before the notice"))
    }
}
