//! A counter of tickets that several threads sell, with tests that explore every schedule.

#[cfg(test)]
use outcomes::std::sync::Mutex;
#[cfg(not(test))]
use std::sync::Mutex;

/// A number of tickets.
#[derive(Debug)]
pub struct Tickets {
    left: Mutex<u32>,
}

impl Tickets {
    /// Creates a counter with this many tickets.
    pub fn new(left: u32) -> Self {
        Self { left: Mutex::new(left) }
    }

    /// Returns how many are left right now.
    pub fn left(&self) -> u32 {
        *self.left.lock().unwrap()
    }

    /// Sells one if any are left. Returns whether it did.
    pub fn sell(&self) -> bool {
        let mut left = self.left.lock().unwrap();
        let sold = *left > 0;
        *left -= u32::from(sold);
        sold
    }

    /// Like `sell`, with a mistake: it checks first and takes later.
    pub fn sell_in_two_steps(&self) -> bool {
        let sold = self.left() > 0;
        if sold {
            let mut left = self.left.lock().unwrap();
            *left = left.saturating_sub(1);
        }
        sold
    }
}

#[cfg(test)]
mod tests {
    use outcomes::Plan;
    use outcomes::std::thread;

    use super::*;

    /// Two buyers and one ticket.
    fn rush(sell: fn(&Tickets) -> bool) {
        let tickets = Tickets::new(1);
        let sold = thread::scope(|s| {
            let buyers = [s.spawn(|| sell(&tickets)), s.spawn(|| sell(&tickets))];
            buyers.into_iter().filter_map(|buyer| buyer.join().ok()).filter(|sold| *sold).count()
        });
        outcomes::println!("{sold} sold");
    }

    #[test]
    fn one_ticket_is_sold_once() {
        outcomes::of(|| rush(Tickets::sell)).assert_prints(&["1 sold\n"]);
    }

    #[test]
    fn the_mistake_is_found() {
        let report = outcomes::of(|| rush(Tickets::sell_in_two_steps));
        assert!(report.all && report.found.len() > 1, "{report}");
        // The schedule that shows it can be read and replayed.
        let bad = report.found.iter().find(|found| found.printed != "1 sold\n").unwrap();
        let replay = outcomes::replay(&bad.schedule, || rush(Tickets::sell_in_two_steps)).unwrap();
        assert_eq!(replay.printed, bad.printed);
    }

    #[test]
    fn a_limit_is_said() {
        let plan = Plan { most_runs: 1, sample: 5, ..Plan::default() };
        let report = plan.explore(|| rush(Tickets::sell_in_two_steps)).unwrap();
        assert!(!report.all, "{report}");
    }
}
