//! Fails the build with one line if `RUSTFLAGS` sets `--cfg loom`, which a page tells readers to set for one package only.

fn main() {
    println!("cargo::rerun-if-env-changed=CARGO_ENCODED_RUSTFLAGS");
    let flags = std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default();
    if flags.replace('\u{1f}', " ").split("--cfg").any(|flag| flag.trim_start_matches(['=', ' ']).starts_with("loom")) {
        eprintln!(
            "RUSTFLAGS says `--cfg loom`, which is for projects/checking_box_office alone; run `unset RUSTFLAGS`, then the command again"
        );
        std::process::exit(1);
    }
}
