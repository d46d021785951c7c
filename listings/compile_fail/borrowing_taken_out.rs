struct Desk {
    note: Option<String>,
}

fn pick_up(desk: &mut Desk) -> Option<String> {
    desk.note // error[E0507]
}

fn main() {
    let mut desk = Desk {
        note: Some(String::from("call Ada")),
    };
    println!("{:?}", pick_up(&mut desk));
}
