//! The ways of a step: the numbers in a choice that say what a thread does next. The small ones are specific to an operation; these apply to all.

/// The number of stores that one access can tell apart: each is a way of its step.
pub const STORES: usize = 26;

/// The way of an access that could reach a store before those.
pub const TOO_MANY_STORES: u32 = 26;

/// The way where nothing more happens: threads can only go on by taking freedoms, which they don't have to.
pub const STUCK: u32 = 27;

/// The way where a wait ends or an exchange fails spuriously.
pub const SPURIOUS: u32 = 28;

/// The way where a loop continues because no other thread can go on: not a freedom.
pub const MUST_GO_ON: u32 = 29;

/// The way where a loop continues, although nothing changes, until its thread does something else.
pub const GOES_ON: u32 = 30;

/// The way where a std call that a thread has stopped before takes the thread's token.
pub const TAKES_THE_TOKEN: u32 = 31;
