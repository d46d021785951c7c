//! The benchmarks of this package are its `[[bench]]` targets: `cargo bench --package guarded-benches`.
