// judge: can panic
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering::Relaxed;
use std::thread;

#[derive(Default)]
struct Shard {
    count: AtomicU32,
    _padding: [[u32; 15]; 1],
}

fn line(shard: &Shard) -> usize {
    assert_eq!(align_of::<Shard>() % 64, 0, "may begin within a line");
    std::ptr::from_ref(shard).addr() / 64
}

fn main() {
    let shards = [Shard::default(), Shard::default()];
    assert_ne!(line(&shards[0]), line(&shards[1]));

    thread::scope(|s| {
        for shard in &shards {
            s.spawn(|| shard.count.fetch_add(2, Relaxed));
        }
    });
    let sum: u32 = shards.iter().map(|one| one.count.load(Relaxed)).sum();
    println!("apart, {sum} counted");
}
