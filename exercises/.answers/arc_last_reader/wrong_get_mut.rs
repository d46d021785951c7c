// judge: can print nothing
use std::sync::Arc;
use std::thread;

struct Letter {
    pages: u32,
}

/// Takes the letter itself: the one who mails it has it alone.
fn mail(letter: Letter) {
    println!("mailed {} pages", letter.pages);
}

fn finish(mut letter: Arc<Letter>) {
    if Arc::get_mut(&mut letter).is_some() {
        mail(Arc::into_inner(letter).unwrap());
    }
}

fn main() {
    let letter = Arc::new(Letter { pages: 3 });
    let second = Arc::clone(&letter);

    let writer = thread::spawn(move || finish(second));
    finish(letter);
    writer.join().unwrap();
}
