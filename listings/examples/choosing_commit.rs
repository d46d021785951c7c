use std::sync::Mutex;
use std::thread;

#[derive(Clone)]
struct Menu {
    version: u32,
    dishes: Vec<&'static str>,
}

fn add(menu: &Mutex<Menu>, dish: &'static str) -> bool {
    let mut draft = menu.lock().unwrap().clone();
    draft.dishes.push(dish); // may take long: no lock is held
    let mut menu = menu.lock().unwrap();
    if menu.version != draft.version {
        return false;
    }
    draft.version += 1;
    *menu = draft;
    true
}

fn main() {
    let menu = Mutex::new(Menu {
        version: 0,
        dishes: vec!["soup"],
    });

    let saved = thread::scope(|s| {
        let ann = s.spawn(|| add(&menu, "cake"));
        let ben = s.spawn(|| add(&menu, "tea"));
        [ann.join().unwrap(), ben.join().unwrap()]
    });

    let menu = menu.into_inner().unwrap();
    println!("{:?}, saved: {saved:?}", menu.dishes);
    let added = saved.into_iter().filter(|saved| *saved).count();
    assert_eq!(menu.dishes.len(), 1 + added);
}
