struct Bookmark<'a>(&'a String);

impl Drop for Bookmark<'_> {
    fn drop(&mut self) {
        println!("bookmark in {} is gone", self.0);
    }
}

fn main() {
    let page = String::from("page 7");
    let bookmark = Bookmark(&page);
    println!("bookmark in {}", bookmark.0);
    drop(page); // error[E0505]
}
