type Job = Box<dyn FnOnce() + Send>;

fn main() {
    let title = String::from("Emma");
    let job: Job = Box::new(|| println!("{title}")); // error[E0597]
    job();
}
