//! Makes copies of the project for faults.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use book::project;
use book::tree::{self, Entries};

/// A copy of the project without a fault.
struct Copy {
    root: PathBuf,
    /// Held as long as this process uses the copy.
    _lock: File,
}

/// The copies that no test uses.
static FREE: Mutex<Vec<Copy>> = Mutex::new(Vec::new());

/// Runs `work` with a copy of its own.
pub fn with<T>(work: impl FnOnce(&Path) -> Result<T, String>) -> Result<T, String> {
    let free = || FREE.lock().unwrap_or_else(PoisonError::into_inner);
    let found = free().pop();
    let copy = found.map_or_else(make, Ok)?;
    let done = work(&copy.root);
    free().push(copy);
    done
}

/// Makes a copy, or reuses one from an earlier run with what Cargo has built there.
fn make() -> Result<Copy, String> {
    static BOOK: OnceLock<Result<Entries, String>> = OnceLock::new();
    let entries = BOOK.get_or_init(|| tree::read(project().checker())).as_ref()?;
    // A reader's folder may have a space in its name, too.
    let base = project().scratch("faults/whole book");
    for number in 1.. {
        let root = base.join(number.to_string());
        let reported = |error: std::io::Error| format!("{}: {error}", root.display());
        fs::create_dir_all(&root).map_err(reported)?;
        let lock = File::create(base.join(format!("{number}.lock"))).map_err(reported)?;
        // Another run of these tests may be using it.
        if lock.try_lock().is_ok() {
            tree::write(&root, entries)?;
            return Ok(Copy { root, _lock: lock });
        }
    }
    unreachable!("some number is free")
}
