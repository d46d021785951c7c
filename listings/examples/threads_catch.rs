use std::panic;
use std::panic::AssertUnwindSafe;

fn transfer(tills: &mut [u32; 2], coins: u32) {
    tills[0] -= coins;
    assert!(coins <= 100, "too heavy to carry");
    tills[1] += coins;
}

fn main() {
    let mut tills = [300, 200];

    let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
        transfer(&mut tills, 150);
    }));

    assert!(outcome.is_err());
    println!("coins in the tills: {tills:?}");
    assert_eq!(tills[0] + tills[1], 350);
}
