use std::sync::{Arc, Mutex, Weak};

struct Strong(Mutex<Option<Arc<Strong>>>);
struct Back(Weak<Back>);

impl Drop for Strong {
    fn drop(&mut self) {
        println!("strong cycle dropped");
    }
}

impl Drop for Back {
    fn drop(&mut self) {
        println!("weak cycle dropped");
    }
}

fn main() {
    let team = Arc::new(Strong(Mutex::new(None)));
    *team.0.lock().unwrap() = Some(Arc::clone(&team));
    println!("strong: {} handles", Arc::strong_count(&team));
    drop(team); // one handle is left, inside the value

    let team = Arc::new_cyclic(|me| Back(Weak::clone(me)));
    println!("weak: {} handle", Arc::strong_count(&team));
    assert!(Arc::ptr_eq(&team, &team.0.upgrade().unwrap()));
    drop(team);
}
