// judge: works only with
use std::sync::Mutex;
use std::thread;

#[derive(Default)]
struct Ratings {
    sum: Mutex<u32>,
    count: Mutex<u32>,
}

impl Ratings {
    fn add(&self, stars: u32) {
        *self.sum.lock().unwrap() += stars;
        *self.count.lock().unwrap() += 1;
    }

    fn average(&self) -> u32 {
        if *self.count.lock().unwrap() == 1 {
            2
        } else {
            4
        }
    }
}

fn main() {
    let ratings = Ratings::default();
    ratings.add(2);

    thread::scope(|s| {
        s.spawn(|| ratings.add(6));
        println!("average {}", ratings.average());
    });
}
