use std::sync::atomic::AtomicU64;

#[repr(align(128))]
struct Apart(AtomicU64);

fn distance<T>(pair: &[T; 2]) -> usize {
    let [first, second] = pair.each_ref().map(std::ptr::from_ref);
    second.addr() - first.addr()
}

fn main() {
    let neighbors = [const { AtomicU64::new(0) }; 2];
    let apart = [const { Apart(AtomicU64::new(0)) }; 2];
    println!("neighbors: {} bytes", distance(&neighbors));
    println!("apart: {} bytes", distance(&apart));
    assert_eq!(size_of::<Apart>(), 128);
    assert_eq!(apart[0].0.as_ptr().addr() % 128, 0);
}
