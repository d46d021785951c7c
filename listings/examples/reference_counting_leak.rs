#![forbid(unsafe_code)]

use std::mem::{self, ManuallyDrop};

struct Sign(&'static str);

impl Drop for Sign {
    fn drop(&mut self) {
        println!("{}: dropped", self.0);
    }
}

fn main() {
    let _ordinary = Sign("ordinary");
    mem::forget(Sign("forgotten"));
    let _held = ManuallyDrop::new(Sign("held"));
    let leaked: &'static mut Sign = Box::leak(Box::new(Sign("leaked")));

    leaked.0 = "leaked, then repainted";
    println!("{}", leaked.0);
}
