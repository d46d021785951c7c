use std::future::{self, Future};
use std::pin::pin;
use std::sync::Mutex;
use std::task::{Context, Poll, Waker};

async fn pause() {
    let mut first = true;
    future::poll_fn(|_| match std::mem::take(&mut first) {
        true => Poll::Pending,
        false => Poll::Ready(()),
    })
    .await
}

async fn book(seats: &Mutex<i32>) {
    let mut seats = seats.lock().unwrap();
    pause().await; // the other task may run here
    *seats -= 1;
}

fn main() {
    let seats = Mutex::new(1);
    let (mut ann, mut ben) = (pin!(book(&seats)), pin!(book(&seats)));
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..2 {
        println!("ann's turn");
        let _ = ann.as_mut().poll(&mut context);
        println!("ben's turn");
        let _ = ben.as_mut().poll(&mut context);
    }
}
