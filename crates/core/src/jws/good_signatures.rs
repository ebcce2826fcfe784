//! Signatures that were found good. Whether a key made a signature over a text never changes, so it
//! need not be computed again for the same token. Dates, lists and all else that is decided about a
//! token is no business of this.

use std::mem;
use std::sync::{Mutex, PoisonError};

use crate::engine::{self, Hash};

/// The last tokens whose signatures were good, by their SHA-256. None comes in that the owner of a key
/// has not signed.
#[derive(Default)]
pub(super) struct GoodSignatures(Mutex<Generations>);

/// What was met lately, and what was met before that; each in the order of the fingerprints.
#[derive(Default)]
struct Generations {
    young: Vec<Met>,
    old: Vec<Met>,
}

struct Met {
    /// SHA-256 of the whole token.
    fingerprint: [u8; 32],
    /// Which of the verifier's keys signed it.
    key: usize,
}

/// Tokens of a generation; two of them take 80 KiB.
const ROOM: usize = 1024;

impl GoodSignatures {
    /// The key that made the token's signature: as is known, else as is found.
    pub(super) fn key_of(
        &self,
        token: &str,
        find: impl FnOnce() -> Option<usize>,
    ) -> Option<usize> {
        let Ok(fingerprint) = (*engine::digest(Hash::Sha256, token.as_bytes())).try_into() else {
            return find();
        };
        let known = self.with(|met| met.find(fingerprint));
        known.or_else(|| {
            let key = find()?;
            self.with(|met| met.add(Met { fingerprint, key }));
            Some(key)
        })
    }

    /// Whoever panicked has at worst left a token forgotten.
    fn with<T>(&self, act: impl FnOnce(&mut Generations) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Generations {
    fn find(&mut self, fingerprint: [u8; 32]) -> Option<usize> {
        if let Ok(at) = place(&self.young, fingerprint) {
            return self.young.get(at).map(|met| met.key);
        }
        let met = place(&self.old, fingerprint).ok().map(|at| self.old.remove(at))?;
        let key = met.key;
        self.add(met);
        Some(key)
    }

    fn add(&mut self, met: Met) {
        if self.young.len() >= ROOM {
            self.old = mem::take(&mut self.young);
        }
        if let Err(at) = place(&self.young, met.fingerprint) {
            self.young.insert(at, met);
        }
    }
}

fn place(all: &[Met], fingerprint: [u8; 32]) -> Result<usize, usize> {
    all.binary_search_by_key(&fingerprint, |met| met.fingerprint)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(good: &GoodSignatures, number: usize) -> bool {
        good.key_of(&number.to_string(), || None) == Some(number)
    }

    fn meet(good: &GoodSignatures, number: usize) {
        assert_eq!(good.key_of(&number.to_string(), || Some(number)), Some(number));
    }

    #[test]
    fn a_good_signature_is_looked_for_once() {
        let good = GoodSignatures::default();
        meet(&good, 1);
        assert!(known(&good, 1));
        assert!(!known(&good, 2));
    }

    #[test]
    fn what_is_met_again_stays_and_the_rest_goes() {
        let good = GoodSignatures::default();
        for number in 0..10 * ROOM {
            meet(&good, number);
            assert!(known(&good, 0), "{number}");
        }
        let left = (1..10 * ROOM).filter(|number| known(&good, *number)).count();
        assert!((ROOM - 1..2 * ROOM).contains(&left), "{left}");
    }
}
