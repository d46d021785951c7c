struct Till(*const u32);

unsafe impl Send for Till {
    fn send(self) {} // error[E0407]
}

fn main() {}
