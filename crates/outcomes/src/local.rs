//! The double of `thread_local!`: a value for each thread of each run, destroyed at the thread's end.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::fmt;

use crate::panic;
use crate::world;

/// A key of a thread-local value.
pub struct LocalKey<T: 'static> {
    make: fn() -> T,
}

/// The value was destroyed because its thread is ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessError;

impl fmt::Display for AccessError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("already destroyed")
    }
}

impl std::error::Error for AccessError {}

impl<T> LocalKey<T> {
    /// Creates a key whose values are made by `make`.
    pub const fn new(make: fn() -> T) -> Self {
        Self { make }
    }

    /// Acquires a reference to this thread's value.
    #[track_caller]
    pub fn with<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        match self.try_with(f) {
            Ok(result) => result,
            Err(AccessError) => panic!("cannot access a Thread Local Storage value during or after destruction: AccessError"),
        }
    }

    /// Acquires a reference to this thread's value, unless it was destroyed.
    pub fn try_with<R>(&'static self, f: impl FnOnce(&T) -> R) -> Result<R, AccessError> {
        let address = std::ptr::from_ref(self).addr();
        let known = world::with(|world| {
            world.signs += 1;
            world.me().locals.iter().find(|(key, _)| *key == address).map(|(_, value)| *value)
        });
        let value = known.unwrap_or_else(|| Some(self.begin((self.make)())));
        // SAFETY: the value was made above for this key, so it is a `T`, and it lives until its thread destroys it, after which it is no longer found.
        Ok(f(unsafe { &*value.ok_or(AccessError)?.cast::<T>() }))
    }

    /// Gives this thread its first value.
    fn begin(&'static self, value: T) -> *mut dyn Any {
        let value: *mut dyn Any = Box::into_raw(Box::new(value));
        world::with(|world| world.me().locals.push((std::ptr::from_ref(self).addr(), Some(value))));
        value
    }

    /// Sets this thread's value: with `set` if it has one, otherwise without calling `make`.
    #[track_caller]
    fn set_by(&'static self, value: T, set: impl FnOnce(&T, T)) {
        let address = std::ptr::from_ref(self).addr();
        if world::with(|world| world.me().locals.iter().any(|(key, _)| *key == address)) {
            self.with(|old| set(old, value));
        } else {
            world::with(|world| world.signs += 1);
            self.begin(value);
        }
    }
}

impl<T> LocalKey<Cell<T>> {
    /// Sets the value.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.set_by(Cell::new(value), |cell, value| cell.set(value.into_inner()));
    }

    /// Returns a copy of the value.
    pub fn get(&'static self) -> T
    where
        T: Copy,
    {
        self.with(Cell::get)
    }

    /// Takes the value and leaves the default.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(Cell::take)
    }

    /// Replaces the value.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

impl<T> LocalKey<RefCell<T>> {
    /// Borrows the value.
    pub fn with_borrow<R>(&'static self, f: impl FnOnce(&T) -> R) -> R {
        self.with(|cell| f(&cell.borrow()))
    }

    /// Borrows the value exclusively.
    pub fn with_borrow_mut<R>(&'static self, f: impl FnOnce(&mut T) -> R) -> R {
        self.with(|cell| f(&mut cell.borrow_mut()))
    }

    /// Sets the value.
    #[track_caller]
    pub fn set(&'static self, value: T) {
        self.set_by(RefCell::new(value), |cell, value| *cell.borrow_mut() = value.into_inner());
    }

    /// Takes the value and leaves the default.
    pub fn take(&'static self) -> T
    where
        T: Default,
    {
        self.with(RefCell::take)
    }

    /// Replaces the value.
    pub fn replace(&'static self, value: T) -> T {
        self.with(|cell| cell.replace(value))
    }
}

shown_by_name!(LocalKey<T>);

/// Destroys the current thread's values, the most recently made first, as std does.
pub fn destroy_locals() {
    let last = || {
        world::with(|world| {
            let local = world.me().locals.iter_mut().rev().find(|(_, value)| value.is_some());
            local.and_then(|(_, value)| value.take())
        })
    };
    while let Some(value) = last() {
        // SAFETY: the pointer comes from `Box::into_raw` and was taken out of the list, so it is not freed again.
        panic::or_abort(|| drop(unsafe { Box::from_raw(value) }));
    }
}

/// Declares thread-local values.
#[macro_export]
macro_rules! thread_local {
    () => {};
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty = const $init:block $(; $($rest:tt)*)?) => {
        $(#[$attribute])* $vis static $name: $crate::thread::LocalKey<$type> = $crate::thread::LocalKey::new(|| $init);
        $($crate::thread_local!($($rest)*);)?
    };
    ($(#[$attribute:meta])* $vis:vis static $name:ident: $type:ty = $init:expr $(; $($rest:tt)*)?) => {
        $(#[$attribute])* $vis static $name: $crate::thread::LocalKey<$type> = $crate::thread::LocalKey::new(|| $init);
        $($crate::thread_local!($($rest)*);)?
    };
}
