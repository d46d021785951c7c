//! Atomics under the memory model: a load reads from any store, and a store is placed anywhere in modification order, that coherence and happens-before allow.
//!
//! A step's way says which store it reads from or is placed after, counted from the last one: 0 is what a step does when everything is `SeqCst`.

use std::fmt;
use std::sync::atomic::Ordering;

use super::atomic::Cell;
use crate::freedom::Freedoms;
use crate::memory::graph::Kind;
use crate::place::At;
use crate::tree::ObjectId;
use crate::world::ways::{STORES, TOO_MANY_STORES};
use crate::world::{self, Op, World};

/// The first way for a `compare_exchange_weak` to fail spuriously; in lower ways it doesn't.
const SPURIOUS: usize = STORES / 2;

impl<T: Copy + PartialEq + fmt::Debug> Cell<T> {
    /// Returns the atomic's location, whose history is kept from now on.
    fn location(&self) -> ObjectId {
        let (location, value) = (self.object.id(), self.get());
        world::with(|world| world.memory.get_mut().initialize(location, value));
        location
    }

    /// Returns the value of a store, counted from the last one.
    fn value_of(world: &World, location: ObjectId, from_last: usize) -> Option<T> {
        // SAFETY: a location belongs to one atomic, whose values are all of type `T`.
        unsafe { world.memory.borrow().value(location, from_last) }
    }

    /// Returns whether some later store has a different value from the one that's read.
    fn misses(world: &World, location: ObjectId, from_last: usize) -> bool {
        let value = |from_last| Self::value_of(world, location, from_last);
        (0..from_last).any(|later| value(later) != value(from_last))
    }

    /// Inserts a value into the history after this store.
    ///
    /// A read-modify-write that leaves the value as it is, as in every failing round of a spin lock, isn't a change that a loop could wait for.
    fn keep(&self, location: ObjectId, value: T, from_last: usize, is_change: bool) {
        world::with(|world| {
            world.memory.get_mut().keep(location, value, from_last);
            if is_change {
                world.stir();
                world.has_new_value(location);
            }
        });
        if from_last == 0 {
            // SAFETY: there are no references to the value: it's only copied out, by one thread at a time.
            unsafe { *self.value.get() = value };
        }
        self.show();
    }

    /// Returns the values of all stores so far, in modification order, or `None` if only the last one can be read.
    pub(super) fn history(&self) -> Option<String> {
        let location = self.object.id();
        world::with(|world| {
            let stores = (0..world.stores(location)).rev();
            let values: Vec<String> =
                stores.filter_map(|from_last| Self::value_of(world, location, from_last)).map(|value| format!("{value:?}")).collect();
            (!values.is_empty()).then(|| values.join(", then "))
        })
    }

    pub(super) fn load_weakly(&self, at: At, order: Ordering) -> T {
        let (me, location) = (world::current(), self.location());
        let op = Op::step("load", Some(at)).reads(location).on_an_atomic();
        let way = world::take(op, &|world| {
            ways(STORES, world.stores(location), |from_last| world.may(me, Kind::Read, order, location, from_last))
        });
        let from_last = chosen(way);
        let value = world::with(|world| Self::value_of(world, location, from_last)).unwrap_or_else(|| self.get());
        world::with(|world| {
            if !world.repeats(me) {
                let misses = Self::misses(world, location, from_last);
                world.access(Kind::Read, order, location, from_last, misses);
            }
        });
        world::detail(|| format!("{value:?}{}", read_from(location, from_last)));
        value
    }

    pub(super) fn store_weakly(&self, value: T, at: At, order: Ordering) {
        let (me, location) = (world::current(), self.location());
        let op = Op::step("store", Some(at)).may_write(location).on_an_atomic();
        let way = world::take(op, &|world| {
            ways(STORES, world.stores(location), |from_last| world.may(me, Kind::Write, order, location, from_last))
        });
        let from_last = chosen(way);
        world::with(|world| world.access(Kind::Write, order, location, from_last, false));
        self.keep(location, value, from_last, true);
        world::detail(|| format!("{value:?}{}", comes_before(location, from_last)));
    }

    /// Does a read-modify-write, or a load if there's nothing to write. Returns the old value and whether it changed. If `is_weak`, it may fail spuriously.
    pub(super) fn change_weakly(
        &self,
        verb: &'static str,
        at: At,
        [success, failure]: [Ordering; 2],
        is_weak: bool,
        new: impl Fn(T) -> Option<T>,
    ) -> (T, bool) {
        let may_fail = is_weak && world::with(|world| world.allows(Freedoms::FAILURE));
        let most = if may_fail { SPURIOUS } else { STORES };
        let (me, location) = (world::current(), self.location());
        let op = Op::step(verb, Some(at)).may_write(location).on_an_atomic();
        let way = world::take(op, &|world| {
            let stores = world.stores(location);
            let changes = |from_last: usize| Self::value_of(world, location, from_last).and_then(&new).is_some();
            let may_read = |from_last| world.may(me, Kind::Read, failure, location, from_last);
            let regular = ways(most, stores, |from_last| match changes(from_last) {
                true => world.may(me, Kind::Update, success, location, from_last),
                false => may_read(from_last),
            });
            let fails = may_fail && world.may_be_spurious(me, Freedoms::FAILURE);
            let spurious = if fails { ways(most, stores, |from_last| changes(from_last) && may_read(from_last)) } else { 0 };
            let too_many = (regular | spurious) & 1 << TOO_MANY_STORES;
            regular | (spurious & !too_many) << SPURIOUS | too_many
        });
        let chosen = chosen(way);
        let is_spurious = may_fail && chosen >= SPURIOUS;
        let from_last = if is_spurious { chosen - SPURIOUS } else { chosen };
        let old = world::with(|world| Self::value_of(world, location, from_last)).unwrap_or_else(|| self.get());
        let written = new(old).filter(|_| !is_spurious);
        let (kind, order) = if written.is_some() { (Kind::Update, success) } else { (Kind::Read, failure) };
        let repeats = world::with(|world| world.repeats(me)) && written.is_none_or(|value| value == old);
        if !repeats {
            world::with(|world| {
                let misses = Self::misses(world, location, from_last);
                world.access(kind, order, location, from_last, misses);
            });
        }
        if is_spurious {
            world::was_spurious(Freedoms::FAILURE);
        }
        if let Some(value) = written.filter(|_| !repeats) {
            self.keep(location, value, from_last, value != old);
        }
        world::detail(|| match written {
            Some(new) => format!("{old:?} to {new:?}{}", comes_before(location, from_last)),
            None if is_spurious => format!("{old:?} stays, a spurious failure"),
            None => format!("{old:?} stays{}", read_from(location, from_last)),
        });
        (old, written.is_some())
    }
}

/// Returns the ways that `may` allows, as bits.
fn ways(most: usize, stores: usize, may: impl Fn(usize) -> bool) -> u32 {
    let possible = (0..stores).filter(|from_last| may(*from_last));
    possible.fold(0, |ways, from_last| ways | 1 << if from_last < most { from_last as u32 } else { TOO_MANY_STORES })
}

/// Returns the store that a way stands for.
fn chosen(way: u32) -> usize {
    if way == TOO_MANY_STORES {
        world::with(|world| world.has_too_many_stores(STORES));
        return 0;
    }
    way as usize
}

/// Describes the store that was read, for a replay; empty if there's only one.
fn read_from(location: ObjectId, from_last: usize) -> String {
    world::with(|world| {
        let whose = match world.memory.borrow().writer(location, from_last) {
            None => "the initial value".to_owned(),
            Some(thread) if thread == world.current => "its own store".to_owned(),
            Some(thread) => format!("stored by {}", world.name(thread)),
        };
        match (from_last, world.stores(location)) {
            (0, 1) => String::new(),
            (0, _) => format!(", {whose}"),
            _ => format!(", {whose} (stale)"),
        }
    })
}

/// Describes a store's place in modification order, for a replay; empty if it's the last.
fn comes_before(location: ObjectId, from_last: usize) -> String {
    world::with(|world| match from_last {
        0 => String::new(),
        1 => {
            let later = world.memory.borrow().writer(location, 0);
            let whose = later.map_or("another".to_owned(), |thread| format!("that of {}", world.name(thread)));
            format!(", before {whose} in modification order")
        }
        more => format!(", before {more} others in modification order"),
    })
}
