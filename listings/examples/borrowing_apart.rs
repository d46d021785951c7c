fn main() {
    let mut accounts = vec![10, 20];

    let ann = &mut accounts;
    ann.push(30); // the last use of `ann`

    let bob = &accounts;
    let eve = &accounts;
    println!("{bob:?} {eve:?}");

    let (left, right) = accounts.split_at_mut(1);
    left[0] -= 5;
    right[0] += 5;

    let moved = accounts; // no loan is live anymore
    assert_eq!(moved.iter().sum::<i32>(), 60);
    println!("{moved:?}");
}
