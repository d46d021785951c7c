//! The double of `std::cell::UnsafeCell`, which finds data races.

use std::cell::Cell;
use std::fmt;
use std::mem::ManuallyDrop;
use std::panic::Location;

use crate::place::At;
use crate::world::{self, CellId, Does, World};

/// The double of [`std::cell::UnsafeCell`].
pub type UnsafeCell<T> = Plain<T, true>;

/// Plain memory that threads may share. Whether the program writes through the pointer that [`get`](Self::get) gives shows in the value, when the thread comes
/// to its next step; a pointer that is kept for longer is not seen to be used.
///
/// If it `OWNS`, to take the value out and to drop it are accesses too. Where an `Arc` is not seen to synchronize its owners, they are not.
pub struct Plain<T: ?Sized, const OWNS: bool> {
    /// Its number, given at its first access in a run, with the run.
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
        // SAFETY: the value is there as long as the cell, whose drop and whose unwrapping close the access.
        let length = size_of_val(unsafe { &*pointer });
        // SAFETY: as above.
        self.access(|world, cell| unsafe { world.open_access(cell, pointer.cast(), length, at) });
        pointer
    }

    /// The value; nobody else has it.
    #[track_caller]
    pub fn get_mut(&mut self) -> &mut T {
        self.is_owned(Does::Own, Location::caller());
        self.value.get_mut()
    }

    /// Has no double.
    #[track_caller]
    pub fn raw_get(_this: *const Self) -> *mut T {
        world::refuse("calls `UnsafeCell::raw_get`, which may be of a cell that is not there yet; use `get`")
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
        // SAFETY: the field is not used again: this is the end of its owner.
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

/// What stands for a `static mut`: a cell that all threads share, as they share that. [`crate::PerRun`] makes one for each run.
pub struct StaticMut<T>(UnsafeCell<T>);

// SAFETY: a run and all of its threads live on one thread of the system. That the program uses it soundly is what is checked.
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
