fn sell(sold: &mut Vec<u32>, seat: u32) {
    sold.push(seat);
}

fn sell_pair(sold: &mut Vec<u32>) {
    sell(sold, 7); // passes the loan on
    sell(sold, 8);
}

fn main() {
    let mut sold = vec![3];
    sell_pair(&mut sold);
    assert_eq!(sold.len(), 3);
    println!("{sold:?}");
}
