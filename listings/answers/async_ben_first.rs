use std::future::{self, Future};
use std::pin::Pin;
use std::sync::Mutex;
use std::task::{Context, Waker};

async fn transfer(ann: &Mutex<i32>, ben: &Mutex<i32>) {
    *ben.lock().unwrap() += 10;
    future::pending::<()>().await; // the bank takes its time
    *ann.lock().unwrap() -= 10;
}

fn main() {
    let (ann, ben) = (Mutex::new(50), Mutex::new(50));
    let mut payment: Pin<Box<dyn Future<Output = ()>>> =
        Box::pin(transfer(&ann, &ben));
    let mut context = Context::from_waker(Waker::noop());
    assert!(payment.as_mut().poll(&mut context).is_pending());
    drop(payment); // too slow
    let (ann, ben) = (ann.into_inner().unwrap(), ben.into_inner().unwrap());
    println!("Ann {ann}, Ben {ben}, together {}", ann + ben);
}
