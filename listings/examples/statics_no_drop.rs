use std::sync::LazyLock;
use std::thread;

struct Door(&'static str);

impl Drop for Door {
    fn drop(&mut self) {
        println!("{} door: closed", self.0);
    }
}

static FRONT: Door = Door("front");
static BACK: LazyLock<Door> = LazyLock::new(|| Door("back"));

fn main() {
    let side: &'static Door = Box::leak(Box::new(Door("side")));
    let _office = Door("office");

    let visitor = thread::spawn(move || [FRONT.0, BACK.0, side.0]);
    println!("open: {:?}", visitor.join().unwrap());
}
