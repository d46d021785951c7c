struct Page(&'static str);

struct Bookmark<'a>(&'a Page);

impl Drop for Page {
    fn drop(&mut self) {
        println!("{} is gone", self.0);
    }
}

impl Drop for Bookmark<'_> {
    fn drop(&mut self) {
        println!("bookmark in {} is gone", self.0.0);
    }
}

fn main() {
    let page = Page("page 7");
    let bookmark = Bookmark(&page);
    let moved = bookmark;
    println!("bookmark in {}", moved.0.0);
}
