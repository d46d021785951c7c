//! The double of `RwLock`: many readers or one writer. Like std's, it doesn't specify who goes first.

use std::cell::{Cell, RefCell, UnsafeCell};
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::sync::{LockResult, PoisonError, TryLockError, TryLockResult};

use super::mutex::{Held, tried};
use super::poison::Poison;
use crate::freedom::Freedoms;
use crate::object::Object;
use crate::place::At;
use crate::tree::ObjectId;
use crate::world::{self, Op, WaitsFor, World};

/// An `RwLock` without its value.
#[derive(Debug)]
struct RawRwLock {
    object: Object,
    readers: RefCell<Vec<usize>>,
    writer: Cell<bool>,
    /// How many writers wait in a queue, if readers may have to wait behind them.
    queue: Cell<usize>,
    poison: Poison,
}

impl RawRwLock {
    #[track_caller]
    const fn new() -> Self {
        Self {
            object: Object::new("lock"),
            readers: RefCell::new(Vec::new()),
            writer: Cell::new(false),
            queue: Cell::new(0),
            poison: Poison::new(),
        }
    }

    fn is_free(&self) -> bool {
        !self.writer.get() && self.readers.borrow().is_empty()
    }

    /// std may make a reader wait behind a waiting writer. A thread that's already reading then waits forever: such schedules count. For other threads, it's a freedom.
    fn read(&self, at: At) {
        let object = self.object.id();
        if world::with(|world| world.allows(Freedoms::READER)) {
            return self.read_in_a_queue(object, at);
        }
        let reads_already = self.readers.borrow().contains(&world::current());
        if reads_already {
            world::refine(|finer| finer.waits = true);
        }
        let op = Op::step("read", Some(at)).reads(object).waits_for("a lock to read").may_park();
        let way = world::take(op, &|world| match (self.writer.get(), reads_already && world.is_about_to("write", object)) {
            (true, _) => 0,
            (false, false) => 0b01,
            (false, true) => 0b11,
        });
        if way == 1 {
            let behind = WaitsFor::Words("a lock to read behind a waiting writer");
            world::wait("read", Some(at), behind, &|world| !world.is_about_to("write", object));
        }
        self.add_reader();
    }

    /// Waits behind the waiting writers, or overtakes them.
    fn read_in_a_queue(&self, object: ObjectId, at: At) {
        let op = Op::step("read", Some(at)).reads(object).waits_for("a lock to read").may_park();
        let way = world::take(op, &|_| match (self.writer.get(), self.queue.get()) {
            (true, _) => 0,
            (false, 0) => 0b01,
            (false, _) => 0b11,
        });
        if way == 1 {
            world::with(|world| world.used = world.used.and(Freedoms::READER));
            let behind = op.waits_for("a lock to read behind a waiting writer");
            world::take(behind, &|_| u32::from(!self.writer.get() && self.queue.get() == 0));
        }
        self.add_reader();
    }

    fn write(&self, at: At) {
        let object = self.object.id();
        let op = Op::step("write", Some(at)).may_write(object).waits_for("a lock to write").may_park();
        let may_queue = world::with(|world| world.allows(Freedoms::READER));
        // A step that never waits: it takes the lock or a place in the queue.
        let comes = Op::step("write", Some(at)).may_write(object).may_park();
        if may_queue && world::take(comes, &|_| if self.is_free() { 0b01 } else { 0b10 }) == 1 {
            self.queue.update(|writers| writers + 1);
            world::stir();
            world::take(op, &|_| u32::from(self.is_free()));
            self.queue.update(|writers| writers - 1);
        } else if !may_queue {
            world::take(op, &|_| u32::from(self.is_free()));
        }
        self.add_writer();
    }

    /// std's may also fail when no writer holds the lock but one is waiting for it.
    fn try_read(&self, at: At) -> bool {
        let object = self.object.id();
        let has_queue = world::with(|world| world.allows(Freedoms::READER));
        world::refine(|finer| finer.waits |= !has_queue);
        let waits = |world: &World| if has_queue { self.queue.get() > 0 } else { world.is_about_to("write", object) };
        let way = world::take(Op::step("try_read", Some(at)).reads(object), &|world| match (self.writer.get(), waits(world)) {
            (true, _) => 0b10,
            (false, false) => 0b01,
            (false, true) => 0b11,
        });
        if way == 0 {
            self.add_reader();
        }
        tried(way == 0)
    }

    fn try_write(&self, at: At) -> bool {
        world::step(Op::step("try_write", Some(at)).may_write(self.object.id()));
        let free = self.is_free();
        if free {
            self.add_writer();
        }
        tried(free)
    }

    fn add_reader(&self) {
        world::acquire(&self.object);
        world::with(World::take_away);
        self.readers.borrow_mut().push(world::current());
        world::hold(self.object.id());
    }

    fn add_writer(&self) {
        let object = self.object.id();
        world::with(|world| world.acquire_exclusively(object));
        world::with(World::take_away);
        self.writer.set(true);
        world::hold(self.object.id());
    }

    fn stop_reading(&self) {
        let object = self.object.id();
        world::step(Op::step("unlock", None).reads(object));
        world::with(|world| world.release_shared(object));
        let mut readers = self.readers.borrow_mut();
        let mine = readers.iter().position(|reader| *reader == world::current()).unwrap_or(0);
        readers.remove(mine);
        world::let_go(object);
        world::with(|world| world.give_back(false));
    }

    fn stop_writing(&self, held: &Held) {
        world::step(Op::step("unlock", None).may_write(self.object.id()));
        self.writer.set(false);
        held.give_back(&self.object, &self.poison);
    }
}

/// The double of [`std::sync::RwLock`].
pub struct RwLock<T: ?Sized> {
    raw: RawRwLock,
    value: UnsafeCell<T>,
}

// SAFETY: as for std's: the value is accessed through one writer or many readers. Everything around it is used by only one OS thread.
unsafe impl<T: ?Sized + Send> Send for RwLock<T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Send + Sync> Sync for RwLock<T> {}
lock!(RwLock, RawRwLock, try_read, format_args!("<locked>"));

impl<T: ?Sized> RwLock<T> {
    /// Locks this lock with shared read access.
    #[track_caller]
    pub fn read(&self) -> LockResult<RwLockReadGuard<'_, T>> {
        self.raw.read(Location::caller());
        self.raw.poison.around(RwLockReadGuard::new(self))
    }

    /// Attempts to acquire this lock with shared read access.
    #[track_caller]
    pub fn try_read(&self) -> TryLockResult<RwLockReadGuard<'_, T>> {
        if !self.raw.try_read(Location::caller()) {
            return Err(TryLockError::WouldBlock);
        }
        Ok(self.raw.poison.around(RwLockReadGuard::new(self))?)
    }

    /// Locks this lock with exclusive write access.
    #[track_caller]
    pub fn write(&self) -> LockResult<RwLockWriteGuard<'_, T>> {
        self.raw.write(Location::caller());
        self.raw.poison.around(RwLockWriteGuard::new(self))
    }

    /// Attempts to lock this lock with exclusive write access.
    #[track_caller]
    pub fn try_write(&self) -> TryLockResult<RwLockWriteGuard<'_, T>> {
        if !self.raw.try_write(Location::caller()) {
            return Err(TryLockError::WouldBlock);
        }
        Ok(self.raw.poison.around(RwLockWriteGuard::new(self))?)
    }
}

/// The double of [`std::sync::RwLockReadGuard`].
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockReadGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    stays_on_its_thread: PhantomData<*const ()>,
}

/// The double of [`std::sync::RwLockWriteGuard`].
#[must_use = "if unused the RwLock will immediately unlock"]
pub struct RwLockWriteGuard<'a, T: ?Sized + 'a> {
    lock: &'a RwLock<T>,
    held: Held,
    stays_on_its_thread: PhantomData<*const ()>,
}

// SAFETY: as for std's: sharing a guard shares only its value.
unsafe impl<T: ?Sized + Sync> Sync for RwLockReadGuard<'_, T> {}
// SAFETY: as above.
unsafe impl<T: ?Sized + Sync> Sync for RwLockWriteGuard<'_, T> {}

impl<'a, T: ?Sized> RwLockReadGuard<'a, T> {
    fn new(lock: &'a RwLock<T>) -> Self {
        Self { lock, stays_on_its_thread: PhantomData }
    }
}

impl<'a, T: ?Sized> RwLockWriteGuard<'a, T> {
    fn new(lock: &'a RwLock<T>) -> Self {
        Self { lock, held: Held::new(), stays_on_its_thread: PhantomData }
    }

    /// Downgrades to a read lock, with no other writer in between.
    #[track_caller]
    pub fn downgrade(this: Self) -> RwLockReadGuard<'a, T> {
        let lock = this.lock;
        std::mem::forget(this);
        world::step(Op::step("downgrade", Some(Location::caller())).writes(lock.raw.object.id()));
        lock.raw.writer.set(false);
        world::release(&lock.raw.object);
        lock.raw.readers.borrow_mut().push(world::current());
        RwLockReadGuard::new(lock)
    }
}

impl<T: ?Sized> Deref for RwLockReadGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: while there's a reader, there's no writer.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T: ?Sized> Deref for RwLockWriteGuard<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        // SAFETY: there is one writer at a time, and this is it.
        unsafe { &*self.lock.value.get() }
    }
}

impl<T: ?Sized> DerefMut for RwLockWriteGuard<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        self.held.mutates();
        // SAFETY: there is one writer at a time, and this is it.
        unsafe { &mut *self.lock.value.get() }
    }
}

impl<T: ?Sized> Drop for RwLockReadGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.raw.stop_reading();
    }
}

impl<T: ?Sized> Drop for RwLockWriteGuard<'_, T> {
    fn drop(&mut self) {
        self.lock.raw.stop_writing(&self.held);
    }
}

shown_as_its_value!(RwLockReadGuard<'_, T>, RwLockWriteGuard<'_, T>);
