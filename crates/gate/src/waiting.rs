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
    /// Whether there is room for one more about this client. It may have as much as it leaves to the
    /// others: however fast some ask, there is room for what is told about another.
    pub(crate) fn has_room(&self, client: &str) -> bool {
        let mut counts = lock(&self.0);
        let left = MOST.saturating_sub(counts.all);
        match counts.by_client.get_mut(client) {
            Some(own) if *own < left => *own += 1,
            None if left > 0 => {
                counts.by_client.insert(client.to_owned(), 1);
            }
            _ => return false,
        }
        counts.all += 1;
        true
    }

    /// One that had room is told.
    pub(crate) fn told(&self, client: &str) {
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
        let enter = |client: &str| (0..2 * MOST).filter(|_| waiting.has_room(client)).count();
        assert_eq!(enter("fast"), MOST / 2);
        assert_eq!(enter("second"), MOST / 4);
        assert_eq!((0..100).filter(|n| waiting.has_room(&format!("slow {n}"))).count(), 100);
        for _ in 0..MOST / 2 {
            waiting.told("fast");
        }
        assert!(waiting.has_room("fast"));
    }

    #[test]
    fn what_is_told_takes_no_room() {
        let waiting = Waiting::default();
        for client in 0..3 * MOST {
            let client = client.to_string();
            assert!(waiting.has_room(&client));
            waiting.told(&client);
        }
        waiting.told("nobody");
        let counts = waiting.0.lock().unwrap();
        assert_eq!((counts.all, counts.by_client.len()), (0, 0));
    }
}
