//! Records that wait for JavaScript, and whose they are.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::lock::lock;

/// How many may wait. What is more is counted and not kept: whoever asks faster than a log is
/// written must not fill the memory.
pub(crate) const MOST: usize = 10_000;

#[derive(Default)]
pub(crate) struct Waiting(Mutex<Counts>);

#[derive(Default)]
struct Counts {
    all: usize,
    by_client: HashMap<String, usize>,
}

impl Waiting {
    /// Takes room for one more about this client, where there is some. It may have an eighth of what
    /// it leaves to the others: however fast some ask, there is room for what is told about another.
    pub(crate) fn take_room(&self, client: &str) -> bool {
        let mut counts = lock(&self.0);
        let left = MOST.saturating_sub(counts.all);
        match counts.by_client.get_mut(client) {
            Some(own) if *own < left / 8 => *own += 1,
            None if left > 0 => {
                counts.by_client.insert(client.to_owned(), 1);
            }
            _ => return false,
        }
        counts.all += 1;
        true
    }

    /// One that had room is told, or is not to be.
    pub(crate) fn give_room(&self, client: &str) {
        let mut counts = lock(&self.0);
        if let Some(own) = counts.by_client.get_mut(client) {
            *own -= 1;
            if *own == 0 {
                counts.by_client.remove(client);
            }
            counts.all -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Waiting};

    #[test]
    fn whoever_asks_fast_leaves_room_for_another() {
        let waiting = Waiting::default();
        let enter = |client: &str| (0..2 * MOST).filter(|_| waiting.take_room(client)).count();
        assert_eq!(enter("fast"), 1_111);
        assert!((0..50).all(|n| enter(&format!("fast {n}")) > 2));
        assert_eq!((0..20).filter(|n| waiting.take_room(&format!("slow {n}"))).count(), 20);
        for _ in 0..1_111 {
            waiting.give_room("fast");
        }
        assert!(waiting.take_room("fast"));
    }

    #[test]
    fn what_is_told_takes_no_room() {
        let waiting = Waiting::default();
        for client in 0..3 * MOST {
            let client = client.to_string();
            assert!(waiting.take_room(&client));
            waiting.give_room(&client);
        }
        waiting.give_room("nobody");
        let counts = waiting.0.lock().unwrap();
        assert_eq!((counts.all, counts.by_client.len()), (0, 0));
    }
}
