//! Weakens one ordering for a run: each ordering in the code under test is a numbered site.

use std::sync::OnceLock;
use std::sync::atomic::Ordering;

/// Returns the site to weaken and its new ordering, from `GUARDED_WEAKEN=SITE:ORDERING`.
fn weakened() -> Option<(u32, Ordering)> {
    static WEAKENED: OnceLock<Option<(u32, Ordering)>> = OnceLock::new();
    *WEAKENED.get_or_init(|| {
        let told = std::env::var("GUARDED_WEAKEN").ok()?;
        let (site, order) = told.split_once(':')?;
        let order = match order {
            "Relaxed" => Ordering::Relaxed,
            "Acquire" => Ordering::Acquire,
            "Release" => Ordering::Release,
            "AcqRel" => Ordering::AcqRel,
            other => panic!("GUARDED_WEAKEN names {other}, which isn't a weaker ordering"),
        };
        Some((site.parse().expect("GUARDED_WEAKEN begins with a number"), order))
    })
}

/// Returns the ordering at a site: `order`, unless this site is weakened.
pub fn at(site: u32, order: Ordering) -> Ordering {
    match weakened() {
        Some((weak, weaker)) if weak == site => weaker,
        _ => order,
    }
}
