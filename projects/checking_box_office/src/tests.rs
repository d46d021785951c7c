use crate::sync::{Arc, check, thread};
use crate::{BoxOffice, Refusal};

#[test]
fn one_seat_is_sold_once() {
    check(|| {
        let office = Arc::new(BoxOffice::default());
        office.open(1);

        let theirs = Arc::clone(&office);
        let other = thread::spawn(move || theirs.sell());
        let ours = office.sell();

        let both = [ours, other.join().unwrap()];
        assert_eq!(both.iter().flatten().count(), 1);
    });
}

#[test]
fn an_open_office_has_its_seats() {
    check(|| {
        let office = Arc::new(BoxOffice::default());

        let theirs = Arc::clone(&office);
        let opener = thread::spawn(move || theirs.open(1));
        assert_ne!(office.sell(), Err(Refusal::SoldOut));
        opener.join().unwrap();
    });
}
