use std::sync::Arc;
use std::thread;

fn main() {
    let ada = Arc::new(String::from("menu"));
    let bob = Arc::clone(&ada);

    let (ada, bob) = thread::scope(|s| {
        let ada = s.spawn(|| Arc::try_unwrap(ada).is_ok());
        let bob = s.spawn(|| Arc::try_unwrap(bob).is_ok());
        (ada.join().unwrap(), bob.join().unwrap())
    });

    println!("ada got it: {ada}, bob got it: {bob}");
    assert!(!(ada && bob));
}
