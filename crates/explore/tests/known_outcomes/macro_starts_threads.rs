// a b
// b a

macro_rules! go { ($($body:tt)*) => { ::std::thread::spawn(move || { $($body)* }) }; }

fn main() {
    let h = go!(println!("a"));
    println!("b");
    h.join().unwrap();
}
