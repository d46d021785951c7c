//! Doubles of `std::sync::atomic`, in one total order, as if every ordering were `SeqCst`; `weak_atomic.rs` adds the effects of weaker orderings.

use std::cell::UnsafeCell;
use std::fmt;
use std::panic::Location;

pub use std::sync::atomic::Ordering;

use crate::freedom::Freedoms;
use crate::object::{Object, Shared};
use crate::place::At;
use crate::world::ways::SPURIOUS;
use crate::world::{self, Op};

/// A fence. Not a step: it only orders what the memory model leaves open.
pub fn fence(order: Ordering) {
    // Here and below, std's version panics if the ordering is invalid.
    std::sync::atomic::fence(order);
    world::with(|world| world.fence(order));
}

/// A compiler fence, which adds no ordering.
pub fn compiler_fence(order: Ordering) {
    std::sync::atomic::compiler_fence(order);
}

/// A value that is read and changed in steps.
pub(super) struct Cell<T> {
    pub(super) object: Object,
    /// The value of the last store in modification order.
    pub(super) value: Shared<UnsafeCell<T>>,
}

impl<T: Copy + PartialEq + fmt::Debug> Cell<T> {
    #[track_caller]
    const fn new(value: T) -> Self {
        Self { object: Object::new("atomic"), value: Shared(UnsafeCell::new(value)) }
    }

    fn load(&self, at: At, order: Ordering) -> T {
        std::sync::atomic::AtomicBool::default().load(order);
        self.show();
        if world::is_weak(order) {
            return self.load_weakly(at, order);
        }
        world::step(Op::step("load", Some(at)).reads(self.object.id()).on_an_atomic());
        self.synchronize(order, true, false);
        let value = self.get();
        world::detail(|| format!("{value:?}"));
        value
    }

    fn store(&self, value: T, at: At, order: Ordering) {
        std::sync::atomic::AtomicBool::default().store(true, order);
        self.show();
        if world::is_weak(order) {
            return self.store_weakly(value, at, order);
        }
        world::step(Op::step("store", Some(at)).may_write(self.object.id()).on_an_atomic());
        self.synchronize(order, false, true);
        self.change_now("store", |_| Some(value));
    }

    /// Reads the value and may change it, in one step. Returns the old value.
    fn change(&self, verb: &'static str, at: At, order: Ordering, new: impl Fn(T) -> Option<T>) -> T {
        self.show();
        self.change_or_fail(verb, at, [order, order], false, new).0
    }

    /// Like `change`, but also returns whether the value changed; if not, the second ordering applies. If `is_weak`, it may fail spuriously: a freedom.
    fn change_or_fail(&self, verb: &'static str, at: At, orders: [Ordering; 2], is_weak: bool, new: impl Fn(T) -> Option<T>) -> (T, bool) {
        if orders.map(world::is_weak).contains(&true) {
            return self.change_weakly(verb, at, orders, is_weak, new);
        }
        let may_fail = is_weak && world::with(|world| world.allows(Freedoms::FAILURE));
        let me = world::current();
        let op = Op::step(verb, Some(at)).may_write(self.object.id()).on_an_atomic();
        let is_spurious = world::take(op, &|world| {
            let fails = may_fail && new(self.get()).is_some() && world.may_be_spurious(me, Freedoms::FAILURE);
            0b01 | u32::from(fails) << SPURIOUS
        }) == SPURIOUS;
        let is_changed = !is_spurious && new(self.get()).is_some();
        if is_spurious {
            world::was_spurious(Freedoms::FAILURE);
        }
        self.synchronize(orders[usize::from(!is_changed)], true, is_changed);
        if is_spurious {
            world::detail(|| format!("{:?} stays, a spurious failure", self.get()));
            return (self.get(), false);
        }
        (self.change_now(verb, new), is_changed)
    }

    /// Orders accesses to plain memory by what the current step acquires and releases.
    fn synchronize(&self, order: Ordering, reads: bool, writes: bool) {
        let atomic = self.object.id();
        world::with(|world| world.synchronize_by(atomic, order, reads, writes));
    }

    /// Changes the value as part of the current step. Returns the old value.
    fn change_now(&self, verb: &'static str, new: impl FnOnce(T) -> Option<T>) -> T {
        let old = self.get();
        let new = new(old);
        if let Some(new) = new {
            // SAFETY: there are no references to the value: it's only copied out, by one thread at a time.
            unsafe { *self.value.get() = new };
            if new != old {
                let id = self.object.id();
                world::with(|world| {
                    world.stir();
                    world.has_new_value(id);
                });
            }
        }
        self.show();
        world::detail(|| match new {
            Some(new) if verb == "store" => format!("{new:?}"),
            Some(new) => format!("{old:?} to {new:?}"),
            None => format!("{old:?} stays"),
        });
        old
    }

    fn compare_exchange(&self, verb: &'static str, at: At, [current, new]: [T; 2], orders: [Ordering; 2], is_weak: bool) -> Result<T, T> {
        let _ = std::sync::atomic::AtomicBool::default().compare_exchange(true, true, orders[0], orders[1]);
        let (old, is_changed) = self.change_or_fail(verb, at, orders, is_weak, |old| (old == current).then_some(new));
        if is_changed { Ok(old) } else { Err(old) }
    }

    /// Like std's: loads the value, then tries weak exchanges until one succeeds.
    fn try_update(&self, at: At, [set, fetch]: [Ordering; 2], mut f: impl FnMut(T) -> Option<T>) -> Result<T, T> {
        let mut old = self.load(at, fetch);
        while let Some(new) = f(old) {
            match self.compare_exchange("compare_exchange", at, [old, new], [set, fetch], true) {
                Ok(old) => return Ok(old),
                Err(other) => old = other,
            }
        }
        Err(old)
    }

    /// Reports the value to the state recorder.
    pub(super) fn show(&self) {
        world::shows(self.object.id(), || self.history().unwrap_or_else(|| format!("{:?}", self.get())));
    }

    pub(super) fn get(&self) -> T {
        // SAFETY: no other thread is writing: only one thread runs at a time.
        unsafe { *self.value.get() }
    }
}

/// Returns the failure ordering for an exchange that was given only one ordering.
fn failure_of(order: Ordering) -> Ordering {
    match order {
        Ordering::Release => Ordering::Relaxed,
        Ordering::AcqRel => Ordering::Acquire,
        other => other,
    }
}

/// Defines an atomic with the methods that all atomics share.
macro_rules! atomic {
    ($name:ident $(<$param:ident>)?, $type:ty = $default:expr) => {
        #[doc = concat!("The double of [`std::sync::atomic::", stringify!($name), "`].")]
        pub struct $name $(<$param>)? {
            cell: Cell<$type>,
        }

        impl $(<$param>)? $name $(<$param>)? {
            /// Creates a new atomic.
            #[track_caller]
            pub const fn new(value: $type) -> Self {
                Self { cell: Cell::new(value) }
            }

            /// Consumes the atomic and returns the contained value.
            pub const fn into_inner(self) -> $type {
                self.cell.value.0.into_inner()
            }

            /// Returns a mutable reference to the value; no other thread can access it.
            pub fn get_mut(&mut self) -> &mut $type {
                self.cell.value.0.get_mut()
            }

            /// Not supported: gives up the exploration.
            #[track_caller]
            pub fn as_ptr(&self) -> *mut $type {
                world::refuse(concat!("calls `", stringify!($name), "::as_ptr`, but the explorer can't see accesses through a pointer; use the atomic itself"))
            }

            /// Not supported: gives up the exploration.
            ///
            /// # Safety
            /// The same as for std's.
            #[track_caller]
            pub unsafe fn from_ptr<'a>(_pointer: *mut $type) -> &'a Self {
                world::refuse(concat!("calls `", stringify!($name), "::from_ptr`, but the explorer's atomics are larger than their values; declare the value as an atomic"))
            }

            /// Stores a value if the current one is the same as `current`; returns the previous one.
            #[track_caller]
            #[deprecated(since = "1.50.0", note = "use `compare_exchange` or `compare_exchange_weak` instead")]
            pub fn compare_and_swap(&self, current: $type, new: $type, order: Ordering) -> $type {
                let orders = [order, failure_of(order)];
                let (Ok(old) | Err(old)) = self.cell.compare_exchange("compare_and_swap", Location::caller(), [current, new], orders, false);
                old
            }

            /// Loads the value.
            #[track_caller]
            pub fn load(&self, order: Ordering) -> $type {
                self.cell.load(Location::caller(), order)
            }

            /// Stores a value.
            #[track_caller]
            pub fn store(&self, value: $type, order: Ordering) {
                self.cell.store(value, Location::caller(), order);
            }

            /// Stores a value, returning the previous one.
            #[track_caller]
            pub fn swap(&self, value: $type, order: Ordering) -> $type {
                self.cell.change("swap", Location::caller(), order, |_| Some(value))
            }

            /// Stores a value if the current one is the same as `current`.
            #[track_caller]
            pub fn compare_exchange(&self, current: $type, new: $type, success: Ordering, failure: Ordering) -> Result<$type, $type> {
                self.cell.compare_exchange("compare_exchange", Location::caller(), [current, new], [success, failure], false)
            }

            /// Like `compare_exchange`, but it may fail spuriously.
            #[track_caller]
            pub fn compare_exchange_weak(&self, current: $type, new: $type, success: Ordering, failure: Ordering) -> Result<$type, $type> {
                self.cell.compare_exchange("compare_exchange_weak", Location::caller(), [current, new], [success, failure], true)
            }

            /// Fetches the value, and applies a function to it that returns an optional new one.
            #[track_caller]
            pub fn fetch_update(&self, set: Ordering, fetch: Ordering, f: impl FnMut($type) -> Option<$type>) -> Result<$type, $type> {
                self.cell.try_update(Location::caller(), [set, fetch], f)
            }

            /// Fetches the value, and applies a function to it that returns an optional new one.
            #[track_caller]
            pub fn try_update(&self, set: Ordering, fetch: Ordering, f: impl FnMut($type) -> Option<$type>) -> Result<$type, $type> {
                self.cell.try_update(Location::caller(), [set, fetch], f)
            }

            /// Fetches the value, and applies a function to it that returns a new one.
            #[track_caller]
            pub fn update(&self, set: Ordering, fetch: Ordering, mut f: impl FnMut($type) -> $type) -> $type {
                let (Ok(old) | Err(old)) = self.cell.try_update(Location::caller(), [set, fetch], |old| Some(f(old)));
                old
            }
        }

        impl $(<$param>)? Default for $name $(<$param>)? {
            #[track_caller]
            fn default() -> Self {
                Self::new($default)
            }
        }

        impl $(<$param>)? From<$type> for $name $(<$param>)? {
            #[track_caller]
            fn from(value: $type) -> Self {
                Self::new(value)
            }
        }

        impl $(<$param>)? fmt::Debug for $name $(<$param>)? {
            #[track_caller]
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.load(Ordering::Relaxed).fmt(f)
            }
        }
    };
}

/// Defines read-modify-write operations.
macro_rules! fetch {
    ($name:ident $(<$param:ident>)?, $type:ty, $operand:ty: $($(#[$doc:meta])* $method:ident = $new:expr),+ $(,)?) => {
        impl $(<$param>)? $name $(<$param>)? {
            $(
                /// Changes the value in one step, returning the previous one.
                $(#[$doc])*
                #[track_caller]
                pub fn $method(&self, operand: $operand, order: Ordering) -> $type {
                    let new: fn($type, $operand) -> $type = $new;
                    self.cell.change(stringify!($method), Location::caller(), order, |old| Some(new(old, operand)))
                }
            )+
        }
    };
}

macro_rules! integers {
    ($($name:ident: $type:ty),+ $(,)?) => {
        $(
            atomic!($name, $type = 0);
            fetch!($name, $type, $type:
                fetch_add = |old, value| old.wrapping_add(value),
                fetch_sub = |old, value| old.wrapping_sub(value),
                fetch_max = |old, value| old.max(value),
                fetch_min = |old, value| old.min(value),
                fetch_and = |old, value| old & value,
                fetch_nand = |old, value| !(old & value),
                fetch_or = |old, value| old | value,
                fetch_xor = |old, value| old ^ value,
            );
        )+
    };
}

integers!(
    AtomicI8: i8, AtomicI16: i16, AtomicI32: i32, AtomicI64: i64, AtomicIsize: isize,
    AtomicU8: u8, AtomicU16: u16, AtomicU32: u32, AtomicU64: u64, AtomicUsize: usize,
);

atomic!(AtomicBool, bool = false);
fetch!(AtomicBool, bool, bool:
    fetch_and = |old, value| old & value,
    fetch_nand = |old, value| !(old & value),
    fetch_or = |old, value| old | value,
    fetch_xor = |old, value| old ^ value,
);

impl AtomicBool {
    /// Negates the value, returning the previous one.
    #[track_caller]
    pub fn fetch_not(&self, order: Ordering) -> bool {
        self.cell.change("fetch_not", Location::caller(), order, |old| Some(!old))
    }
}

atomic!(AtomicPtr<T>, *mut T = std::ptr::null_mut());
fetch!(AtomicPtr<T>, *mut T, usize:
    /// Advances the pointer by `operand` values.
    fetch_ptr_add = |old, count| old.wrapping_add(count),
    /// Moves the pointer back by `operand` values.
    fetch_ptr_sub = |old, count| old.wrapping_sub(count),
    /// Advances the pointer by `operand` bytes.
    fetch_byte_add = |old, count| old.wrapping_byte_add(count),
    /// Moves the pointer back by `operand` bytes.
    fetch_byte_sub = |old, count| old.wrapping_byte_sub(count),
    /// Sets bits of the address.
    fetch_or = |old, bits| old.map_addr(|address| address | bits),
    /// Masks bits of the address.
    fetch_and = |old, bits| old.map_addr(|address| address & bits),
    /// Flips bits of the address.
    fetch_xor = |old, bits| old.map_addr(|address| address ^ bits),
);

impl<T> fmt::Pointer for AtomicPtr<T> {
    #[track_caller]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&self.load(Ordering::Relaxed), f)
    }
}

/// A new atomic. Deprecated in std.
#[allow(clippy::declare_interior_mutable_const, reason = "as std has it")]
pub const ATOMIC_BOOL_INIT: AtomicBool = AtomicBool::new(false);

/// A new atomic. Deprecated in std.
#[allow(clippy::declare_interior_mutable_const, reason = "as std has it")]
pub const ATOMIC_ISIZE_INIT: AtomicIsize = AtomicIsize::new(0);

/// A new atomic. Deprecated in std.
#[allow(clippy::declare_interior_mutable_const, reason = "as std has it")]
pub const ATOMIC_USIZE_INIT: AtomicUsize = AtomicUsize::new(0);

/// Signals that the thread is spinning in a loop. Deprecated in std.
#[track_caller]
pub fn spin_loop_hint() {
    crate::hint::spin_loop();
}
