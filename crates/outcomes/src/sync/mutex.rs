//! The double of `Mutex`: one holder at a time; any of the waiting threads may be next.

use std::cell::{Cell, UnsafeCell};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use super::poison::Poison;
use crate::object::Object;
use crate::place::{self, At, Place};
use crate::world::{self, Op, World};

/// A `Mutex` without its value.
#[derive(Debug)]
pub(super) struct RawMutex {
    pub(super) object: Object,
    pub(super) held: Cell<bool>,
    pub(super) poison: Poison,
}

impl RawMutex {
    #[track_caller]
    const fn new() -> Self {
        Self { object: Object::new("lock"), held: Cell::new(false), poison: Poison::new() }
    }

    fn lock(&self, at: At) {
        self.lock_by(Op::step("lock", Some(at)));
    }

    /// Takes the lock in this step.
    pub(super) fn lock_by(&self, op: Op) {
        let op = op.may_write(self.object.id()).waits_for("a lock").may_park();
        world::take(op, &|_| u32::from(!self.held.get()));
        self.hold();
    }

    fn try_lock(&self, at: At) -> bool {
        world::step(Op::step("try_lock", Some(at)).may_write(self.object.id()));
        let free = !self.held.get();
        if free {
            self.hold();
        }
        tried(free)
    }

    fn hold(&self) {
        self.held.set(true);
        world::acquire(&self.object);
        world::with(World::take_away);
        world::hold(self.object.id());
    }

    /// Releases the mutex as part of the current step.
    pub(super) fn release(&self, held: &Held) {
        self.held.set(false);
        held.give_back(&self.object, &self.poison);
    }

    fn unlock(&self, held: &Held) {
        world::step(Op::step("unlock", None).may_write(self.object.id()));
        self.release(held);
    }
}

/// Notes an attempt to take a lock, and returns whether it succeeded.
pub(super) fn tried(free: bool) -> bool {
    world::with(|world| world.me().tried = true);
    world::detail(|| if free { "locked".to_owned() } else { "would block".to_owned() });
    free
}

/// The double of [`std::sync::Mutex`].
pub struct Mutex<T: ?Sized> {
    pub(super) raw: RawMutex,
    value: UnsafeCell<T>,
}

// SAFETY: as for std's: the value is accessed through one guard at a time. Everything around it is used by only one OS thread.
unsafe impl<T: ?Sized + Send> Send for Mutex<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send> Sync for Mutex<T> {}
lock!(Mutex, RawMutex, try_lock, "<locked>");

impl<T: ?Sized> Mutex<T> {
    /// Acquires the mutex.
    #[track_caller]
    pub fn lock(&self) -> LockResult<MutexGuard<'_, T>> {
        let at = Location::caller();
        self.raw.lock(at);
        self.raw.poison.around(MutexGuard::new(self, at))
    }

    /// Attempts to acquire the mutex.
    #[track_caller]
    pub fn try_lock(&self) -> TryLockResult<MutexGuard<'_, T>> {
        let at = Location::caller();
        if !self.raw.try_lock(at) {
            return Err(TryLockError::WouldBlock);
        }
        Ok(self.raw.poison.around(MutexGuard::new(self, at))?)
    }
}

/// Returns whether values of this type may change through a shared reference, judging by the type's name.
fn may_have_a_cell<T: ?Sized>() -> bool {
    const CANNOT: [&[&str]; 6] = [
        &["", "bool", "char", "str", "f32", "f64"],
        &["u8", "u16", "u32", "u64", "u128", "usize", "i8", "i16", "i32", "i64", "i128", "isize"],
        &["core", "alloc", "std", "boxed", "Box", "string", "String", "vec", "Vec", "time", "Duration"],
        &["option", "Option", "result", "Result"],
        &["collections", "vec_deque", "VecDeque", "binary_heap", "BinaryHeap", "btree", "map", "set", "BTreeMap", "BTreeSet"],
        &["hash", "HashMap", "HashSet", "random", "RandomState"],
    ];
    let cannot = |word: &str| CANNOT.iter().any(|words| words.contains(&word));
    let is_of_a_word = |sign: char| sign.is_alphanumeric() || sign == '_';
    std::any::type_name::<T>()
        .split(|sign| !is_of_a_word(sign))
        .any(|word| !word.starts_with(|sign: char| sign.is_ascii_digit()) && !cannot(word))
}

/// What a guard knows about the thread that holds it.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// Whether it was panicking when it took the lock.
    panicked_before: bool,
    /// Whether it has had mutable access to the value since.
    mutated: Cell<bool>,
    /// Where it took the lock, if it has since accessed the value through a shared reference that may have changed it.
    looked: Cell<Option<Place>>,
}

/// As for std's: a guard holds nothing that a panic could leave half changed.
impl RefUnwindSafe for Held {}

impl Held {
    pub(super) fn new() -> Self {
        Self { panicked_before: crate::thread::panicking(), mutated: Cell::new(false), looked: Cell::new(None) }
    }

    pub(super) fn mutates(&self) {
        self.mutated.set(true);
    }

    /// Notes that the value, of this type, was accessed through a shared reference.
    pub(super) fn looks<T: ?Sized>(&self, taken: At) {
        if !self.mutated.get() && self.looked.get().is_none() && may_have_a_cell::<T>() {
            self.looked.set(Some(place::site(taken)));
        }
    }

    /// Notes that the thread releases this lock.
    pub(super) fn give_back(&self, lock: &Object, poison: &Poison) {
        let poisons = poison.given_back(self.panicked_before);
        world::release(lock);
        world::let_go(lock.id());
        world::with(|world| {
            world.give_back(self.mutated.get() || poisons);
            if let Some(place) = self.looked.get() {
                world.may_have_changed(place);
            }
        });
    }
}

/// The double of [`std::sync::MutexGuard`].
#[must_use = "if unused the Mutex will immediately unlock"]
pub struct MutexGuard<'a, T: ?Sized + 'a> {
    pub(super) mutex: &'a Mutex<T>,
    pub(super) held: Held,
    taken: At,
    stays_on_its_thread: PhantomData<*const ()>,
}

// SAFETY: as for std's: sharing a guard shares only its value.
unsafe impl<T: ?Sized + Sync> Sync for MutexGuard<'_, T> {}

impl<'a, T: ?Sized> MutexGuard<'a, T> {
    pub(super) fn new(mutex: &'a Mutex<T>, taken: At) -> Self {
        Self { mutex, held: Held::new(), taken, stays_on_its_thread: PhantomData }
    }
}

impl<T: ?Sized> Deref for MutexGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.held.looks::<T>(self.taken);
        // SAFETY: there is one guard at a time, and this is it.
        unsafe { &*self.mutex.value.get() }
    }
}

impl<T: ?Sized> DerefMut for MutexGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.held.mutates();
        // SAFETY: there is one guard at a time, and this is it.
        unsafe { &mut *self.mutex.value.get() }
    }
}

impl<T: ?Sized> Drop for MutexGuard<'_, T> {
    fn drop(&mut self) {
        self.mutex.raw.unlock(&self.held);
    }
}

shown_as_its_value!(MutexGuard<'_, T>);
