// refused at line 3: `fs`
fn status() -> bool {
    return ::std::fs::exists("x").is_ok();
}
fn main() {
    println!("{}", status());
}
