use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

#[repr(align(128))]
struct Gate(AtomicU64);

fn total(gates: &[Gate]) -> u64 {
    gates.iter().map(|gate| gate.0.load(Relaxed)).sum()
}

fn main() {
    let gates = [const { Gate(AtomicU64::new(0)) }; 2];
    thread::scope(|s| {
        for gate in &gates {
            s.spawn(|| {
                for _visitor in 0..2 {
                    gate.0.fetch_add(1, Relaxed);
                }
            });
        }
        println!("so far: {}", total(&gates));
    });
    println!("in the end: {}", total(&gates));
    assert_eq!(total(&gates), 4);
}
