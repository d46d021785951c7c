use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

async fn save(order: &str) {
    println!("saved: {order}");
}

async fn close(order: &str) {
    save(order);
}

fn main() {
    let order = String::from("tea");
    let mut closing = pin!(close(&order));
    let mut context = Context::from_waker(Waker::noop());
    assert_eq!(closing.as_mut().poll(&mut context), Poll::Ready(()));
}
