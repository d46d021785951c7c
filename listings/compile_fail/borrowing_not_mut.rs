fn sell(sold: &Vec<u32>) {
    sold.push(7); // error[E0596]
}

fn main() {
    let sold = vec![3];
    sell(&mut sold); // error[E0596]

    let price = 10;
    println!("before: {price}");
    price = 12; // error[E0384]
    println!("after: {price}");
}
