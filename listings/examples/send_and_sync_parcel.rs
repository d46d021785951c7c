use std::thread;

struct Parcel<T> {
    content: *mut T,
}

// SAFETY: a parcel owns its content alone, as a `Box` does. Whoever
// moves the parcel moves a `T`, and leaves no way to it behind.
unsafe impl<T: Send> Send for Parcel<T> {}

// SAFETY: all that `&Parcel<T>` gives is a `&T`.
unsafe impl<T: Sync> Sync for Parcel<T> {}

impl<T> Parcel<T> {
    fn pack(content: T) -> Self {
        let content = Box::into_raw(Box::new(content));
        Parcel { content }
    }

    fn look(&self) -> &T {
        // SAFETY: from `into_raw`, freed by nobody but `drop`.
        unsafe { &*self.content }
    }
}

impl<T> Drop for Parcel<T> {
    fn drop(&mut self) {
        // SAFETY: from `into_raw`, and this runs once.
        drop(unsafe { Box::from_raw(self.content) });
    }
}

fn main() {
    let parcel = Parcel::pack("tea".to_string());
    let clerk = thread::spawn(move || parcel.look().len());
    println!("letters: {}", clerk.join().unwrap());
}
