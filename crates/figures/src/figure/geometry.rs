//! Points, rectangles and segments, in units of the picture.

/// A point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    /// Returns the distance to `other`.
    pub fn distance(self, other: Self) -> f64 {
        ((other.x - self.x).powi(2) + (other.y - self.y).powi(2)).sqrt()
    }

    /// Returns the point at `distance` from here toward `other`.
    pub fn toward(self, other: Self, distance: f64) -> Self {
        let share = distance / self.distance(other).max(0.01);
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }
}

/// A rectangle.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn new(left: f64, top: f64, width: f64, height: f64) -> Self {
        Self { left, top, width, height }
    }

    pub fn right(self) -> f64 {
        self.left + self.width
    }

    pub fn bottom(self) -> f64 {
        self.top + self.height
    }

    pub fn middle(self) -> Point {
        Point { x: self.left + self.width / 2.0, y: self.top + self.height / 2.0 }
    }

    /// Returns the smallest rectangle around both.
    pub fn joined(self, other: Self) -> Self {
        let (left, top) = (self.left.min(other.left), self.top.min(other.top));
        Self::new(left, top, self.right().max(other.right()) - left, self.bottom().max(other.bottom()) - top)
    }

    /// Whether the two share more than an edge.
    pub fn overlaps(self, other: Self) -> bool {
        self.left < other.right() && other.left < self.right() && self.top < other.bottom() && other.top < self.bottom()
    }

    pub fn corners(self) -> [Point; 4] {
        let (right, bottom) = (self.right(), self.bottom());
        [(self.left, self.top), (right, self.top), (right, bottom), (self.left, bottom)].map(|(x, y)| Point { x, y })
    }

    /// Whether the segment from `a` to `b` enters the rectangle (Liang and Barsky's clipping).
    pub fn is_crossed(self, a: Point, b: Point) -> bool {
        let (dx, dy) = (b.x - a.x, b.y - a.y);
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (slope, room) in [(-dx, a.x - self.left), (dx, self.right() - a.x), (-dy, a.y - self.top), (dy, self.bottom() - a.y)] {
            if slope == 0.0 {
                if room <= 0.0 {
                    return false;
                }
            } else if slope.is_sign_negative() {
                enter = enter.max(room / slope);
            } else {
                leave = leave.min(room / slope);
            }
        }
        enter < leave
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line crosses a rectangle if it goes through it or ends in it, not if it runs along an edge or passes by.
    #[test]
    fn crossings_are_seen() {
        let rect = Rect::new(10.0, 10.0, 20.0, 10.0);
        let crossed = |ax, ay, bx, by| rect.is_crossed(Point { x: ax, y: ay }, Point { x: bx, y: by });
        assert!(crossed(0.0, 15.0, 40.0, 15.0) && crossed(20.0, 0.0, 20.0, 15.0) && crossed(0.0, 0.0, 40.0, 30.0));
        assert!(crossed(12.0, 12.0, 14.0, 14.0));
        assert!(!crossed(0.0, 10.0, 40.0, 10.0) && !crossed(0.0, 15.0, 9.0, 15.0) && !crossed(0.0, 0.0, 40.0, 5.0));
        assert!(!crossed(0.0, 25.0, 12.0, 40.0));
        assert!(!crossed(0.0, 15.0, 10.0, 15.0) && !crossed(0.0, 20.0, 20.0, 0.0));
    }

    /// Rectangles that only touch don't overlap, on any side.
    #[test]
    fn touching_is_no_overlap() {
        let rect = Rect::new(10.0, 10.0, 10.0, 10.0);
        let overlaps = |(left, top)| rect.overlaps(Rect::new(left, top, 5.0, 5.0));
        assert_eq!([(6.0, 12.0), (19.0, 12.0), (12.0, 6.0), (12.0, 19.0)].map(overlaps), [true; 4]);
        assert_eq!([(5.0, 12.0), (20.0, 12.0), (12.0, 5.0), (12.0, 20.0)].map(overlaps), [false; 4]);
    }
}
