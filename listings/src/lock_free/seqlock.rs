// ANCHOR: rs
//! Numbers that one thread writes and others copy, whole or not at all.
//!
//! ```
//! use std::thread;
//!
//! use listings::lock_free::seqlock;
//!
//! let (mut writer, reader) = seqlock::new([10, 11]);
//! let other = thread::spawn(move || reader.read());
//! writer.write([20, 21]);
//! let [bid, ask] = other.join().unwrap();
//! assert_eq!(ask, bid + 1);
//! ```

use std::fmt;
use std::sync::Arc;

// ANCHOR: seqlock
use std::hint;
use std::sync::atomic::Ordering::{Acquire, Relaxed, Release};
use std::sync::atomic::{AtomicU64, fence};

struct Board<const N: usize> {
    /// Odd while a write is under way.
    version: AtomicU64,
    numbers: [AtomicU64; N],
}

/// The end that writes; there is one.
pub struct Writer<const N: usize> {
    board: Arc<Board<N>>,
    version: u64,
}

/// An end that reads.
#[derive(Clone)]
pub struct Reader<const N: usize> {
    board: Arc<Board<N>>,
}

impl<const N: usize> Writer<N> {
    /// Replaces all numbers.
    pub fn write(&mut self, numbers: [u64; N]) {
        self.board
            .version
            .store(self.version.wrapping_add(1), Relaxed);
        fence(Release);
        for (old, new) in self.board.numbers.iter().zip(numbers) {
            old.store(new, Relaxed);
        }
        self.version = self.version.wrapping_add(2);
        self.board.version.store(self.version, Release);
    }
}

impl<const N: usize> Reader<N> {
    /// A copy of all numbers, unless a write came in between.
    pub fn try_read(&self) -> Option<[u64; N]> {
        let Board { version, numbers } = &*self.board;
        let before = version.load(Acquire);
        let copy = numbers.each_ref().map(|number| number.load(Relaxed));
        fence(Acquire);
        let after = version.load(Relaxed);
        (before % 2 == 0 && before == after).then_some(copy)
    }

    /// A copy of all numbers, tried again until no write comes in between:
    /// forever, if the writer stops in a write, or writes all the time.
    pub fn read(&self) -> [u64; N] {
        loop {
            if let Some(copy) = self.try_read() {
                return copy;
            }
            hint::spin_loop();
        }
    }
}
// ANCHOR_END: seqlock

/// The two kinds of ends, with the first numbers.
pub fn new<const N: usize>(numbers: [u64; N]) -> (Writer<N>, Reader<N>) {
    let board = Arc::new(Board {
        version: AtomicU64::new(0),
        numbers: numbers.map(AtomicU64::new),
    });
    let writer = Writer {
        board: Arc::clone(&board),
        version: 0,
    };
    (writer, Reader { board })
}

impl<const N: usize> fmt::Debug for Writer<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}

impl<const N: usize> fmt::Debug for Reader<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader").finish_non_exhaustive()
    }
}
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::atomic::Ordering;
    use std::thread;

    use super::new;

    /// A copy is whole, whatever the writer does meanwhile.
    #[test]
    fn whole() {
        let times = if cfg!(miri) { 10 } else { 1000 };
        let (mut writer, reader) = new([0, 0, 0]);
        thread::scope(|s| {
            for reader in [reader.clone(), reader.clone()] {
                s.spawn(move || {
                    for _ in 0..times {
                        let [one, two, three] = reader.read();
                        assert!(one == two && two == three);
                    }
                });
            }
            (1..=times).for_each(|number| writer.write([number; 3]));
        });
        assert_eq!(reader.read(), [times; 3]);
    }

    /// While a write is under way, there is nothing to read.
    #[test]
    fn odd() {
        let (writer, reader) = new([7]);
        writer.board.version.store(1, Ordering::Relaxed);
        assert_eq!(reader.try_read(), None);
    }

    /// The version may pass the largest number.
    #[test]
    fn version_wraps() {
        let (mut writer, reader) = new([7]);
        writer.board.version.store(u64::MAX - 1, Ordering::Relaxed);
        writer.version = u64::MAX - 1;
        assert_eq!(reader.try_read(), Some([7]));
        writer.write([8]);
        assert_eq!(reader.try_read(), Some([8]));
    }

    /// No numbers are as many as any.
    #[test]
    fn none() {
        let (mut writer, reader) = new([]);
        writer.write([]);
        assert_eq!(reader.try_read(), Some([]));
    }
}
