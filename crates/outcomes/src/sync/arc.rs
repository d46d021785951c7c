//! The double of `Arc`: cloning and dropping are steps only where some thread can tell the difference.

use std::any::Any;
use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::error::Error;
use std::ffi::{CStr, CString, OsStr, OsString};
use std::fmt;
use std::hash::{Hash, Hasher};
use std::mem::{ManuallyDrop, MaybeUninit};
use std::ops::Deref;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::path::{Path, PathBuf};
use std::pin::Pin;

use crate::object::Object;
use crate::place::At;
use crate::world::{self, Op, Watch};

/// The object that represents the counts of one value.
type Counts = std::sync::Arc<Object>;

#[track_caller]
fn counts() -> Counts {
    Counts::new(Object::new("count").made())
}

/// The double of [`std::sync::Arc`]: std's, with an object that represents the counts.
pub struct Arc<T: ?Sized> {
    inner: ManuallyDrop<std::sync::Arc<T>>,
    counts: Counts,
}

/// The double of [`std::sync::Weak`].
pub struct Weak<T: ?Sized> {
    inner: ManuallyDrop<std::sync::Weak<T>>,
    counts: Counts,
}

impl<T: RefUnwindSafe + ?Sized> UnwindSafe for Arc<T> {}

/// Notes a change of the counts: a step if counts matter.
fn count(counts: &Object, verb: &'static str, at: Option<At>) {
    if world::fineness().counts {
        world::step(Op::step(verb, at).may_write(counts.id()));
        changes(counts, verb == "drop");
    }
}

/// See [`World::changes_a_count`].
fn changes(counts: &Object, drops: bool) {
    let counts = counts.id();
    world::with(|world| world.changes_a_count(counts, drops));
}

/// Notes that a result depends on the counts: from now on they matter. Always a step, so a run that has to restart ends here, not in a loop that asks.
fn ask(counts: &Object, verb: &'static str, at: At) {
    world::refine(|finer| finer.counts = true);
    let only_looks = verb.ends_with("_count");
    let op = Op::step(verb, Some(at));
    world::step(if only_looks { op.reads(counts.id()) } else { op.may_write(counts.id()) });
}

/// The only owner comes after everything other owners did before they were dropped: dropping releases, and discovering that you're the only owner acquires.
fn acquire_if(is_only: bool, counts: &Object) {
    if is_only {
        world::acquire_memory(counts);
    }
}

impl<T> Arc<T> {
    /// Constructs a new `Arc<T>`.
    #[track_caller]
    pub fn new(value: T) -> Self {
        Self::of(std::sync::Arc::new(value))
    }

    /// Constructs a new `Arc<T>` that holds a weak pointer to itself.
    #[track_caller]
    pub fn new_cyclic(make: impl FnOnce(&Weak<T>) -> T) -> Self {
        let counts = counts();
        let inner = std::sync::Arc::new_cyclic(|weak| make(&Weak { inner: ManuallyDrop::new(weak.clone()), counts: counts.clone() }));
        Self::with(inner, counts)
    }

    /// Returns the inner value, if this is the only owner.
    #[track_caller]
    pub fn try_unwrap(this: Self) -> Result<T, Self> {
        ask(&this.counts, "try_unwrap", Location::caller());
        let (inner, counts) = this.into_parts();
        acquire_if(std::sync::Arc::strong_count(&inner) == 1, &counts);
        let value = std::sync::Arc::try_unwrap(inner).map_err(|inner| Self::with(inner, counts))?;
        world::stir();
        Ok(value)
    }

    /// Returns the inner value, if this is the last owner.
    #[track_caller]
    pub fn into_inner(this: Self) -> Option<T> {
        ask(&this.counts, "into_inner", Location::caller());
        let (inner, counts) = this.into_parts();
        world::release_memory(&counts);
        acquire_if(std::sync::Arc::strong_count(&inner) == 1, &counts);
        changes(&counts, true);
        std::sync::Arc::into_inner(inner)
    }

    /// Constructs a new `Pin<Arc<T>>`.
    #[track_caller]
    pub fn pin(value: T) -> Pin<Self> {
        // SAFETY: as for std's: nothing moves what an `Arc` points to.
        unsafe { Pin::new_unchecked(Self::new(value)) }
    }

    /// Constructs a new `Arc` with uninitialized contents.
    #[track_caller]
    pub fn new_uninit() -> Arc<MaybeUninit<T>> {
        Arc::of(std::sync::Arc::new_uninit())
    }

    /// Constructs a new `Arc` whose contents are filled with zeros.
    #[track_caller]
    pub fn new_zeroed() -> Arc<MaybeUninit<T>> {
        Arc::of(std::sync::Arc::new_zeroed())
    }

    /// Returns the inner value, or a clone of it.
    #[track_caller]
    pub fn unwrap_or_clone(this: Self) -> T
    where
        T: Clone,
    {
        Self::try_unwrap(this).unwrap_or_else(|this| T::clone(&this))
    }
}

impl<T> Arc<[T]> {
    /// Constructs a new slice with uninitialized contents.
    #[track_caller]
    pub fn new_uninit_slice(length: usize) -> Arc<[MaybeUninit<T>]> {
        Arc::of(std::sync::Arc::new_uninit_slice(length))
    }

    /// Constructs a new slice whose contents are filled with zeros.
    #[track_caller]
    pub fn new_zeroed_slice(length: usize) -> Arc<[MaybeUninit<T>]> {
        Arc::of(std::sync::Arc::new_zeroed_slice(length))
    }
}

impl<T> Arc<MaybeUninit<T>> {
    /// Converts to `Arc<T>`.
    ///
    /// # Safety
    /// The value must be initialized.
    pub unsafe fn assume_init(self) -> Arc<T> {
        let (inner, counts) = self.into_parts();
        // SAFETY: the caller's promise.
        Arc::with(unsafe { inner.assume_init() }, counts)
    }
}

impl<T> Arc<[MaybeUninit<T>]> {
    /// Converts to `Arc<[T]>`.
    ///
    /// # Safety
    /// The values must be initialized.
    pub unsafe fn assume_init(self) -> Arc<[T]> {
        let (inner, counts) = self.into_parts();
        // SAFETY: the caller's promise.
        Arc::with(unsafe { inner.assume_init() }, counts)
    }
}

impl Arc<dyn Any + Send + Sync> {
    /// Attempts to downcast to a concrete type.
    pub fn downcast<T: Any + Send + Sync>(self) -> Result<Arc<T>, Self> {
        let (inner, counts) = self.into_parts();
        match inner.downcast() {
            Ok(inner) => Ok(Arc::with(inner, counts)),
            Err(inner) => Err(Self::with(inner, counts)),
        }
    }
}

/// The types that [`Arc::make_mut`] can clone; std uses an unstable trait for that.
pub trait MakeMut {
    /// See [`Arc::make_mut`].
    fn make_mut(this: &mut std::sync::Arc<Self>) -> &mut Self;

    /// Clones the value, for when it has other owners.
    fn copy(&self) -> std::sync::Arc<Self>;
}

macro_rules! make_mut {
    ($(($($of:tt)*) $type:ty: $copy:expr),+) => {$(
        impl $($of)* MakeMut for $type {
            fn make_mut(this: &mut std::sync::Arc<Self>) -> &mut Self {
                std::sync::Arc::make_mut(this)
            }

            fn copy(&self) -> std::sync::Arc<Self> {
                let copy: fn(&Self) -> std::sync::Arc<Self> = $copy;
                copy(self)
            }
        }
    )+};
}

make_mut!((<T: Clone>) T: |value| T::clone(value).into(), (<T: Clone>) [T]: |values| values.into(), () str: |text| text.into());

impl<T: ?Sized + MakeMut> Arc<T> {
    /// Returns a mutable reference to the inner value, cloned first if it has other owners.
    #[track_caller]
    pub fn make_mut(this: &mut Self) -> &mut T {
        ask(&this.counts, "make_mut", Location::caller());
        let is_only = std::sync::Arc::strong_count(&this.inner) == 1;
        acquire_if(is_only, &this.counts);
        if !is_only {
            *this = Self::of(T::copy(&this.inner));
        }
        T::make_mut(&mut this.inner)
    }
}

impl<T: ?Sized> Arc<T> {
    #[track_caller]
    fn of(inner: std::sync::Arc<T>) -> Self {
        Self::with(inner, counts())
    }

    fn with(inner: std::sync::Arc<T>, counts: Counts) -> Self {
        Self { inner: ManuallyDrop::new(inner), counts }
    }

    fn into_parts(self) -> (std::sync::Arc<T>, Counts) {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: `this` is never used or dropped again, so each part is taken once.
        unsafe { (ManuallyDrop::take(&mut this.inner), std::ptr::read(&raw const this.counts)) }
    }

    /// Creates a new `Weak` pointer.
    pub fn downgrade(this: &Self) -> Weak<T> {
        count(&this.counts, "downgrade", None);
        Weak { inner: ManuallyDrop::new(std::sync::Arc::downgrade(&this.inner)), counts: this.counts.clone() }
    }

    /// Returns the number of owners.
    #[track_caller]
    pub fn strong_count(this: &Self) -> usize {
        ask(&this.counts, "strong_count", Location::caller());
        std::sync::Arc::strong_count(&this.inner)
    }

    /// Returns the number of weak pointers.
    #[track_caller]
    pub fn weak_count(this: &Self) -> usize {
        ask(&this.counts, "weak_count", Location::caller());
        std::sync::Arc::weak_count(&this.inner)
    }

    /// Returns a mutable reference to the inner value, if this is the only pointer.
    #[track_caller]
    pub fn get_mut(this: &mut Self) -> Option<&mut T> {
        ask(&this.counts, "get_mut", Location::caller());
        acquire_if(std::sync::Arc::strong_count(&this.inner) == 1, &this.counts);
        std::sync::Arc::get_mut(&mut this.inner)
    }

    /// Returns whether both point to the same value.
    pub fn ptr_eq(this: &Self, other: &Self) -> bool {
        std::sync::Arc::ptr_eq(&this.inner, &other.inner)
    }

    /// Returns a pointer to the value.
    pub fn as_ptr(this: &Self) -> *const T {
        let pointer = std::sync::Arc::as_ptr(&this.inner);
        keep_counts(pointer, &this.counts);
        pointer
    }

    /// Converts the `Arc` to a pointer, from which [`Self::from_raw`] restores it.
    pub fn into_raw(this: Self) -> *const T {
        let (inner, counts) = this.into_parts();
        let pointer = std::sync::Arc::into_raw(inner);
        keep_counts(pointer, &counts);
        pointer
    }

    /// Constructs an `Arc` from a pointer.
    ///
    /// # Safety
    /// As for std's: the pointer comes from [`Self::into_raw`] and represents one owner.
    #[track_caller]
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        let counts = kept_counts(pointer);
        // SAFETY: the caller's promise.
        Self::with(unsafe { std::sync::Arc::from_raw(pointer) }, counts)
    }

    /// Adds an owner.
    ///
    /// # Safety
    /// As for std's: the pointer comes from [`Self::into_raw`], and the value has an owner.
    #[track_caller]
    pub unsafe fn increment_strong_count(pointer: *const T) {
        count(&kept_counts(pointer), "clone", Some(Location::caller()));
        // SAFETY: the caller's promise.
        unsafe { std::sync::Arc::increment_strong_count(pointer) };
    }

    /// Removes an owner.
    ///
    /// # Safety
    /// As for std's: the pointer comes from [`Self::into_raw`] and represents one owner.
    #[track_caller]
    pub unsafe fn decrement_strong_count(pointer: *const T) {
        // SAFETY: the caller's promise.
        drop(unsafe { Self::from_raw(pointer) });
    }
}

/// Keeps the counts of a value that the program now has a pointer to.
fn keep_counts<T: ?Sized>(pointer: *const T, counts: &Counts) {
    world::with(|world| world.counts_by_address.insert(pointer.addr(), counts.clone()));
}

#[track_caller]
fn kept_counts<T: ?Sized>(pointer: *const T) -> Counts {
    let kept = world::with(|world| world.counts_by_address.get(&pointer.addr()).cloned());
    kept.unwrap_or_else(|| {
        world::refuse(
            "makes an `Arc` from a pointer that didn't come from `into_raw` or `as_ptr` in this run; get the pointer from one of them",
        )
    })
}

impl<T: ?Sized> Clone for Arc<T> {
    fn clone(&self) -> Self {
        count(&self.counts, "clone", None);
        Self::with(std::sync::Arc::clone(&self.inner), self.counts.clone())
    }
}

impl<T: ?Sized> Drop for Arc<T> {
    fn drop(&mut self) {
        count(&self.counts, "drop", None);
        world::release_memory(&self.counts);
        acquire_if(std::sync::Arc::strong_count(&self.inner) == 1, &self.counts);
        // If the last owner's drop does something that can be noticed, it matters who is last, and when.
        let _watch = Watch::new(|finer| finer.counts = true);
        // SAFETY: the field is not used again: this is the end of its owner.
        unsafe { ManuallyDrop::drop(&mut self.inner) };
    }
}

impl<T: ?Sized> Deref for Arc<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.inner
    }
}

impl<T> Weak<T> {
    /// Creates a `Weak` that points to nothing.
    #[track_caller]
    pub fn new() -> Self {
        Self { inner: ManuallyDrop::new(std::sync::Weak::new()), counts: counts() }
    }
}

impl<T: ?Sized> Weak<T> {
    /// Returns a pointer to where the value is or was.
    pub fn as_ptr(&self) -> *const T {
        let pointer = self.inner.as_ptr();
        keep_counts(pointer, &self.counts);
        pointer
    }

    /// Converts the `Weak` to a plain pointer, from which [`Self::from_raw`] restores it.
    pub fn into_raw(self) -> *const T {
        let mut this = ManuallyDrop::new(self);
        // SAFETY: `this` is never used or dropped again, so each part is taken once.
        let (inner, counts) = unsafe { (ManuallyDrop::take(&mut this.inner), std::ptr::read(&raw const this.counts)) };
        let pointer = inner.into_raw();
        keep_counts(pointer, &counts);
        pointer
    }

    /// Constructs a `Weak` from a pointer.
    ///
    /// # Safety
    /// As for std's: the pointer comes from [`Self::into_raw`] and represents one weak pointer.
    #[track_caller]
    pub unsafe fn from_raw(pointer: *const T) -> Self {
        let counts = kept_counts(pointer);
        // SAFETY: the caller's promise.
        Self { inner: ManuallyDrop::new(unsafe { std::sync::Weak::from_raw(pointer) }), counts }
    }

    /// Returns a new owner, if there's one left.
    #[track_caller]
    pub fn upgrade(&self) -> Option<Arc<T>> {
        ask(&self.counts, "upgrade", Location::caller());
        let inner = self.inner.upgrade()?;
        changes(&self.counts, false);
        Some(Arc::with(inner, self.counts.clone()))
    }

    /// Returns the number of owners.
    #[track_caller]
    pub fn strong_count(&self) -> usize {
        ask(&self.counts, "strong_count", Location::caller());
        self.inner.strong_count()
    }

    /// Returns the number of weak pointers.
    #[track_caller]
    pub fn weak_count(&self) -> usize {
        ask(&self.counts, "weak_count", Location::caller());
        self.inner.weak_count()
    }

    /// Returns whether both point to the same value.
    pub fn ptr_eq(&self, other: &Self) -> bool {
        self.inner.ptr_eq(&other.inner)
    }
}

impl<T: ?Sized> Clone for Weak<T> {
    fn clone(&self) -> Self {
        count(&self.counts, "clone", None);
        Self { inner: self.inner.clone(), counts: self.counts.clone() }
    }
}

impl<T: ?Sized> Drop for Weak<T> {
    fn drop(&mut self) {
        count(&self.counts, "drop", None);
        // SAFETY: the field is not used again: this is the end of its owner.
        unsafe { ManuallyDrop::drop(&mut self.inner) };
    }
}

impl<T> Default for Weak<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new()
    }
}

impl<T: ?Sized> fmt::Debug for Weak<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("(Weak)")
    }
}

impl<T: ?Sized> Default for Pin<Arc<T>>
where
    Arc<T>: Default,
{
    #[track_caller]
    fn default() -> Self {
        // SAFETY: as for std's: nothing moves what an `Arc` points to.
        unsafe { Pin::new_unchecked(Arc::default()) }
    }
}

impl From<Arc<str>> for Arc<[u8]> {
    fn from(text: Arc<str>) -> Self {
        let (inner, counts) = text.into_parts();
        Self::with(inner.into(), counts)
    }
}

impl<T, const N: usize> TryFrom<Arc<[T]>> for Arc<[T; N]> {
    type Error = Arc<[T]>;

    fn try_from(values: Arc<[T]>) -> Result<Self, Self::Error> {
        let (inner, counts) = values.into_parts();
        match inner.try_into() {
            Ok(inner) => Ok(Self::with(inner, counts)),
            Err(inner) => Err(Arc::with(inner, counts)),
        }
    }
}

impl<'a, B: ?Sized + ToOwned> From<Cow<'a, B>> for Arc<B>
where
    Self: From<&'a B> + From<B::Owned>,
{
    #[track_caller]
    fn from(value: Cow<'a, B>) -> Self {
        match value {
            Cow::Borrowed(value) => Self::from(value),
            Cow::Owned(value) => Self::from(value),
        }
    }
}

/// Implements the conversions to an `Arc` that std has.
macro_rules! from {
    ($(($($of:tt)*) $from:ty => $to:ty),+ $(,)?) => {$(
        impl $($of)* From<$from> for Arc<$to> {
            #[track_caller]
            fn from(value: $from) -> Self {
                Self::of(value.into())
            }
        }
    )+};
}

from!(
    (<T>) T => T,
    (<T: ?Sized>) Box<T> => T,
    (<T>) Vec<T> => [T],
    (<T, const N: usize>) [T; N] => [T],
    (<T: Clone>) &[T] => [T],
    (<T: Clone>) &mut [T] => [T],
    () &str => str, () &mut str => str, () String => str,
    () &CStr => CStr, () CString => CStr,
    () &OsStr => OsStr, () OsString => OsStr,
    () &Path => Path, () PathBuf => Path,
);

/// Implements `Default` for types with an empty value.
macro_rules! default {
    ($(($($of:tt)*) $type:ty),+) => {$(
        impl $($of)* Default for Arc<$type> {
            #[track_caller]
            fn default() -> Self {
                Self::of(std::sync::Arc::default())
            }
        }
    )+};
}

default!((<T>) [T], () str, () CStr);

impl<T: Default> Default for Arc<T> {
    #[track_caller]
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: ?Sized + Error> Error for Arc<T> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        (**self).source()
    }
}

impl<T: ?Sized> fmt::Pointer for Arc<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Pointer::fmt(&Self::as_ptr(self), f)
    }
}

impl<T> FromIterator<T> for Arc<[T]> {
    #[track_caller]
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self::of(values.into_iter().collect())
    }
}

impl<T: ?Sized> AsRef<T> for Arc<T> {
    fn as_ref(&self) -> &T {
        self
    }
}

impl<T: ?Sized> Borrow<T> for Arc<T> {
    fn borrow(&self) -> &T {
        self
    }
}

impl<T: ?Sized + PartialEq> PartialEq for Arc<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: ?Sized + Eq> Eq for Arc<T> {}

impl<T: ?Sized + PartialOrd> PartialOrd for Arc<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        (**self).partial_cmp(&**other)
    }
}

impl<T: ?Sized + Ord> Ord for Arc<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        (**self).cmp(&**other)
    }
}

impl<T: ?Sized + Hash> Hash for Arc<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (**self).hash(state);
    }
}

shown_as_its_value!(Arc<T>);
