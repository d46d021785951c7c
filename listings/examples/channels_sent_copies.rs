use std::sync::Arc;
use std::sync::mpsc;

fn main() {
    let (tx, rx) = mpsc::channel();

    let id = 7;
    let title = String::from("Dune");
    let cover = Arc::new([0u8; 4]);
    tx.send((id, title.clone(), Arc::clone(&cover))).unwrap();
    println!("kept: {id} {title} {cover:?}");

    let (sent_id, sent_title, sent_cover) = rx.recv().unwrap();
    println!("received: {sent_id} {sent_title} {sent_cover:?}");
    assert!(Arc::ptr_eq(&cover, &sent_cover));
    assert_ne!(title.as_ptr(), sent_title.as_ptr());
}
