use std::thread;

fn main() {
    let north = thread::spawn(|| {
        println!("north: counted");
        31
    });
    let south = thread::spawn(|| {
        println!("south: counted");
        11
    });

    let sold = north.join().unwrap() + south.join().unwrap();
    println!("sold: {sold}");
    assert_eq!(sold, 42);
}
