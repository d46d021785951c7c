use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::MutexGuard;

struct Arc<T>(NonNull<T>);

// SAFETY: as for the `Arc` of this page.
unsafe impl<T: Send + Sync> Send for Arc<T> {}

fn to_a_thread(handle: impl Send) {
    drop(handle);
}

fn share(visits: Arc<Cell<u32>>) {
    to_a_thread(visits); // error[E0277]
}

fn unlock(seats: Arc<MutexGuard<'static, u32>>) {
    to_a_thread(seats); // error[E0277]
}

fn main() {}
