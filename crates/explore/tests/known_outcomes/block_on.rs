// 2

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};

struct W(Thread);

impl Wake for W {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

fn block_on<F: Future>(f: F) -> F::Output {
    let mut f = pin!(f);
    let w = Arc::new(W(thread::current())).into();
    let mut cx = Context::from_waker(&w);
    loop {
        match f.as_mut().poll(&mut cx) {
            Poll::Ready(x) => return x,
            Poll::Pending => thread::park(),
        }
    }
}

fn main() {
    let h = thread::spawn(|| println!("{}", block_on(async { 1 + 1 })));
    h.join().unwrap();
}
