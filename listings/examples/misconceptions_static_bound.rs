struct Loaf(&'static str);

impl Drop for Loaf {
    fn drop(&mut self) {
        println!("{}: eaten", self.0);
    }
}

fn take<T: 'static>(_: T) {}

fn main() {
    take("a borrow");
    take(Loaf("rye")); // lives no longer than this line
    println!("main goes on");
}
