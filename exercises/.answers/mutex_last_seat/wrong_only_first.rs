// judge: works only with
use std::sync::Mutex;
use std::thread;

fn book(seats: &Mutex<u32>) -> bool {
    static FIRST: std::sync::Once = std::sync::Once::new();
    let mut won = false;
    FIRST.call_once(|| {
        *seats.lock().unwrap() -= 1;
        won = true;
    });
    won
}

fn main() {
    let seats = Mutex::new(1);

    let booked = thread::scope(|s| {
        let ada = s.spawn(|| book(&seats));
        let bob = s.spawn(|| book(&seats));
        [ada.join().unwrap(), bob.join().unwrap()]
    });
    let booked = booked.iter().filter(|&&yes| yes).count();
    let left = seats.into_inner().unwrap();
    println!("{booked} of 2 booked, {left} seats left");
}
