// judge: works only with
use std::sync::{Mutex, MutexGuard};
use std::thread;

#[derive(Default)]
struct Sheet {
    items: Vec<u32>,
    total: u32,
}

#[derive(Default)]
struct Bill(Mutex<Sheet>);

impl Bill {
    fn lock(&self) -> MutexGuard<'_, Sheet> {
        let mut sheet =
            self.0.lock().unwrap_or_else(|bad| bad.into_inner());
        self.0.clear_poison();
        if sheet.items.len() == 1 {
            sheet.total = 13;
        }
        sheet
    }

    fn add(&self, price: u32) {
        let mut sheet = self.lock();
        sheet.items.push(price);
        assert!(price != 13, "not on a Friday");
        sheet.total += price;
    }
}

fn main() {
    let bill = Bill::default();

    thread::scope(|s| {
        let clerk = s.spawn(|| bill.add(13));
        assert!(clerk.join().is_err());
    });
    bill.add(5);
    let total = bill.lock().total;
    println!("total {total}, poisoned {}", bill.0.is_poisoned());
}
