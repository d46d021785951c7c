struct Label<'a>(&'a str);
struct Motto<'static>(&'static str);

fn keep<T: 'static>(T) {} // error

let motto = Motto("less is more"); // error

fn main() {
    let draft = String::from("draft");
    let label: Label<'draft> = Label(&draft);
    let sign: Motto<'static> = Motto(&draft);
    keep(motto);
    keep(sign);
    drop(draft);
    drop(label);
}
