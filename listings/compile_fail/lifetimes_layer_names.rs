struct Label<'a>(&'a str);
struct Motto<'static>(&'static str); // error[E0262]

fn keep<T: 'static>(_: T) {}

fn main() {
    let motto = Motto("less is more");
    let draft = String::from("draft");
    let label: Label<'draft> = Label(&draft); // error[E0261]
    let sign: Motto<'static> = Motto(&draft);
    keep(motto);
    keep(sign);
    drop(draft);
    drop(label);
}
