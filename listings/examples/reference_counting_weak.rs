use std::rc::{Rc, Weak};

struct Poster {
    title: &'static str,
}

impl Drop for Poster {
    fn drop(&mut self) {
        println!("{}: taken down", self.title);
    }
}

fn main() {
    let office = Rc::new(Poster { title: "Hamlet" });
    let note: Weak<Poster> = Rc::downgrade(&office);
    assert_eq!(Rc::strong_count(&office), 1);
    assert_eq!(Rc::weak_count(&office), 1);

    if let Some(poster) = note.upgrade() {
        let handles = Rc::strong_count(&poster);
        println!("{}: still up, handles: {handles}", poster.title);
    }

    drop(office);
    assert!(note.upgrade().is_none());
    println!("the note leads nowhere");
}
