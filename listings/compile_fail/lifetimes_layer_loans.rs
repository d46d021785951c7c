struct Label<'a>(&'a str);
struct Motto(&'static str);

fn keep<T: 'static>(_: T) {}

fn main() {
    let motto = Motto("less is more");
    let draft = String::from("draft");
    let label: Label<'_> = Label(&draft);
    let sign: Motto = Motto(&draft); // error[E0597]
    keep(motto);
    keep(sign);
    drop(draft); // error[E0505]
    drop(label);
}
