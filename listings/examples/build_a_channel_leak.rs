use std::mem::MaybeUninit;

struct Parcel(&'static str);

impl Drop for Parcel {
    fn drop(&mut self) {
        println!("dropped: {}", self.0);
    }
}

fn main() {
    let slot = MaybeUninit::new(Parcel("never received"));
    drop(slot);
    println!("the first slot is gone");

    let slot = MaybeUninit::new(Parcel("received"));
    // SAFETY: the slot was written, and is read out once.
    let parcel = unsafe { slot.assume_init_read() };
    drop(slot);
    println!("the second slot is gone");
    drop(parcel);
}
