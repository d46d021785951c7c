use std::ptr::NonNull;
use std::thread;

struct Arc<T>(NonNull<T>);

fn serve(menu: Arc<&'static str>) {
    thread::spawn(move || drop(menu)); // error[E0277]
}

fn main() {
    let menu = Box::leak(Box::new("tea"));
    serve(Arc(NonNull::from(menu)));
}
