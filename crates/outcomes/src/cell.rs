//! The double of `std::cell::UnsafeCell`, which finds data races.

use std::cell::Cell;
use std::fmt;
use std::mem::ManuallyDrop;
use std::panic::Location;

use crate::place::At;
use crate::world::{self, CellId, Does, World};

/// The double of [`std::cell::UnsafeCell`].
pub type UnsafeCell<T> = Plain<T, true>;

/// Plain memory that threads may share. The engine detects a write through the pointer from [`get`](Self::get) by comparing the value when the thread reaches its next
/// step; uses of a pointer kept beyond that aren't seen.
///
/// If `OWNS`, taking the value out and dropping it are accesses, too. They aren't where the engine can't see an `Arc` synchronize its owners.
pub struct Plain<T: ?Sized, const OWNS: bool> {
    /// The run, and the cell's number in it, assigned at the first access in that run.
    number: Cell<(u32, CellId)>,
    value: ManuallyDrop<std::cell::UnsafeCell<T>>,
}

impl<T, const OWNS: bool> Plain<T, OWNS> {
    /// Constructs a new cell.
    pub const fn new(value: T) -> Self {
        Self { number: Cell::new((0, 0)), value: ManuallyDrop::new(std::cell::UnsafeCell::new(value)) }
    }

    /// Unwraps the value.
    #[track_caller]
    pub fn into_inner(self) -> T {
        self.is_owned(Does::Own, Location::caller());
        let mut this = ManuallyDrop::new(self);
        // SAFETY: the cell is not used again, and not dropped.
        unsafe { ManuallyDrop::take(&mut this.value) }.into_inner()
    }
}

impl<T: ?Sized, const OWNS: bool> Plain<T, OWNS> {
    /// A pointer to the value.
    #[track_caller]
    pub fn get(&self) -> *mut T {
        let (pointer, at) = (self.value.get(), Location::caller());
        // SAFETY: the value lives as long as the cell, and dropping or unwrapping the cell closes the access.
        let length = size_of_val(unsafe { &*pointer });
        // SAFETY: as above.
        self.access(|world, cell| unsafe { world.open_access(cell, pointer.cast(), length, at) });
        pointer
    }

    /// Returns a mutable reference to the value.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut T {
        self.is_owned(Does::Own, Location::caller());
        self.value.get_mut()
    }

    /// Has no double: calling it fails the exploration.
    #[track_caller]
    pub fn raw_get(_this: *const Self) -> *mut T {
        world::refuse("calls `UnsafeCell::raw_get`, which may point to a cell that isn't initialized yet; use `get`")
    }

    fn is_owned(&self, does: Does, at: At) {
        self.access(|world, cell| if OWNS { world.own_access(cell, does, at) } else { world.close_access(cell) });
    }

    fn access(&self, f: impl FnOnce(&mut World, CellId)) {
        world::try_with(|world| {
            if world.is_over() {
                return;
            }
            let (run, mut cell) = self.number.get();
            if run != world.run() {
                cell = world.add_cell();
                self.number.set((world.run(), cell));
                world.changes_itself(&self.number);
            }
            f(world, cell);
        });
    }
}

impl<T: ?Sized, const OWNS: bool> Drop for Plain<T, OWNS> {
    #[track_caller]
    fn drop(&mut self) {
        self.is_owned(Does::Drop, Location::caller());
        // SAFETY: the field isn't used again: its owner is being dropped.
        unsafe { ManuallyDrop::drop(&mut self.value) };
    }
}

impl<T: ?Sized, const OWNS: bool> fmt::Debug for Plain<T, OWNS> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: Default, const OWNS: bool> Default for Plain<T, OWNS> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T, const OWNS: bool> From<T> for Plain<T, OWNS> {
    #[track_caller]
    fn from(value: T) -> Self {
        Self::new(value)
    }
}

/// The double of a `static mut`: a cell that all threads share. [`crate::PerRun`] makes one for each run.
pub struct StaticMut<T>(UnsafeCell<T>);

// SAFETY: a run and all its threads live on one OS thread. Whether the program uses it soundly is what the engine checks.
unsafe impl<T> Sync for StaticMut<T> {}

impl<T> StaticMut<T> {
    /// Constructs a new one.
    pub const fn new(value: T) -> Self {
        Self(UnsafeCell::new(value))
    }

    /// A pointer to the value.
    #[track_caller]
    pub fn get(&self) -> *mut T {
        self.0.get()
    }
}
