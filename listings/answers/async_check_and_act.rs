use std::cell::Cell;
use std::future::{self, Future};
use std::pin::pin;
use std::task::{Context, Poll, Waker};

async fn pause() {
    let mut first = true;
    future::poll_fn(|_| match std::mem::take(&mut first) {
        true => Poll::Pending,
        false => Poll::Ready(()),
    })
    .await
}

async fn book(seats: &Cell<i32>) {
    if seats.get() > 0 {
        pause().await; // the other task may run here
        seats.set(seats.get() - 1);
    }
}

fn main() {
    let seats = Cell::new(1);
    let (mut ann, mut ben) = (pin!(book(&seats)), pin!(book(&seats)));
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..2 {
        let _ = ann.as_mut().poll(&mut context);
        let _ = ben.as_mut().poll(&mut context);
    }
    println!("seats left: {}", seats.get());
}
