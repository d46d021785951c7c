use std::sync::Mutex;
use std::thread;

fn main() {
    let order = Mutex::new(None);

    thread::scope(|s| {
        let cook = s.spawn(|| {
            loop {
                let dish = order.lock().unwrap().take();
                match dish {
                    Some(dish) => return dish,
                    None => thread::park(),
                }
            }
        });

        *order.lock().unwrap() = Some("soup");
        cook.thread().unpark();
        println!("cooked: {}", cook.join().unwrap());
    });
}
