fn main() {
    let (mut sender, mut receiver) = channel(1);
    let cook = std::thread::spawn(move || sender.send(7));
    println!("{:?}", receiver.receive());
    cook.join().unwrap().unwrap();
}
