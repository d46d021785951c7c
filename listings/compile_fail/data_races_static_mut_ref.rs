static mut COUNT: u32 = 0;

fn main() {
    // SAFETY: no other thread exists.
    let count = unsafe { &COUNT }; // error[static_mut_refs]
    println!("{count}");
}
