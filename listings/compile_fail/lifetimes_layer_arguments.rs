struct Label<'a>(&'a str);
struct Motto(&'static str);

fn keep<T: 'static>(_: T) {}

fn main() {
    let motto = Motto("less is more");
    let draft = String::from("draft");
    let label: Label<'_> = Label(&draft);
    let sign: Motto<'static> = Motto(&draft); // error[E0107]
    keep(motto);
    keep(sign);
    drop(draft);
    drop(label);
}
