use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Wake};
use std::thread::{self, JoinHandle, Thread};

async fn sell(left: Arc<Mutex<u32>>) {
    if take(&left) {
        let answer = ask_the_bank().await;
        hand_over(answer);
    }
}

fn take(left: &Mutex<u32>) -> bool {
    let mut left = left.lock().unwrap();
    let is_there = *left > 0;
    if is_there {
        *left -= 1;
    }
    is_there
}

/// What the bank gives to a clerk who asks, and only then.
struct Approval(());

fn hand_over(_: Approval) {
    println!("sold");
}

/// Has to be polled twice.
async fn ask_the_bank() -> Approval {
    let mut is_asked = false;
    let ask = |cx: &mut Context<'_>| {
        if is_asked {
            return Poll::Ready(Approval(()));
        }
        is_asked = true;
        cx.waker().wake_by_ref();
        Poll::Pending
    };
    poll_fn(ask).await
}

struct Unpark(Thread);

impl Wake for Unpark {
    fn wake(self: Arc<Self>) {
        self.0.unpark();
    }
}

/// As in a runtime with many threads, a task is sent to one of them.
fn spawn(
    task: impl Future<Output = ()> + Send + 'static,
) -> JoinHandle<()> {
    thread::spawn(|| {
        let waker = Arc::new(Unpark(thread::current())).into();
        let mut cx = Context::from_waker(&waker);
        let mut task = pin!(task);
        while task.as_mut().poll(&mut cx).is_pending() {
            thread::park();
        }
    })
}

fn main() {
    let left = Arc::new(Mutex::new(1));

    let clerks = [(); 2].map(|()| spawn(sell(Arc::clone(&left))));
    for clerk in clerks {
        clerk.join().unwrap();
    }
    println!("tickets left: {}", left.lock().unwrap());
}
