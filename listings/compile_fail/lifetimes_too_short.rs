fn shouted(headline: &str) -> &str {
    let loud = headline.to_uppercase();
    loud.trim() // error[E0515]
}

fn main() {
    let mut widest = "";
    for price in [7, 1250, 80] {
        let shown = price.to_string();
        if shown.len() > widest.len() {
            widest = &shown; // error[E0597]
        }
    }
    println!("{widest} {}", shouted(widest));
}
