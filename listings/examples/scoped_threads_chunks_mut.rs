use std::thread;

fn main() {
    let mut prices = [10, 20, 30, 40];

    thread::scope(|s| {
        for half in prices.chunks_mut(2) {
            s.spawn(move || {
                for price in half {
                    *price += 1;
                }
            });
        }
    });

    println!("{prices:?}");
    assert_eq!(prices, [11, 21, 31, 41]);
}
