//! Macros for what several doubles have in common.

/// Implements what `Mutex` and `RwLock` share besides locking. `Debug` locks with `$try` to show the value, or shows `$locked` if it can't.
macro_rules! lock {
    ($name:ident, $raw:ident, $try:ident, $locked:expr) => {
        impl<T: ?Sized> UnwindSafe for $name<T> {}
        impl<T: ?Sized> RefUnwindSafe for $name<T> {}

        impl<T> $name<T> {
            /// Creates a new lock.
            #[track_caller]
            pub const fn new(value: T) -> Self {
                Self { raw: $raw::new(), value: UnsafeCell::new(value) }
            }

            /// Consumes this lock, returning the underlying data.
            pub fn into_inner(self) -> LockResult<T> {
                let poisoned = self.raw.poison.get();
                let value = self.value.into_inner();
                if poisoned { Err(PoisonError::new(value)) } else { Ok(value) }
            }
        }

        impl<T: ?Sized> $name<T> {
            /// Whether the lock is poisoned.
            #[track_caller]
            pub fn is_poisoned(&self) -> bool {
                self.raw.poison.ask(&self.raw.object, Location::caller())
            }

            /// Clears the poison.
            #[track_caller]
            pub fn clear_poison(&self) {
                self.raw.poison.clear(&self.raw.object, Location::caller());
            }

            /// Returns the value without locking.
            pub fn get_mut(&mut self) -> LockResult<&mut T> {
                self.raw.poison.around(self.value.get_mut())
            }
        }

        impl<T: Default> Default for $name<T> {
            #[track_caller]
            fn default() -> Self {
                Self::new(T::default())
            }
        }

        impl<T> From<T> for $name<T> {
            #[track_caller]
            fn from(value: T) -> Self {
                Self::new(value)
            }
        }

        impl<T: ?Sized + fmt::Debug> fmt::Debug for $name<T> {
            #[track_caller]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut debug = f.debug_struct(stringify!($name));
                match self.$try() {
                    Ok(guard) => debug.field("data", &&*guard),
                    Err(TryLockError::Poisoned(error)) => debug.field("data", &&**error.get_ref()),
                    Err(TryLockError::WouldBlock) => debug.field("data", &$locked),
                };
                debug.field("poisoned", &self.raw.poison.get());
                debug.finish_non_exhaustive()
            }
        }
    };
}

/// Implements `Debug` and `Display` for guards and owners by showing their values.
macro_rules! shown_as_its_value {
    ($($type:ty),+) => {$(
        impl<T: ?Sized + fmt::Debug> fmt::Debug for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }

        impl<T: ?Sized + fmt::Display> fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                (**self).fmt(f)
            }
        }
    )+};
}

/// Implements `Debug` by showing nothing but the type's name.
macro_rules! shown_by_name {
    ($($name:ident $(<$($of:tt),+>)?),+) => {$(
        impl $(<$($of),+>)? std::fmt::Debug for $name $(<$($of),+>)? {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    )+};
}
