fn main() {
    let mut tills = [300, 200];
    // Safety: both indexes are in bounds.
    unsafe {
        let north = tills.get_unchecked_mut(0);
        let south = tills.get_unchecked_mut(1); // error[E0499]
        *north -= 10;
        *south += 10;
    }
}
