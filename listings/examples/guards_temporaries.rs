use std::sync::Mutex;

fn held(jobs: &Mutex<Vec<u32>>) -> bool {
    jobs.try_lock().is_err()
}

fn main() {
    let jobs = Mutex::new(vec![7]);

    jobs.lock().unwrap().push(8);
    println!("after a statement: {}", held(&jobs));
    let first = jobs.lock().unwrap()[0];
    println!("after let {first}: {}", held(&jobs));
    {
        let all = &*jobs.lock().unwrap();
        println!("after let &{all:?}: {}", held(&jobs));
    }

    if jobs.lock().unwrap().len() == 2 {
        println!("in if: {}", held(&jobs));
    }
    match jobs.lock().unwrap().len() {
        0 => println!("nothing to do"),
        len => println!("in match {len}: {}", held(&jobs)),
    }
    while let Some(job) = jobs.lock().unwrap().pop() {
        println!("in while let {job}: {}", held(&jobs));
    }

    let pair = (jobs.lock().unwrap().len(), held(&jobs));
    println!("in one expression: {}", pair.1);
}
