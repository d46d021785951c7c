// refused at line 3: `fs`

use std::fs;
use std::thread;

fn main() {
    let page = std::env::temp_dir().join("guarded-explorer-page");
    fs::write(&page, "a").unwrap();
    thread::scope(|s| {
        s.spawn(|| fs::write(&page, "b").unwrap());
        println!("{}", fs::read_to_string(&page).unwrap());
    });
}
