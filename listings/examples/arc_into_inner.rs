use std::sync::Arc;
use std::thread;

fn main() {
    let ada = Arc::new(String::from("menu"));
    let bob = Arc::clone(&ada);

    let (ada, bob) = thread::scope(|s| {
        let ada = s.spawn(|| Arc::into_inner(ada).is_some());
        let bob = s.spawn(|| Arc::into_inner(bob).is_some());
        (ada.join().unwrap(), bob.join().unwrap())
    });

    println!("ada got it: {ada}, bob got it: {bob}");
    assert_ne!(ada, bob);
}
