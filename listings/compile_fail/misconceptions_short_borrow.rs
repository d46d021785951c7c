fn take<T: 'static>(_: T) {}

fn main() {
    let recipe = String::from("rye salt");
    let parts: Vec<&str> = recipe.split(' ').collect(); // error[E0597]
    take(parts);
}
