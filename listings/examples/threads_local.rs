use std::cell::Cell;
use std::thread;

thread_local! {
    static SERVED: Cell<u32> = const { Cell::new(0) };
}

fn serve(visitors: u32) -> u32 {
    for _ in 0..visitors {
        SERVED.with(|served| served.set(served.get() + 1));
    }
    SERVED.with(|served| served.get())
}

fn main() {
    for (name, visitors) in [("north", 2), ("south", 3)] {
        let window = thread::Builder::new()
            .name(String::from(name))
            .stack_size(256 * 1024)
            .spawn(move || {
                let served = serve(visitors);
                println!("{:?}: {served}", thread::current().name());
            })
            .expect("the system has room for a thread");
        window.join().unwrap();
    }
    println!("main: {}", serve(0));
    assert_eq!(serve(0), 0);
}
