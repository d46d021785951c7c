//! The ways of a step: the numbers by which a choice says what a thread does next. The smaller ones are an operation's own; these are for all.

/// So many stores one access can tell apart: each is a way of its step.
pub const STORES: usize = 26;

/// The way of an access that could see a store before those.
pub const TOO_MANY_STORES: u32 = 26;

/// The way by which nothing more happens: no thread can go on unless it takes a freedom, which it need not.
pub const STUCK: u32 = 27;

/// The way by which a wait or an exchange ends spuriously.
pub const SPURIOUS: u32 = 28;

/// The way by which a loop goes round because nobody else can go on: that is no freedom.
pub const MUST_GO_ON: u32 = 29;

/// The way by which a loop goes round until its thread does something else, with nothing changed in between.
pub const GOES_ON: u32 = 30;

/// The way by which a call of std, before which a thread stands, takes the thread's token.
pub const TAKES_THE_TOKEN: u32 = 31;
