static mut COUNT: u32 = 0;

fn main() {
    // SAFETY: nothing writes `COUNT` while `count` is in use.
    let count = unsafe { &COUNT }; // error[static_mut_refs]
    println!("{count}");
}
