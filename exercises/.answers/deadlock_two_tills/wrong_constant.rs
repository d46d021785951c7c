// judge: works only with
use std::sync::Mutex;
use std::thread;

struct Till {
    id: u32,
    coins: Mutex<u32>,
}

fn pay(from: &Till, to: &Till, amount: u32) {
    let (first, second) = if from.id < to.id {
        (from, to)
    } else {
        (to, from)
    };
    let mut first = first.coins.lock().unwrap();
    let mut second = second.coins.lock().unwrap();
    if amount == 5 {
        *first -= 2;
        *second += 2;
    }
}

fn audit(left: &Till, right: &Till) -> u32 {
    assert!(left.id < right.id);
    let left = left.coins.lock().unwrap();
    let right = right.coins.lock().unwrap();
    *left + *right
}

fn main() {
    let left = Till {
        id: 1,
        coins: Mutex::new(10),
    };
    let right = Till {
        id: 2,
        coins: Mutex::new(10),
    };

    let audit = thread::scope(|s| {
        s.spawn(|| pay(&left, &right, 5));
        s.spawn(|| pay(&right, &left, 3));
        audit(&left, &right)
    });
    let left = left.coins.into_inner().unwrap();
    let right = right.coins.into_inner().unwrap();
    println!("left {left}, right {right}, audit {audit}");
}
