//! Doubles of `std::thread`: starting, joining, panicking, parking, and names.

use std::cell::RefCell;
use std::ffi::CString;
use std::fmt;
use std::num::NonZero;
use std::panic::{AssertUnwindSafe, Location};
use std::rc::Rc;
use std::time::Duration;

pub use std::thread::Result;

pub use crate::local::{AccessError, LocalKey, destroy_locals};
pub use crate::scope::{Scope, ScopedJoinHandle, scope};
pub use crate::thread_local;

use crate::freedom::Freedoms;
use crate::object::Shared;
use crate::panic;
use crate::place::{self, At};
use crate::scope::ScopeState;
use crate::world::{self, Op, WaitsFor, Watch};

/// Spawns a new thread.
#[track_caller]
pub fn spawn<F, T>(f: F) -> JoinHandle<T>
where
    F: FnOnce() -> T + Send + 'static,
    T: Send + 'static,
{
    Builder::new().spawn(f).expect("starting a thread never fails here")
}

/// A thread factory, which can name the new thread.
#[derive(Debug, Default)]
pub struct Builder {
    name: Option<String>,
}

impl Builder {
    /// Generates the base configuration.
    pub fn new() -> Self {
        Self::default()
    }

    /// Names the thread-to-be.
    pub fn name(mut self, name: String) -> Self {
        self.name = Some(name);
        self
    }

    /// Has no effect: every thread's stack has [`Limits::stack`](crate::Limits::stack) bytes. Asking for more fails the exploration with a
    /// [`Failure`](crate::Failure).
    #[track_caller]
    pub fn stack_size(self, size: usize) -> Self {
        let has = world::with(|world| world.limits.stack);
        if size > has {
            world::refuse(&format!("asks for a stack of {size} bytes, but a thread has {has} here; ask for less"));
        }
        self
    }

    /// Spawns a new thread without any restrictions on its lifetime.
    ///
    /// # Safety
    /// As in std: everything that the thread borrows must outlive it.
    #[track_caller]
    pub unsafe fn spawn_unchecked<F, T>(self, f: F) -> std::io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send,
        T: Send,
    {
        let at = Location::caller();
        // SAFETY: the caller's promise.
        Ok(JoinHandle(Shared(unsafe { Handle::start(self.name, at, Owner::Handle(at), f) })))
    }

    /// Spawns a new thread.
    #[track_caller]
    pub fn spawn<F, T>(self, f: F) -> std::io::Result<JoinHandle<T>>
    where
        F: FnOnce() -> T + Send + 'static,
        T: Send + 'static,
    {
        // SAFETY: it borrows nothing.
        unsafe { self.spawn_unchecked(f) }
    }

    /// Spawns a new scoped thread.
    #[track_caller]
    pub fn spawn_scoped<'scope, 'env, F, T>(self, scope: &'scope Scope<'scope, 'env>, f: F) -> std::io::Result<ScopedJoinHandle<'scope, T>>
    where
        F: FnOnce() -> T + Send + 'scope,
        T: Send + 'scope,
    {
        Ok(scope.start(self.name, Location::caller(), f))
    }
}

/// Where a thread leaves its result; dropped by the thread or by the holder of its handle, whichever is last.
struct Packet<T> {
    result: RefCell<Option<Result<T>>>,
    owner: Owner,
}

/// Where a thread reports its end.
pub(crate) enum Owner {
    /// The scope that it runs in.
    Scope(Rc<ScopeState>),
    /// The thread that joins it; it was started here.
    Handle(At),
}

impl<T> Drop for Packet<T> {
    fn drop(&mut self) {
        let result = self.result.get_mut().take();
        let is_unseen_panic = matches!(result, Some(Err(_)));
        let watch = Watch::new(|finer| finer.results = true);
        panic::or_abort(|| drop(result));
        drop(watch);
        match &self.owner {
            Owner::Scope(scope) => scope.one_less(is_unseen_panic),
            Owner::Handle(at) if is_unseen_panic => drop(world::try_with(|world| world.panic_is_lost(at))),
            Owner::Handle(_) => {}
        }
    }
}

/// Runs a thread from start to end, and catches a panic for the thread that joins it.
fn run_body<T>(f: impl FnOnce() -> T, packet: Rc<Packet<T>>) {
    let result = panic::catch_unwind(AssertUnwindSafe(f));
    *packet.result.borrow_mut() = Some(result);
    finish();
    drop(packet);
    destroy_locals();
}

/// Starts a thread. This isn't a step, since nobody can notice the thread before its first one, unless the program looks at thread IDs.
fn start_body(name: Option<String>, at: At, body: Box<dyn FnOnce()>) -> Thread {
    if let Some(name) = &name {
        CString::new(name.as_str()).expect("thread name may not contain interior null bytes");
    }
    if world::fineness().ids {
        world::step(Op::step("spawn", Some(at)).writes(world::THREADS));
    }
    let index = world::with(|world| world.add_thread(name.clone()));
    world::note("spawn", place::of(Some(at)), || world::with(|world| world.name(index)));
    world::is_at(place::of(Some(at)));
    // shuttle requires `Send`, although it runs all threads on one OS thread.
    let body = Shared(body);
    world::without_switch(|| {
        shuttle::thread::spawn(move || {
            // The braces move all of `Shared` into the closure; without them, it would capture only the box, which isn't `Send`.
            let Shared(body) = { body };
            world::begin_on_a_stack(body);
            world::with(|world| world.end_thread());
        })
    });
    Thread { index, name }
}

/// Marks the current thread as finished, which is a step only if some thread can check that without waiting.
fn finish() {
    if world::with(|world| world.fineness.ends || world.fineness.results) {
        let ending = world::with(|world| world.me().ending);
        world::step(Op::step("end", None).writes(ending));
        world::with(|world| world.release(ending));
    } else {
        world::note("end", None, String::new);
    }
    world::with(|world| world.me().finished = true);
}

/// An owned permission to join on a thread.
pub struct JoinHandle<T>(Shared<Handle<T>>);

/// What both kinds of join handle wrap.
pub(crate) struct Handle<T> {
    pub(crate) thread: Thread,
    packet: Rc<Packet<T>>,
    is_joined: bool,
}

impl<T> Handle<T> {
    /// Starts a thread.
    ///
    /// # Safety
    /// Everything that the thread borrows must outlive it, unless it never continues, as in an abandoned run.
    pub(crate) unsafe fn start(name: Option<String>, at: At, owner: Owner, f: impl FnOnce() -> T) -> Self {
        let packet = Rc::new(Packet { result: RefCell::new(None), owner });
        let theirs = Rc::clone(&packet);
        let body: Box<dyn FnOnce() + '_> = Box::new(move || run_body(f, theirs));
        // SAFETY: only the lifetime is changed, and the caller promises that the body ends in time.
        let body = unsafe { std::mem::transmute::<Box<dyn FnOnce() + '_>, Box<dyn FnOnce()>>(body) };
        Self { thread: start_body(name, at, body), packet, is_joined: false }
    }

    /// Waits for the thread to end, which isn't a step. A thread that joins itself panics, as with std on Linux, macOS and other Unix systems.
    #[track_caller]
    pub(crate) fn join(mut self, at: At) -> Result<T> {
        self.is_joined = true;
        let other = self.thread.index;
        assert!(other != world::current(), "failed to join thread: Resource deadlock avoided (os error 35)");
        world::wait("join", Some(at), WaitsFor::Thread(other), &|world| world.has_ended(other));
        world::with(|world| world.come_after(other));
        world::note("join", place::of(Some(at)), || world::with(|world| world.name(other)));
        self.packet.result.take().expect("a thread that has ended has left its result")
    }

    pub(crate) fn is_finished(&self, at: At) -> bool {
        let ending = world::with(|world| {
            world.refine(|finer| finer.ends = true);
            world.threads[self.thread.index].ending
        });
        world::step(Op::step("is_finished", Some(at)).reads(ending));
        let answer = world::with(|world| world.threads[self.thread.index].finished);
        world::detail(|| answer.to_string());
        answer
    }
}

impl<T> Drop for Handle<T> {
    /// A step only if some thread can tell whether it happens before or after the thread's end.
    fn drop(&mut self) {
        let thread = self.thread.index;
        if !self.is_joined && world::try_with(|world| world.fineness.results && !world.has_ended(thread)).unwrap_or(false) {
            let ending = world::with(|world| world.threads[thread].ending);
            world::step(Op::step("drop handle", None).writes(ending));
            world::with(|world| world.acquire(ending));
        }
    }
}

impl<T> JoinHandle<T> {
    /// Waits for the thread to finish.
    #[track_caller]
    pub fn join(self) -> Result<T> {
        self.0.0.join(Location::caller())
    }

    /// The thread.
    pub fn thread(&self) -> &Thread {
        &self.0.thread
    }

    /// Checks if the thread has finished.
    #[track_caller]
    pub fn is_finished(&self) -> bool {
        self.0.is_finished(Location::caller())
    }
}

shown_by_name!(JoinHandle<T>);

/// A unique identifier for a thread, numbered as in std: `main` is 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct ThreadId(usize);

impl fmt::Debug for ThreadId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The numbers can differ only if several threads have started others.
        world::with(|world| {
            let others = world.threads.iter().skip(1).any(|thread| thread.parent != world.threads[1].parent);
            world.refine(|finer| finer.ids |= others);
        });
        write!(f, "ThreadId({})", self.0 + 1)
    }
}

/// A handle to a thread.
#[derive(Clone)]
pub struct Thread {
    pub(crate) index: usize,
    name: Option<String>,
}

impl Thread {
    /// The thread's identifier.
    pub fn id(&self) -> ThreadId {
        ThreadId(self.index)
    }

    /// The thread's name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Makes the handle's token available.
    #[track_caller]
    pub fn unpark(&self) {
        let parking = world::with(|world| world.threads[self.index].parking);
        world::step(Op::step("unpark", Some(Location::caller())).writes(parking));
        world::with(|world| {
            world.release(parking);
            world.threads[self.index].token = true;
        });
    }
}

impl fmt::Debug for Thread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Thread").field("id", &self.id()).field("name", &self.name()).finish_non_exhaustive()
    }
}

/// The current thread.
pub fn current() -> Thread {
    world::with(|world| {
        world.signs += 1;
        Thread { index: world.current, name: world.me().name.clone() }
    })
}

/// Waits for the current thread's token. std may also wake a thread spuriously, and leave any token in place: a freedom.
#[track_caller]
pub fn park() {
    park_op(Location::caller(), false);
}

/// Waits for the current thread's token or a timeout: both are explored.
#[track_caller]
pub fn park_timeout(_limit: Duration) {
    park_op(Location::caller(), true);
}

fn park_op(at: At, may_time_out: bool) {
    let (me, parking) = world::with(|world| {
        world.allows(Freedoms::WAKE_UP.and(Freedoms::TOKEN));
        (world.current, world.me().parking)
    });
    let op = Op::step("park", Some(at)).may_write(parking).waits_for("being unparked").may_time_out(may_time_out);
    let way = world::take(op, &|world| {
        let by_token = u32::from(world.threads[me].token);
        let by_time = u32::from(may_time_out && by_token == 0 && world.may_time_out(me, place::site(at)));
        by_token | by_time << 1 | u32::from(world.may_be_spurious(me, Freedoms::WAKE_UP)) << world::ways::SPURIOUS
    });
    match way {
        0 => {
            world::stir();
            world::with(|world| {
                world.acquire(parking);
                world.me().token = false;
            });
        }
        1 => timed_out(at),
        _ => world::was_spurious(Freedoms::WAKE_UP),
    }
}

/// Notes that a wait has timed out.
pub(crate) fn timed_out(at: At) {
    world::detail(|| "time is up".to_owned());
    world::with(|world| world.goes_round(place::site(at), None));
}

/// Lets other threads run, which they can anyway. But in a loop that never ends by itself, the thread waits until something changes.
#[track_caller]
pub fn yield_now() {
    world::go_round(Location::caller(), None);
}

/// Lets other threads run for any amount of time.
#[track_caller]
pub fn sleep(_time: Duration) {
    yield_now();
}

/// Lets other threads run for any amount of time; std's is deprecated.
#[track_caller]
pub fn sleep_ms(_milliseconds: u32) {
    yield_now();
}

/// Waits for the current thread's token or a timeout; std's is deprecated.
#[track_caller]
pub fn park_timeout_ms(_milliseconds: u32) {
    park_op(Location::caller(), true);
}

/// Whether the current thread is unwinding from a panic.
pub fn panicking() -> bool {
    world::with(|world| {
        world.signs += 1;
        world.me().panics > 0
    })
}

/// Returns 2 on every machine.
pub fn available_parallelism() -> std::io::Result<NonZero<usize>> {
    Ok(const { NonZero::new(2).unwrap() })
}
