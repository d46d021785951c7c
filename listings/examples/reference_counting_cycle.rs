use std::cell::RefCell;
use std::rc::Rc;

struct Usher {
    name: &'static str,
    relief: RefCell<Option<Rc<Usher>>>,
}

impl Drop for Usher {
    fn drop(&mut self) {
        println!("{} goes home", self.name);
    }
}

fn hire(name: &'static str) -> Rc<Usher> {
    let relief = RefCell::new(None);
    Rc::new(Usher { name, relief })
}

fn main() {
    let (ada, ben) = (hire("Ada"), hire("Ben"));
    *ada.relief.borrow_mut() = Some(Rc::clone(&ben));
    drop(ada);
    drop(ben);

    let (cleo, dan) = (hire("Cleo"), hire("Dan"));
    *cleo.relief.borrow_mut() = Some(Rc::clone(&dan));
    *dan.relief.borrow_mut() = Some(Rc::clone(&cleo)); // closes the ring
    assert_eq!(Rc::strong_count(&cleo), 2);
    assert_eq!(Rc::strong_count(&dan), 2);
    drop(cleo);
    drop(dan);
    println!("end of main");
}
