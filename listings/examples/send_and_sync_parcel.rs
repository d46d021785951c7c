use std::thread;

struct Parcel<T> {
    content: *mut T,
}

// SAFETY: a parcel is the only owner of its content, like a `Box`.
// Moving the parcel moves its `T`, and nothing left behind reaches it.
unsafe impl<T: Send> Send for Parcel<T> {}

// SAFETY: a `&Parcel<T>` gives out a `&T` and nothing else.
unsafe impl<T: Sync> Sync for Parcel<T> {}

impl<T> Parcel<T> {
    fn pack(content: T) -> Self {
        let content = Box::into_raw(Box::new(content));
        Parcel { content }
    }

    fn look(&self) -> &T {
        // SAFETY: from `into_raw`, and only `drop` frees it.
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
