struct Board(Vec<&'static str>);

impl Board {
    fn pin(&mut self, line: &'static str) {
        self.0.push(line);
    }
}

fn announce(board: &mut Board, line: &str) {
    board.pin(line); // error[E0521]
}

fn main() {
    let mut board = Board(vec![]);
    board.pin("sun at last");
    announce(&mut board, "less is more");

    let page = String::from("rain again tomorrow");
    board.pin(&page); // error[E0597]
    println!("{:?}", board.0);
}
