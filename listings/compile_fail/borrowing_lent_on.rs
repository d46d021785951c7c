fn main() {
    let mut sold = 3;
    let first = &mut sold;

    let again = &mut *first; // a reborrow
    *again += 1;
    *first += 1;

    let second = first; // moved
    *second += 1;
    *first += 1; // error[E0382]
}
