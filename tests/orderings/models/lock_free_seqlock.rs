//! One thread writes while the other copies: the copy is old or new, or there is none.

use std::thread;

use subject::new;

fn model() {
    let (mut writer, reader) = new([10, 11]);
    let other = thread::spawn(move || writer.write([20, 21]));
    if let Some([bid, ask]) = reader.try_read() {
        assert_eq!(ask, bid + 1);
    }
    other.join().unwrap();
}
