use std::error::Error;
use std::panic;
use std::sync::{Mutex, TryLockError};

fn sell(seats: &Mutex<u32>) -> Result<u32, Box<dyn Error + '_>> {
    let mut guard = seats.lock()?;
    *guard -= 1;
    Ok(*guard)
}

fn held(seats: &Mutex<u32>) -> bool {
    matches!(seats.try_lock(), Err(TryLockError::WouldBlock))
}

fn main() {
    let seats = Mutex::new(7);
    let _ = panic::catch_unwind(|| {
        let _guard = seats.lock().unwrap();
        panic!("the printer is out of paper");
    });

    if let Err(error) = sell(&seats) {
        println!("{error}, held: {}", held(&seats));
    }
    println!("after the error, held: {}", held(&seats));

    let report = sell(&seats).map_err(|error| error.to_string());
    println!("{report:?}, held: {}", held(&seats));
}
