//! Doubles of `std::sync::mpsc`. They model the order of messages from several senders, which threads wait, and when the other end is gone.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::panic::{Location, RefUnwindSafe, UnwindSafe};
use std::rc::Rc;
use std::time::Duration;

pub use std::sync::mpsc::{RecvError, RecvTimeoutError, SendError, TryRecvError, TrySendError};

use crate::clock::Clock;
use crate::object::Object;
use crate::place::{self, At};
use crate::world::{self, Op, WaitsFor};

/// Creates a channel that holds any number of messages.
#[track_caller]
pub fn channel<T>() -> (Sender<T>, Receiver<T>) {
    let (sender, receiver) = ends(None);
    (Sender(sender), receiver)
}

/// Creates a channel that holds up to `bound` messages; with 0, each send waits until its message is received.
#[track_caller]
pub fn sync_channel<T>(bound: usize) -> (SyncSender<T>, Receiver<T>) {
    let (sender, receiver) = ends(Some(bound));
    (SyncSender(sender), receiver)
}

#[track_caller]
fn ends<T>(bound: Option<usize>) -> (SendingEnd<T>, Receiver<T>) {
    let channel = Channel::new(bound);
    (SendingEnd::new(Rc::clone(&channel)), Receiver { channel, is_over: Cell::new(false) })
}

/// A message in a channel.
struct Message<T> {
    ticket: usize,
    sender: usize,
    /// The clock of the send, which happens before the step that receives the message.
    sent: Clock,
    content: T,
}

/// Sends access one end of the queue, receives the other, so they commute while there's a message and room; separate edges order a send before its receive,
/// and a receive before the send it makes room for. `try_send` accesses both ends; with `try_recv` or `recv_timeout`, receives access the senders' end.
struct Channel<T> {
    /// The end where messages are sent; in a replay, it stands for the channel.
    object: Object,
    /// The end where messages are received.
    front: Object,
    /// For a bounded channel, the clock of each receive, in order; the send that it made room for happens after it.
    taken: RefCell<Vec<Clock>>,
    /// For senders dropped without a step: a receiver that finds none left comes after those drops.
    drops: Object,
    bound: Option<usize>,
    queue: RefCell<VecDeque<Message<T>>>,
    tickets: Cell<usize>,
    senders: Cell<usize>,
    has_receiver: Cell<bool>,
}

impl<T> Channel<T> {
    #[track_caller]
    fn new(bound: Option<usize>) -> Rc<Self> {
        Rc::new(Self {
            object: Object::new("channel").made(),
            front: Object::new("front of a channel").made(),
            taken: RefCell::default(),
            drops: Object::new("senders").made(),
            bound,
            queue: RefCell::default(),
            tickets: Cell::new(0),
            senders: Cell::new(0),
            has_receiver: Cell::new(true),
        })
    }

    fn is_empty(&self) -> bool {
        self.queue.borrow().is_empty()
    }

    /// Returns whether a message can be queued now. With bound 0, it always can, and waits to be received.
    fn has_room(&self) -> bool {
        self.bound.is_none_or(|bound| bound == 0 || self.queue.borrow().len() < bound)
    }

    fn put(&self, content: T) -> usize {
        let ticket = self.tickets.get();
        self.tickets.set(ticket + 1);
        let room = self.bound.and_then(|bound| ticket.checked_sub(bound)).and_then(|taken| self.taken.borrow().get(taken).cloned());
        let sent = world::with(|world| {
            if let Some(room) = room {
                world.synchronize(&room);
            }
            world.me().clock.clone()
        });
        self.queue.borrow_mut().push_back(Message { ticket, sender: world::current(), sent, content });
        self.show();
        world::stir();
        ticket
    }

    fn take(&self) -> Option<T> {
        let message = self.queue.borrow_mut().pop_front()?;
        self.show();
        let received = world::with(|world| {
            world.synchronize(&message.sent);
            if self.bound == Some(0) {
                world.lead(message.sender);
            }
            world.me().clock.clone()
        });
        if self.bound.is_some_and(|bound| bound > 0) {
            self.taken.borrow_mut().push(received);
        }
        world::stir();
        Some(message.content)
    }

    /// Reports the number of waiting messages to the state recorder.
    fn show(&self) {
        world::shows(self.object.id(), || match self.queue.borrow().len() {
            1 => "1 message".to_owned(),
            count => format!("{count} messages"),
        });
    }

    fn holds(&self, ticket: usize) -> bool {
        self.queue.borrow().iter().any(|message| message.ticket == ticket)
    }

    fn take_back(&self, ticket: usize) -> Option<T> {
        let mut queue = self.queue.borrow_mut();
        let at = queue.iter().position(|message| message.ticket == ticket)?;
        queue.remove(at).map(|message| message.content)
    }

    fn send(&self, content: T, at: At) -> Result<(), SendError<T>> {
        let op = Op::step("send", Some(at)).writes(self.object.id()).waits_for("room in a channel").may_park();
        world::take(op, &|_| u32::from(self.has_room() || !self.has_receiver.get()));
        if !self.has_receiver.get() {
            world::detail(|| "the receiver is gone".to_owned());
            world::acquire(&self.object);
            return Err(SendError(content));
        }
        let ticket = self.put(content);
        if self.bound != Some(0) {
            return Ok(());
        }
        let is_settled = || !self.holds(ticket) || !self.has_receiver.get();
        let op = Op::wait("send", Some(at), WaitsFor::Words("its message to be taken")).may_park();
        world::take(op, &|_| u32::from(is_settled()));
        match self.take_back(ticket) {
            None => Ok(()),
            Some(content) => Err(SendError(content)),
        }
    }

    /// Sends without waiting. A channel with bound 0 takes a message only if a receiver is waiting at that moment.
    fn try_send(&self, content: T, at: At) -> Result<(), TrySendError<T>> {
        let object = self.object.id();
        if self.bound == Some(0) {
            world::refine(|finer| finer.waits = true);
        }
        let way = world::take(Op::step("try_send", Some(at)).may_write(object).may_write(self.front.id()), &|world| match self.bound {
            Some(0) if self.is_empty() && ["recv", "recv_timeout"].iter().any(|verb| world.is_about_to(verb, object)) => 0b11,
            Some(0) => 0b10,
            _ if self.has_room() => 0b01,
            _ => 0b10,
        });
        if !self.has_receiver.get() {
            world::acquire(&self.object);
            Err(TrySendError::Disconnected(content))
        } else if way == 1 {
            world::detail(|| "full".to_owned());
            Err(TrySendError::Full(content))
        } else {
            self.put(content);
            Ok(())
        }
    }

    /// Notes that a receiver has arrived, which a sender may be waiting for in a loop if the bound is 0.
    fn come_to_receive(&self) {
        if self.bound == Some(0) {
            world::stir();
        }
    }

    fn receive(&self, at: At) -> Result<T, RecvError> {
        self.come_to_receive();
        let end = if world::fineness().drops { &self.object } else { &self.front };
        let mut op = Op::step("recv", Some(at)).writes(end.id()).waits_for("a message").may_park();
        op.object = Some(self.object.id());
        world::take(op, &|_| u32::from(!self.is_empty() || self.senders.get() == 0));
        self.received().ok_or(RecvError)
    }

    fn try_receive(&self, at: At) -> Result<T, TryRecvError> {
        world::refine(|finer| finer.drops = true);
        world::step(Op::step("try_recv", Some(at)).may_write(self.object.id()));
        if self.is_empty() && self.senders.get() > 0 {
            return Err(TryRecvError::Empty);
        }
        self.received().ok_or(TryRecvError::Disconnected)
    }

    fn receive_timeout(&self, at: At) -> Result<T, RecvTimeoutError> {
        world::refine(|finer| finer.drops = true);
        let me = world::current();
        self.come_to_receive();
        let op = Op::step("recv_timeout", Some(at)).may_write(self.object.id()).waits_for("a message").may_time_out(true).may_park();
        let way = world::take(op, &|world| match self.is_empty() && self.senders.get() > 0 {
            false => 0b01,
            true => u32::from(world.may_time_out(me, place::site(at))) << 1,
        });
        if way == 1 {
            crate::thread::timed_out(at);
            return Err(RecvTimeoutError::Timeout);
        }
        self.received().ok_or(RecvTimeoutError::Disconnected)
    }

    /// Returns the next message, or `None` if all senders are gone; called when there's nothing to wait for.
    fn received(&self) -> Option<T> {
        let content = self.take();
        if content.is_none() {
            world::detail(|| "all senders are gone".to_owned());
            world::acquire(&self.object);
            let drops = self.drops.id();
            world::with(|world| world.find(drops));
        }
        content
    }
}

/// The part that both kinds of sender share.
struct SendingEnd<T> {
    channel: Rc<Channel<T>>,
}

impl<T> SendingEnd<T> {
    fn new(channel: Rc<Channel<T>>) -> Self {
        channel.senders.update(|senders| senders + 1);
        Self { channel }
    }
}

impl<T> Drop for SendingEnd<T> {
    /// A step only if the program checks for a message without waiting; otherwise no thread can tell a late drop from an early one.
    fn drop(&mut self) {
        if world::fineness().drops {
            world::step(Op::step("drop sender", None).writes(self.channel.object.id()));
            world::release(&self.channel.object);
        } else {
            let drops = self.channel.drops.id();
            world::with(|world| {
                world.events += 1;
                world.leave_behind(drops);
            });
        }
        self.channel.senders.update(|senders| senders - 1);
        world::stir();
    }
}

macro_rules! senders {
    ($($name:ident),+) => {$(
        #[doc = concat!("The double of [`std::sync::mpsc::", stringify!($name), "`].")]
        pub struct $name<T>(SendingEnd<T>);

        // SAFETY: as for std's. Everything around the messages is used by only one OS thread.
        unsafe impl<T: Send> Send for $name<T> {}
        // SAFETY: as above.
        unsafe impl<T: Send> Sync for $name<T> {}
        impl<T> UnwindSafe for $name<T> {}
        impl<T> RefUnwindSafe for $name<T> {}

        impl<T> $name<T> {
            /// Sends a message, waiting for room if there is none.
            #[track_caller]
            pub fn send(&self, content: T) -> Result<(), SendError<T>> {
                self.0.channel.send(content, Location::caller())
            }
        }

        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                Self(SendingEnd::new(Rc::clone(&self.0.channel)))
            }
        }
    )+};
}

senders!(Sender, SyncSender);

impl<T> SyncSender<T> {
    /// Sends a message if there is room.
    #[track_caller]
    pub fn try_send(&self, content: T) -> Result<(), TrySendError<T>> {
        self.0.channel.try_send(content, Location::caller())
    }
}

/// The double of [`std::sync::mpsc::Receiver`].
pub struct Receiver<T> {
    channel: Rc<Channel<T>>,
    /// Whether this receiver knows that all senders are gone.
    is_over: Cell<bool>,
}

// SAFETY: as for the senders.
unsafe impl<T: Send> Send for Receiver<T> {}
impl<T> UnwindSafe for Receiver<T> {}
impl<T> RefUnwindSafe for Receiver<T> {}

impl<T> Receiver<T> {
    /// Waits for a message.
    #[track_caller]
    pub fn recv(&self) -> Result<T, RecvError> {
        let received = self.channel.receive(Location::caller());
        self.is_over.set(received.is_err());
        received
    }

    /// Returns a message, if there is one.
    #[track_caller]
    pub fn try_recv(&self) -> Result<T, TryRecvError> {
        self.channel.try_receive(Location::caller())
    }

    /// Waits for a message or a timeout; both are explored.
    #[track_caller]
    pub fn recv_timeout(&self, _limit: Duration) -> Result<T, RecvTimeoutError> {
        self.channel.receive_timeout(Location::caller())
    }

    /// Returns an iterator that waits for each message, until all senders are gone.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter { rx: self }
    }

    /// Returns an iterator over the messages that are there now.
    pub fn try_iter(&self) -> TryIter<'_, T> {
        TryIter { rx: self }
    }
}

impl<T> Drop for Receiver<T> {
    /// From now on, sends fail, which the remaining senders can notice.
    fn drop(&mut self) {
        if !self.is_over.get() {
            world::step(Op::step("drop receiver", None).writes(self.channel.object.id()).writes(self.channel.front.id()));
        }
        world::release(&self.channel.object);
        self.channel.has_receiver.set(false);
        if self.channel.bound == Some(0) {
            // Messages that haven't been received are returned to their senders.
            let queue = self.channel.queue.borrow();
            world::with(|world| queue.iter().for_each(|message| world.lead(message.sender)));
        } else {
            let untaken = self.channel.queue.take();
            world::with(|world| untaken.iter().for_each(|message| world.synchronize(&message.sent)));
            drop(untaken);
        }
    }
}

macro_rules! iterators {
    ($($name:ident<$($lifetime:lifetime,)? T>: $receiver:ty, $receive:ident);+) => {$(
        #[doc = concat!("The double of [`std::sync::mpsc::", stringify!($name), "`].")]
        #[derive(Debug)]
        pub struct $name<$($lifetime,)? T> {
            rx: $receiver,
        }

        impl<$($lifetime,)? T> Iterator for $name<$($lifetime,)? T> {
            type Item = T;

            #[track_caller]
            fn next(&mut self) -> Option<T> {
                self.rx.$receive().ok()
            }
        }
    )+};
}

iterators!(Iter<'a, T>: &'a Receiver<T>, recv; TryIter<'a, T>: &'a Receiver<T>, try_recv; IntoIter<T>: Receiver<T>, recv);

impl<'a, T> IntoIterator for &'a Receiver<T> {
    type Item = T;
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

impl<T> IntoIterator for Receiver<T> {
    type Item = T;
    type IntoIter = IntoIter<T>;

    fn into_iter(self) -> IntoIter<T> {
        IntoIter { rx: self }
    }
}

shown_by_name!(Sender<T>, SyncSender<T>, Receiver<T>);
