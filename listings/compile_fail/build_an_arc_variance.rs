struct Handle<T>(*mut T); // a `NonNull<T>` would be covariant

fn handle<T>(value: T) -> Handle<T> {
    Handle(Box::into_raw(Box::new(value)))
}

fn pair<T>(_: Handle<T>, _: Handle<T>) {}

fn main() {
    let classic: Handle<&'static str> = handle("Hamlet");
    let title = String::from("Macbeth");
    let other = handle(title.as_str()); // error[E0597]
    pair(classic, other);
}
