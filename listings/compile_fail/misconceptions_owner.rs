fn main() {
    let tray = vec!["rye"];
    tray.push("oat"); // error[E0596]
}
