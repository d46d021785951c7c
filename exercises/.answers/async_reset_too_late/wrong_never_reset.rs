// judge: takes more than 10000 steps in one schedule
use std::future::poll_fn;
use std::pin::pin;
use std::sync::{Arc, Condvar, Mutex};
use std::task::{Context, Poll, Wake, Waker};
use std::thread;

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

#[derive(Default)]
struct Call {
    woken: Mutex<bool>,
    changed: Condvar,
}

impl Wake for Call {
    fn wake(self: Arc<Self>) {
        *self.woken.lock().unwrap() = true;
        self.changed.notify_one();
    }
}

fn block_on(future: impl Future<Output = ()>) {
    let call = Arc::new(Call::default());
    let waker = Arc::clone(&call).into();
    let mut cx = Context::from_waker(&waker);
    let mut future = pin!(future);
    while future.as_mut().poll(&mut cx).is_pending() {
        let mut woken = call.woken.lock().unwrap();
        while !*woken {
            woken = call.changed.wait(woken).unwrap();
        }
    }
}

fn main() {
    let (soup, cake) = (Mutex::default(), Mutex::default());

    thread::scope(|s| {
        s.spawn(|| {
            ring(&soup);
            ring(&cake);
        });
        block_on(async {
            rung(&soup).await;
            rung(&cake).await;
        });
    });
    println!("lunch");
}
