use std::marker::PhantomData;
use std::thread;

struct Till {
    sold: u32,
    _here: PhantomData<*const ()>,
}

fn main() {
    let till = Till {
        sold: 3,
        _here: PhantomData,
    };
    let clerk = move || {
        let till = till;
        till.sold
    };
    thread::spawn(clerk).join().unwrap(); // error[E0277]
}
