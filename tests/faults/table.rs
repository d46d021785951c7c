//! Reads the rows: each file of `tests/faults/table` holds one kind of fault, and each header there names the check that must fail.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use book::{files, project};

use crate::fault::Fault;

/// Returns every fault, with its kind and its check.
pub fn rows() -> Result<&'static [Fault], String> {
    static ROWS: OnceLock<Result<Vec<Fault>, String>> = OnceLock::new();
    ROWS.get_or_init(read).as_deref().map_err(Clone::clone)
}

fn read() -> Result<Vec<Fault>, String> {
    let mut rows = Vec::new();
    for file in files::with_ending(&project().checker().join("tests/faults/table"), "toml") {
        let checks: BTreeMap<String, BTreeMap<String, Vec<Fault>>> = files::read_toml(&file, "write it like the rows around it")?;
        for (binary, tests) in checks {
            for (test, faults) in tests {
                let check = (binary.clone(), test);
                rows.extend(faults.into_iter().map(|fault| Fault { kind: files::stem(&file), check: check.clone(), ..fault }));
            }
        }
    }
    Ok(rows)
}
