//! Data races: accesses to plain memory, the contents of an `UnsafeCell`, that happens-before doesn't order.
//!
//! Happens-before is C++20's: within a thread; by locks, channels and joins; from a release store, or the read-modify-writes that follow it, to the acquire
//! load that reads it; and by fences. Accesses aren't steps. If two of them race in some execution, they race in every schedule of its trace, so the search
//! doesn't have to reorder them.

use std::mem::MaybeUninit;
use std::sync::atomic::Ordering;

use super::World;
use crate::clock::VectorClock;
use crate::memory::graph::Mode;
use crate::place::{self, At};
use crate::tree::ObjectId;

/// The number of one cell in an execution.
pub type CellId = usize;

/// The maximum number of bytes of a value that are compared.
const MOST_BYTES: usize = 4096;

/// What an access does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Does {
    /// Reads.
    Read,
    /// Writes.
    Write,
    /// Takes the value out, or owns it exclusively in another way: a write.
    Own,
    /// Drops the value: a write.
    Drop,
}

/// An access to plain memory.
#[derive(Debug, Clone)]
pub struct Access {
    thread: usize,
    /// Which of the thread's accesses it is, from 1.
    number: u32,
    at: Option<place::Place>,
    does: Does,
}

impl Access {
    fn writes(&self) -> bool {
        self.does != Does::Read
    }

    /// Returns the verb for messages.
    fn verb(&self) -> &'static str {
        match self.does {
            Does::Read => "reads",
            Does::Write => "writes",
            Does::Own => "takes it",
            Does::Drop => "drops it",
        }
    }
}

/// An access through a pointer that the program was given. It lasts until the thread stops before its next step; only then is it known whether the program
/// wrote there.
#[derive(Debug)]
pub struct OpenAccess {
    cell: CellId,
    pointer: *const u8,
    before: Vec<u8>,
    access: Access,
    /// What happened before.
    known: VectorClock,
}

/// What one thread knows about plain memory through atomics, in addition to its clock.
#[derive(Debug, Clone, Default)]
pub struct Fences {
    /// What was released by stores it has read without acquiring; the next acquire fence acquires it.
    read: VectorClock,
    /// What happened before its last release fence; its stores release that.
    released: VectorClock,
}

/// Returns the bytes of a value.
///
/// # Safety
///
/// The pointer must be to `length` bytes, which aren't written in the meantime.
unsafe fn bytes(pointer: *const u8, length: usize) -> Vec<u8> {
    let mut copy = vec![MaybeUninit::<u8>::uninit(); length.min(MOST_BYTES)];
    // SAFETY: guaranteed by the caller; `MaybeUninit` copies padding and bytes that were never written.
    unsafe { std::ptr::copy_nonoverlapping(pointer.cast(), copy.as_mut_ptr(), copy.len()) };
    let start = copy.as_mut_ptr();
    // SAFETY: it does nothing. As far as the compiler knows, it could have written every byte, so all are initialized from here on.
    unsafe { std::arch::asm!("/* {0} */", in(reg) start, options(nostack, preserves_flags)) };
    // SAFETY: initialized above.
    copy.into_iter().map(|byte| unsafe { byte.assume_init() }).collect()
}

impl World {
    /// Creates an access to plain memory by the current thread. Returns it with the clock of what happens before.
    fn plain_access(&mut self, at: At, does: Does) -> (Access, VectorClock) {
        let thread = self.current;
        self.has_plain = true;
        let happens = &mut self.me().clock.happens;
        happens.tick(thread);
        let (number, known) = (happens.count(thread), happens.clone());
        (Access { thread, number, at: place::of(Some(at)), does }, known)
    }

    /// Adds a cell to this execution and returns its number.
    pub fn add_cell(&mut self) -> CellId {
        self.plain.push(Vec::new());
        self.plain.len() - 1
    }

    /// Opens an access by the current thread, which is given a pointer to `length` bytes of plain memory.
    ///
    /// # Safety
    ///
    /// The pointer must be valid for `length` bytes until the access is closed, by the thread's next step or [`Self::close_access`].
    pub unsafe fn open_access(&mut self, cell: CellId, pointer: *const u8, length: usize, at: At) {
        self.close_access(cell);
        let (access, known) = self.plain_access(at, Does::Read);
        // SAFETY: guaranteed by the caller, and only this thread runs.
        let before = unsafe { bytes(pointer, length) };
        self.open.push(OpenAccess { cell, pointer, before, access, known });
    }

    /// Notes that the current thread owns this memory exclusively: it takes the value out, or drops it.
    pub fn own_access(&mut self, cell: CellId, does: Does, at: At) {
        self.close_access(cell);
        let (access, known) = self.plain_access(at, does);
        self.check(cell, access, &known);
    }

    /// Closes the current thread's access to this cell, and determines whether it read or wrote.
    pub fn close_access(&mut self, cell: CellId) {
        if let Some(at) = self.open.iter().position(|open| open.cell == cell) {
            let open = self.open.swap_remove(at);
            self.end_access(open);
        }
    }

    /// Closes the current thread's accesses to all cells.
    pub(super) fn close_accesses(&mut self) {
        while let Some(open) = self.open.pop() {
            self.end_access(open);
        }
    }

    fn end_access(&mut self, OpenAccess { cell, pointer, before, access, known }: OpenAccess) {
        // SAFETY: the opener of the access guaranteed that the memory is valid until now.
        let does = if unsafe { bytes(pointer, before.len()) } == before { Does::Read } else { Does::Write };
        self.check(cell, Access { does, ..access }, &known);
    }

    /// Notes that a double has changed part of itself, possibly inside a cell: that's not an access by the program.
    pub fn changes_itself<T>(&mut self, part: *const T) {
        for OpenAccess { pointer, before, .. } in &mut self.open {
            let range = pointer.addr()..pointer.addr() + before.len();
            if range.contains(&part.addr()) {
                let from = part.addr() - range.start;
                let length = size_of::<T>().min(before.len() - from);
                // SAFETY: the opener of the access guaranteed that the memory is valid until it's closed.
                before[from..from + length].copy_from_slice(&unsafe { bytes(pointer.add(from), length) });
            }
        }
    }

    /// Notes an access, and checks whether it races with an earlier one.
    fn check(&mut self, cell: CellId, access: Access, known: &VectorClock) {
        let accesses = &mut self.plain[cell];
        let races = |earlier: &&Access| (earlier.writes() || access.writes()) && !known.includes(earlier.thread, earlier.number);
        let earlier = accesses.iter().find(races).cloned();
        // Anything that happens before this access also happens before everything that comes after it.
        accesses.retain(|earlier| !(access.writes() || earlier.thread == access.thread && !earlier.writes()));
        accesses.push(access.clone());
        if let (Some(earlier), None) = (earlier, &self.data_race) {
            let (one, other) = if earlier.thread <= access.thread { (&earlier, &access) } else { (&access, &earlier) };
            // A thread may be looping until it sees a change that nothing orders.
            self.stir();
            self.data_race = Some(format!("data race: {}, {}", self.does(one), self.does(other)));
            for side in [&earlier, &access] {
                self.log("note", side.thread, side.verb(), None, side.at, "in a data race".to_owned());
            }
        }
    }

    /// Formats an access: `main writes at line 5`.
    fn does(&self, access: &Access) -> String {
        let line = access.at.map_or(String::new(), |(line, _)| format!(" at line {line}"));
        format!("{} {}{line}", self.name(access.thread), access.verb())
    }

    /// Synchronizes the current thread, which reads the last store to an atomic, stores, or both, if all atomics share one order.
    pub fn synchronize_by(&mut self, atomic: ObjectId, order: Ordering, reads: bool, writes: bool) {
        if self.has_plain {
            let last = reads.then(|| self.released.get(&atomic).cloned().unwrap_or_default());
            if let Some(released) = self.acquire_and_release(last, order, writes) {
                self.released.insert(atomic, released);
            }
        }
    }

    /// Like [`Self::synchronize_by`], but under the memory model, where the store may not be the last.
    pub(super) fn synchronize_weakly(&mut self, atomic: ObjectId, order: Ordering, reads: bool, writes: bool, from_last: usize) {
        if self.has_plain {
            let read = reads.then(|| self.memory.borrow().released(atomic, from_last));
            if let Some(released) = self.acquire_and_release(read, order, writes) {
                self.memory.get_mut().release(atomic, from_last, released);
            }
        }
    }

    /// Joins what the store that the current thread reads has released, if it reads one. Returns what the thread releases, if it stores.
    fn acquire_and_release(&mut self, read: Option<VectorClock>, order: Ordering, writes: bool) -> Option<VectorClock> {
        let (mode, me) = (Mode::Atomic(order), self.me());
        if let Some(read) = &read {
            if mode.acquires() { &mut me.clock.happens } else { &mut me.fences.read }.join(read);
        }
        writes.then(|| {
            let mut released = if mode.releases() { &me.clock.happens } else { &me.fences.released }.clone();
            // A read-modify-write continues the release sequence.
            released.join(&read.unwrap_or_default());
            released
        })
    }

    /// Synchronizes the current thread at a fence.
    pub(super) fn synchronize_by_fence(&mut self, order: Ordering) {
        let me = self.me();
        if Mode::Atomic(order).acquires() {
            me.clock.happens.join(&me.fences.read);
        }
        if Mode::Atomic(order).releases() {
            me.fences.released = me.clock.happens.clone();
        }
    }
}
