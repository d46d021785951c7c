use std::sync::atomic::AtomicU64;
use std::sync::{Arc, Mutex, RwLock};

fn main() {
    println!("u64: {} bytes", size_of::<u64>());
    println!("AtomicU64: {} bytes", size_of::<AtomicU64>());
    println!("Mutex<u64>: {} bytes", size_of::<Mutex<u64>>());
    println!("RwLock<u64>: {} bytes", size_of::<RwLock<u64>>());
    println!("Arc<u64>: {} bytes", size_of::<Arc<u64>>());
    assert_eq!(size_of::<AtomicU64>(), size_of::<u64>());
    assert!(size_of::<Mutex<u64>>() > size_of::<u64>());
}
