//! Statics: every schedule starts with each `static` as the program initializes it.

use std::fmt;
use std::ops::Deref;

use crate::world;

/// The double of a `static` that holds something shared: one value for each run.
pub struct PerRun<T: 'static> {
    make: fn() -> T,
}

impl<T> PerRun<T> {
    /// Creates a static whose values are made by `make`.
    pub const fn new(make: fn() -> T) -> Self {
        Self { make }
    }
}

// SAFETY: only the values are shared, and `T` is `Sync`; all threads of a run live on one OS thread.
unsafe impl<T: Sync> Sync for PerRun<T> {}

/// For format strings that name a static.
impl<T: fmt::Display> fmt::Display for PerRun<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: fmt::Debug> fmt::Debug for PerRun<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T> Deref for PerRun<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let address = std::ptr::from_ref(self).addr();
        let known = world::with(|world| world.statics.get(&address).copied());
        let value = known.unwrap_or_else(|| {
            // Never dropped, like a real static: a small leak per run.
            let value = std::ptr::from_ref(Box::leak(Box::new((self.make)()))).cast::<()>();
            world::with(|world| world.statics.insert(address, value));
            value
        });
        // SAFETY: the address is that of this static, so the value was made above as a `T`, and it is never freed.
        unsafe { &*value.cast::<T>() }
    }
}
