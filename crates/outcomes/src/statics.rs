//! Statics: a `static` of the program begins every schedule as it was written.

use std::fmt;
use std::ops::Deref;

use crate::world;

/// What stands for a `static` with something shared in it: one value for each run.
pub struct PerRun<T: 'static> {
    make: fn() -> T,
}

impl<T> PerRun<T> {
    /// A static that starts as `make` says.
    pub const fn new(make: fn() -> T) -> Self {
        Self { make }
    }
}

// SAFETY: only the values are shared, which are as `Sync` as the program needs them; all threads of a run live on one thread of the system.
unsafe impl<T: Sync> Sync for PerRun<T> {}

/// In a format string a static stands by its name.
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
            // Never dropped, as statics are not; one small leak a run.
            let value = std::ptr::from_ref(Box::leak(Box::new((self.make)()))).cast::<()>();
            world::with(|world| world.statics.insert(address, value));
            value
        });
        // SAFETY: the address is that of this static, so the value was made above as a `T`, and it is never freed.
        unsafe { &*value.cast::<T>() }
    }
}
