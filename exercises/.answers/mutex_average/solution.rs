use std::sync::Mutex;
use std::thread;

#[derive(Default)]
struct Ratings {
    sum_and_count: Mutex<(u32, u32)>,
}

impl Ratings {
    fn add(&self, stars: u32) {
        let mut both = self.sum_and_count.lock().unwrap();
        both.0 += stars;
        both.1 += 1;
    }

    fn average(&self) -> u32 {
        let (sum, count) = *self.sum_and_count.lock().unwrap();
        sum / count
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
