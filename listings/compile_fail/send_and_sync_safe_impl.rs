struct Till(*const u32);

impl Send for Till {} // error[E0200]

fn main() {}
