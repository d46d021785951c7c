struct Label<'a>(&'a str);
struct Motto(&'static str);

fn keep<T: 'static>(_: T) {}

fn main() {
    let motto = Motto("less is more");
    let draft = String::from("draft");
    let label: Label<'_> = Label(&draft);
    let sign: Motto = Motto("wet paint");
    println!("{}, {}, {}", motto.0, label.0, sign.0);
    keep(motto);
    keep(sign);
    keep(Label("paid"));
    drop(draft); // `label` is in scope, and not used again
}
