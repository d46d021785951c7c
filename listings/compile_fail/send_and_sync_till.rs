use std::cell::Cell;

struct Till {
    _sold: Cell<u32>,
}

fn assert_send<T: Send>() {}
fn assert_sync<T: Sync>() {}

fn main() {
    assert_send::<Till>();
    assert_sync::<Till>(); // error[E0277]
    assert_send::<&Till>(); // error[E0277]
}
