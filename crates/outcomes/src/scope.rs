//! The double of `thread::scope`: the owner waits for its threads, and panics if one of them has panicked and was not joined.

use std::cell::{Cell, RefCell};
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, Location};
use std::rc::Rc;

use crate::freedom::Freedoms;
use crate::object::Shared;
use crate::panic;
use crate::place::At;
use crate::thread::{Handle, Owner, Result, Thread};
use crate::world::{self, Op, WaitsFor};

/// A scope to spawn scoped threads in.
pub struct Scope<'scope, 'env: 'scope> {
    state: Shared<Rc<ScopeState>>,
    scope: PhantomData<&'scope mut &'scope ()>,
    env: PhantomData<&'env mut &'env ()>,
}

/// What a scope's owner and its threads share.
#[derive(Default)]
pub(crate) struct ScopeState {
    running: Cell<usize>,
    panicked: Cell<bool>,
    members: RefCell<Vec<usize>>,
}

impl ScopeState {
    /// Notes that a thread has ended and nobody holds its result anymore.
    pub(crate) fn one_less(&self, by_panic: bool) {
        self.running.set(self.running.get() - 1);
        self.panicked.set(self.panicked.get() || by_panic);
    }
}

/// Creates a scope for spawning scoped threads, and waits for all of them to finish.
///
/// # Panics
///
/// If `f` panics, or if a thread of the scope panicked and wasn't manually joined.
#[track_caller]
pub fn scope<'env, F, T>(f: F) -> T
where
    F: for<'scope> FnOnce(&'scope Scope<'scope, 'env>) -> T,
{
    let at = Location::caller();
    let scope = Scope { state: Shared::default(), scope: PhantomData, env: PhantomData };
    let result = panic::catch_unwind(AssertUnwindSafe(|| f(&scope)));
    let state = &scope.state;
    let op = Op::wait("scope", Some(at), WaitsFor::Words("the threads of its scope")).may_park();
    // std may park here only while the threads may still be running, and whether they are depends on timing.
    let op = Op { is_step: world::fineness().freedoms.have(Freedoms::TOKEN), ..op };
    world::take(op, &|_| u32::from(state.running.get() == 0));
    world::with(|world| state.members.borrow().iter().for_each(|member| world.come_after(*member)));
    match result {
        Err(payload) => panic::resume_unwind(payload),
        Ok(_) if state.panicked.get() => panic!("a scoped thread panicked"),
        Ok(result) => result,
    }
}

impl<'scope, 'env> Scope<'scope, 'env> {
    /// Spawns a new thread within the scope.
    #[track_caller]
    pub fn spawn<F, T>(&'scope self, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.start(None, Location::caller(), f)
    }

    pub(crate) fn start<F, T>(&'scope self, name: Option<String>, at: At, f: F) -> ScopedJoinHandle<'scope, T>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        self.state.running.update(|running| running + 1);
        let owner = Owner::Scope(Rc::clone(&self.state));
        // SAFETY: `scope` doesn't return before the thread has ended; in an abandoned run, neither ever continues.
        let handle = unsafe { Handle::start(name, at, owner, f) };
        self.state.members.borrow_mut().push(handle.thread.index);
        ScopedJoinHandle { handle: Shared(handle), scope: PhantomData }
    }
}

/// An owned permission to join on a scoped thread.
pub struct ScopedJoinHandle<'scope, T> {
    handle: Shared<Handle<T>>,
    scope: PhantomData<&'scope ()>,
}

impl<T> ScopedJoinHandle<'_, T> {
    /// Waits for the thread to finish.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.handle.0.join(Location::caller())
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.handle.thread
    }

    /// Checks if the thread has finished.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.handle.is_finished(Location::caller())
    }
}

shown_by_name!(Scope<'scope, 'env>, ScopedJoinHandle<'scope, T>);
