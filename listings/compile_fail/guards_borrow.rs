use std::sync::Mutex;

fn first(stock: &Mutex<Vec<u32>>) -> &u32 {
    let guard = stock.lock().unwrap();
    &guard[0] // error[E0515]
}

fn main() {
    let stock = Mutex::new(vec![3, 5]);

    let mut guard = stock.lock().unwrap();
    let second = &mut guard[1];
    drop(guard); // error[E0505]
    *second += 1;

    let last = {
        let mut guard = stock.lock().unwrap();
        &mut guard[1] // error[E0597]
    };
    *last += first(&stock);
}
