use std::thread;

fn main() {
    let orders = vec![vec![30, 10], vec![20], vec![5, 5, 5]];

    let totals: Vec<i32> = thread::scope(|s| {
        let mut clerks = Vec::new();
        for order in &orders {
            clerks.push(s.spawn(move || order.iter().sum::<i32>()));
        }
        clerks
            .into_iter()
            .map(|clerk| clerk.join().unwrap())
            .collect()
    });

    println!("{totals:?} for {} orders", orders.len());
    assert_eq!(totals, [40, 20, 15]);
}
