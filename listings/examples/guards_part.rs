use std::sync::Mutex;

struct Desk {
    jobs: Vec<&'static str>,
    done: u32,
}

struct Office(Mutex<Desk>);

impl Office {
    fn with_jobs<R>(
        &self,
        work: impl FnOnce(&mut Vec<&'static str>) -> R,
    ) -> R {
        work(&mut self.0.lock().unwrap().jobs)
    }
}

fn main() {
    let office = Office(Mutex::new(Desk {
        jobs: vec![],
        done: 0,
    }));

    let waiting = office.with_jobs(|jobs| {
        jobs.push("print");
        jobs.len()
    });
    println!("waiting: {waiting}");
    assert_eq!(office.0.lock().unwrap().done, 0);
}
