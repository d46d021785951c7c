use std::rc::Rc;

type Job = Box<dyn FnOnce() + Send>;

fn main() {
    let title = Rc::new("Emma");
    let job: Job = Box::new(move || println!("{title}")); // error[E0277]
    job();
}
