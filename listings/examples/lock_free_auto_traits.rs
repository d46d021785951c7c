use std::rc::Rc;
use std::sync::atomic::AtomicPtr;

struct Slot<T> {
    value: AtomicPtr<T>, // a pointer, and no word on whose value it is
}

fn share<T: Sync>(_: &T) -> &'static str {
    "another thread may use it"
}

fn main() {
    let value = Box::into_raw(Box::new(Rc::new(7)));
    let slot = Slot {
        value: AtomicPtr::new(value),
    };
    println!("{}", share(&slot));
    // SAFETY: from `into_raw`, and nothing else has it.
    let value = unsafe { Box::from_raw(slot.value.into_inner()) };
    assert_eq!(**value, 7);
}
