struct Till(u32);

impl !Send for Till {} // error[E0658]

fn main() {}
