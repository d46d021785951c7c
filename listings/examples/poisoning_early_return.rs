use std::sync::Mutex;

fn transfer(
    accounts: &Mutex<[u32; 2]>,
    to: usize,
) -> Result<(), &'static str> {
    let mut guard = accounts.lock().unwrap();
    guard[0] -= 30;
    let target = guard.get_mut(to).ok_or("no such account")?;
    *target += 30;
    Ok(())
}

fn main() {
    let accounts = Mutex::new([100, 50]);
    println!("{:?}", transfer(&accounts, 2));
    println!("poisoned: {}", accounts.is_poisoned());

    let guard = accounts.lock().unwrap();
    println!("accounts: {guard:?}");
    assert_eq!(guard.iter().sum::<u32>(), 120);
}
