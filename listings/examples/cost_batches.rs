use std::sync::Mutex;
use std::thread;

#[derive(Default)]
struct Till {
    cents: u32,
    visits: u32,
}

fn put(till: &Mutex<Till>, cents: u32) {
    let mut till = till.lock().unwrap();
    till.cents += cents;
    till.visits += 1;
}

fn main() {
    let sales = [120, 80, 250];
    let tills: [Mutex<Till>; 2] = Default::default();
    thread::scope(|s| {
        for _ in 0..2 {
            s.spawn(|| {
                sales.iter().for_each(|cents| put(&tills[0], *cents));
                put(&tills[1], sales.iter().sum());
            });
        }
    });
    let [one_by_one, at_once] =
        tills.map(|till| till.into_inner().unwrap());
    println!("one by one: {} visits", one_by_one.visits);
    println!("at once: {} visits", at_once.visits);
    assert_eq!(one_by_one.cents, at_once.cents);
}
