//! Scoped threads, which loom lacks: ordinary spawned threads that the scope joins before it returns.

use std::marker::PhantomData;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};

use loom::thread::JoinHandle;

/// A thread that may still have to be joined. loom runs one thread at a time, so std's lock is never contended.
type Running = Arc<Mutex<Option<JoinHandle<()>>>>;

/// A double of `std::thread::Scope`.
pub struct Scope<'scope, 'env: 'scope> {
    running: Mutex<Vec<Running>>,
    lifetimes: PhantomData<(&'scope mut &'scope (), &'env mut &'env ())>,
}

/// A double of `std::thread::ScopedJoinHandle`.
pub struct ScopedJoinHandle<'scope, T> {
    running: Running,
    result: Arc<Mutex<Option<T>>>,
    lifetime: PhantomData<&'scope ()>,
}

/// As in std, except that a panic in any thread fails the whole model.
pub fn scope<'env, F, T>(body: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let scope = Scope { running: Mutex::new(Vec::new()), lifetimes: PhantomData };
    let value = body(&scope);
    let running = mem::take(&mut *scope.running.lock().unwrap_or_else(PoisonError::into_inner));
    running.iter().for_each(join);
    value
}

/// Joins a thread unless it's already joined.
fn join(running: &Running) {
    let handle = running.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(handle) = handle {
        handle.join().expect("a panic fails the model");
    }
}

impl<'scope> Scope<'scope, '_> {
    /// As in std.
    pub fn spawn<F, T>(&'scope self, body: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        let result = Arc::new(Mutex::new(None));
        let theirs = Arc::clone(&result);
        let run: Box<dyn FnOnce() + 'scope> = Box::new(move || {
            let value = body();
            *theirs.lock().unwrap_or_else(PoisonError::into_inner) = Some(value);
        });
        // SAFETY: `scope` joins every thread before it returns, so everything that the closure borrows outlives it.
        let run: Box<dyn FnOnce() + 'static> = unsafe { mem::transmute(run) };
        let running = Arc::new(Mutex::new(Some(loom::thread::spawn(run))));
        self.running.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(&running));
        ScopedJoinHandle { running, result, lifetime: PhantomData }
    }
}

impl<T> ScopedJoinHandle<'_, T> {
    /// As in std.
    pub fn join(self) -> std::thread::Result<T> {
        join(&self.running);
        let result = self.result.lock().unwrap_or_else(PoisonError::into_inner).take();
        Ok(result.expect("a thread that was joined has its result"))
    }
}
