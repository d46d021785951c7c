// hook at 9: x [joined]
use std::panic;
use std::thread;
fn main() {
    panic::set_hook(Box::new(|info| {
        print!("hook at {}: {} ", info.location().unwrap().line(), info.payload().downcast_ref::<&str>().unwrap());
    }));
    let t = thread::spawn(|| {
        panic!("x")
    });
    let e: Result<(), _> = t.join();
    if e.is_err() { println!("[joined]"); }
}
