use std::thread;

use lock_free_stack::Stack;

const ORDERS: usize = 10_000;

fn main() {
    let stack = Stack::new();

    let mut cooked: Vec<usize> = thread::scope(|s| {
        let stack = &stack;
        let threads = [0, 1, 2].map(|waiter| {
            s.spawn(move || {
                let mut mine = Vec::new();
                for order in 0..ORDERS {
                    stack.push(waiter * ORDERS + order);
                    mine.extend(stack.pop());
                }
                mine
            })
        });
        threads.map(|thread| thread.join().unwrap()).concat()
    });
    cooked.sort();

    println!(
        "{} orders, none left: {}",
        cooked.len(),
        stack.pop().is_none()
    );
    assert!(
        cooked.into_iter().eq(0..3 * ORDERS),
        "lost, or cooked twice"
    );
}
