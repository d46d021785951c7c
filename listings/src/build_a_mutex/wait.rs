// ANCHOR: rs
//! Sleeping on a word of memory until another thread changes it.
//!
//! ```
//! use std::sync::atomic::AtomicU32;
//! use std::sync::atomic::Ordering::Relaxed;
//! use std::thread;
//!
//! use listings::build_a_mutex::wait::{wait, wake_all};
//!
//! let open = AtomicU32::new(0);
//! thread::scope(|s| {
//!     s.spawn(|| {
//!         open.store(1, Relaxed);
//!         wake_all(&open);
//!     });
//!     while open.load(Relaxed) == 0 {
//!         wait(&open, 0);
//!     }
//! });
//! ```

// ANCHOR: wait
use std::ptr;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{self, MutexGuard};
use std::thread::{self, Thread};

struct Sleeper {
    address: usize,
    thread: Thread,
}

static TABLE: sync::Mutex<Vec<Sleeper>> = sync::Mutex::new(Vec::new());

fn table() -> MutexGuard<'static, Vec<Sleeper>> {
    TABLE.lock().unwrap()
}

/// Sleeps if `word` is `expected`, until another thread wakes it.
///
/// Call it in a loop that looks at the word: a thread that slept may find
/// any value there. It parks the calling thread, so it may use up an
/// `unpark` meant for something else, or leave one behind. It also
/// allocates, so no global allocator can wait.
pub fn wait(word: &AtomicU32, expected: u32) {
    let thread = thread::current();
    let me = thread.id();
    let address = address(word);
    let mut sleepers = table();
    if word.load(Relaxed) != expected {
        return;
    }
    sleepers.push(Sleeper { address, thread });
    while sleepers.iter().any(|sleeper| sleeper.thread.id() == me) {
        drop(sleepers);
        thread::park();
        sleepers = table();
    }
}
// ANCHOR_END: wait

// ANCHOR: wake
/// Wakes the thread that has slept on `word` longest, if there is one.
///
/// Change the word first.
pub fn wake_one(word: &AtomicU32) {
    let mut sleepers = table();
    let on_word = |sleeper: &Sleeper| sleeper.address == address(word);
    if let Some(first) = sleepers.iter().position(on_word) {
        let sleeper = sleepers.remove(first);
        drop(sleepers);
        sleeper.thread.unpark();
    }
}

/// Wakes every thread that sleeps on `word`.
///
/// Change the word first.
pub fn wake_all(word: &AtomicU32) {
    let on_word = |sleeper: &mut Sleeper| sleeper.address == address(word);
    let woken: Vec<_> = table().extract_if(.., on_word).collect();
    for sleeper in woken {
        sleeper.thread.unpark();
    }
}

fn address(word: &AtomicU32) -> usize {
    ptr::from_ref(word).addr()
}
// ANCHOR_END: wake
// ANCHOR_END: rs

#[cfg(test)]
mod tests {
    use std::sync::atomic::AtomicU32;
    use std::sync::atomic::Ordering::Relaxed;
    use std::thread;

    use super::{address, table, wait, wake_all, wake_one};

    /// Waits until as many threads sleep on this word.
    fn until_asleep(word: &AtomicU32, threads: usize) {
        let asleep = || {
            table()
                .iter()
                .filter(|sleeper| sleeper.address == address(word))
                .count()
        };
        while asleep() != threads {
            thread::yield_now();
        }
    }

    /// A word that has changed puts no thread to sleep.
    #[test]
    fn changed_before() {
        wait(&AtomicU32::new(1), 0);
    }

    /// One call wakes one thread, those on another word sleep on, and an
    /// `unpark` from elsewhere wakes none.
    #[test]
    fn one_and_all() {
        let (word, other) = (AtomicU32::new(0), AtomicU32::new(0));
        let up = AtomicU32::new(0);
        thread::scope(|s| {
            let sleepers = [&word, &word, &word, &other].map(|word| {
                s.spawn(|| {
                    wait(word, 0);
                    up.fetch_add(1, Relaxed);
                })
            });
            until_asleep(&word, 3);
            until_asleep(&other, 1);
            sleepers
                .iter()
                .for_each(|sleeper| sleeper.thread().unpark());
            wake_one(&word);
            until_asleep(&word, 2);
            while up.load(Relaxed) == 0 {
                thread::yield_now();
            }
            assert_eq!(up.load(Relaxed), 1);
            wake_all(&word);
            wake_one(&word);
            until_asleep(&other, 1);
            wake_all(&other);
        });
        assert_eq!(up.into_inner(), 4);
    }
}
