// 3 1 5 dog 7 9

use std::sync::{Arc, Mutex, RwLock};
use std::thread;

struct Node<T: ?Sized> {
    id: u32,
    v: T,
}

trait Animal: Send + Sync {
    fn name(&self) -> String;
}

struct Dog;

impl Animal for Dog {
    fn name(&self) -> String {
        "dog".into()
    }
}

fn main() {
    let a: Arc<[i32]> = Arc::new([1, 2, 3]);
    let n: Arc<Node<dyn std::fmt::Debug + Send + Sync>> = Arc::new(Node { id: 1, v: 5 });
    let zoo: Vec<Arc<dyn Animal>> = vec![Arc::new(Dog)];
    let r: Arc<RwLock<dyn std::fmt::Debug + Send + Sync>> = Arc::new(RwLock::new(7));
    let m: Arc<Mutex<Vec<Box<dyn Fn() -> i32 + Send>>>> = Arc::new(Mutex::new(vec![Box::new(|| 9)]));
    let h = thread::spawn({
        let (a, n, z, r, m) = (a.clone(), n.clone(), zoo[0].clone(), r.clone(), m.clone());
        move || format!("{} {} {:?} {} {:?} {}", a.len(), n.id, &n.v, z.name(), &*r.read().unwrap(), m.lock().unwrap()[0]())
    });
    println!("{}", h.join().unwrap());
}
