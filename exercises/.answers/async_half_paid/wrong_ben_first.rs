// judge: can print: Ann 50, Ben 60
use std::cell::Cell;
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

async fn transfer(ann: &Cell<u32>, ben: &Cell<u32>, bank: &Mutex<Bell>) {
    ben.set(ben.get() + 10);
    rung(bank).await;
    ann.set(ann.get() - 10);
}

#[derive(Default)]
struct Bell {
    rung: bool,
    waker: Option<Waker>,
}

fn ring(bell: &Mutex<Bell>) {
    let mut bell = bell.lock().unwrap();
    bell.rung = true;
    if let Some(waker) = bell.waker.take() {
        waker.wake();
    }
}

async fn rung(bell: &Mutex<Bell>) {
    let look = |cx: &mut Context<'_>| {
        let mut bell = bell.lock().unwrap();
        if bell.rung {
            return Poll::Ready(());
        }
        bell.waker = Some(cx.waker().clone());
        Poll::Pending
    };
    poll_fn(look).await;
}

/// Polls both until one is done, and drops the other one.
async fn first(
    one: impl Future<Output = ()>,
    other: impl Future<Output = ()>,
) {
    let (mut one, mut other) = (pin!(one), pin!(other));
    let poll = |cx: &mut Context<'_>| {
        let is_done = one.as_mut().poll(cx).is_ready()
            || other.as_mut().poll(cx).is_ready();
        if is_done {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    };
    poll_fn(poll).await;
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
    let (ann, ben) = (Cell::new(50), Cell::new(50));
    let (bank, closing) = (Mutex::default(), Mutex::default());

    thread::scope(|s| {
        s.spawn(|| {
            ring(&closing);
            ring(&bank);
        });
        block_on(first(transfer(&ann, &ben, &bank), rung(&closing)));
    });
    println!("Ann {}, Ben {}", ann.get(), ben.get());
}
