use std::sync::Mutex;

fn held(balance: &Mutex<u32>) -> bool {
    balance.try_lock().is_err()
}

fn main() {
    let balance = Mutex::new(200);

    let (fee, held) = (
        {
            let percent = 3;
            *balance.lock().unwrap() * percent / 100
        },
        held(&balance),
    );
    println!("fee {fee}, still held: {held}");
}
