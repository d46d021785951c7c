use std::cell::Cell;
use std::future::{Future, pending};
use std::pin::pin;
use std::task::{Context, Waker};

async fn bake(oven: &Cell<&str>) {
    oven.set("on");
    pending::<()>().await; // until the bread is done
    oven.set("off");
}

fn main() {
    let oven = Cell::new("off");
    let mut context = Context::from_waker(Waker::noop());
    {
        let bread = pin!(bake(&oven));
        println!("called: the oven is {}", oven.get());

        let is_waiting = bread.poll(&mut context).is_pending();
        println!("polled: the oven is {}", oven.get());
        assert!(is_waiting);
    }
    println!("dropped: the oven is {}", oven.get());
}
