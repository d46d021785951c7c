fn main() {
    let (sender, receiver) = channel();
    let cook = thread::spawn(move || sender.send(7));
    assert_eq!(receiver.receive(), Some(7));
    cook.join().unwrap();

    let (sender, receiver) = channel::<u32>();
    let cook = thread::spawn(move || drop(sender));
    assert_eq!(receiver.receive(), None);
    cook.join().unwrap();
}
