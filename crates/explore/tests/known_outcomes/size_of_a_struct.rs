// refused at line 4
use std::sync::Mutex;
struct Account { _m: Mutex<u32> }
fn main() { println!("{}", size_of::<Account>()); }
