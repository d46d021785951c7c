use std::ptr::NonNull;

struct Arc<T>(NonNull<T>);

impl<T> Drop for Arc<T> {
    fn drop(&mut self) {
        // SAFETY: the box came from `Box::leak`, and no handle is left.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

struct Usher<'a>(&'a str);

impl Drop for Usher<'_> {
    fn drop(&mut self) {
        println!("the doors close after {}", self.0);
    }
}

fn main() {
    let _usher;
    let play = String::from("Hamlet");
    let inner = Box::leak(Box::new(Usher(&play))); // error[E0597]
    _usher = Arc(NonNull::from(inner));
}
