use std::rc::Rc;

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
    let foyer = Rc::clone(&office);
    println!("handles: {}", Rc::strong_count(&office));
    assert!(Rc::ptr_eq(&office, &foyer));

    drop(office);
    println!("handles: {}", Rc::strong_count(&foyer));
    println!("{}: still up", foyer.title);

    drop(foyer);
    println!("no handle left");
}
