use std::thread;

fn main() {
    let oven = thread::spawn(|| -> u32 { panic!("too hot") });
    let loaves = match oven.join() {
        Ok(loaves) => loaves,
        Err(payload) => {
            println!("caught: {:?}", payload.downcast_ref::<&str>());
            0
        }
    };
    println!("loaves: {loaves}");
}
