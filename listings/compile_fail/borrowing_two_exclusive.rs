fn main() {
    let mut balance = 10;
    let ann = &mut balance;
    let bob = &mut balance; // error[E0499]
    *ann += 5;
    *bob -= 5;
}
