use std::thread;

fn main() {
    let mut prices = vec![30, 10, 20];

    let (total, dearest) = thread::scope(|s| {
        let total = s.spawn(|| prices.iter().sum::<i32>());
        let dearest = s.spawn(|| prices.iter().max().copied());
        (total.join().unwrap(), dearest.join().unwrap())
    });

    prices.push(40); // no thread borrows `prices` anymore
    println!("total {total}, dearest {dearest:?}");
    println!("{prices:?}");
    assert_eq!((total, dearest), (60, Some(30)));
}
