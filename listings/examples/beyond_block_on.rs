use std::future::{self, Future};
use std::pin::pin;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::{Acquire, Release};
use std::sync::{Arc, mpsc};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

struct Call {
    thread: Thread,
    called: AtomicBool,
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        self.called.store(true, Release);
        self.thread.unpark();
    }
}

fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    let (thread, called) = (thread::current(), AtomicBool::new(false));
    let call = Arc::new(Call { thread, called });
    let waker = Waker::from(Arc::clone(&call));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
        while !call.called.swap(false, Acquire) {
            thread::park();
        }
    }
}

async fn brew() -> String {
    println!("brewing");
    let (kettle, water) = mpsc::channel();
    let mut kettle = Some(kettle);
    let boiled = future::poll_fn(|context| match kettle.take() {
        Some(kettle) => {
            let waker = context.waker().clone();
            thread::spawn(move || {
                kettle.send("hot water").unwrap();
                waker.wake();
            });
            Poll::Pending
        }
        None => water.try_recv().map_or(Poll::Pending, Poll::Ready),
    });
    format!("tea from {}", boiled.await)
}

fn main() {
    let tea = brew();
    println!("called");
    println!("{}", block_on(tea));
}
