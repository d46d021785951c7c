use std::rc::{Rc, Weak};

struct Folder {
    name: &'static str,
    parent: Weak<Folder>,
    children: Vec<Rc<Folder>>,
}

impl Folder {
    fn path(&self) -> String {
        match self.parent.upgrade() {
            Some(parent) => format!("{}/{}", parent.path(), self.name),
            None => String::from(self.name),
        }
    }
}

fn main() {
    let plan = Rc::new_cyclic(|plan| {
        assert!(plan.upgrade().is_none());
        let seats = Rc::new(Folder {
            name: "seats",
            parent: Weak::clone(plan),
            children: vec![],
        });
        Folder {
            name: "plan",
            parent: Weak::new(),
            children: vec![seats],
        }
    });
    let seats = Rc::clone(&plan.children[0]);
    println!("{}", seats.path());
    drop(plan);
    println!("{}", seats.path());
}
