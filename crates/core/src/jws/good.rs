//! Signatures that were found good. Whether a key made a signature over a text never changes, so it
//! need not be computed again for the same token. Dates, lists and all else that is decided about a
//! token is no business of this.

use std::mem;
use std::sync::{Mutex, PoisonError};

use crate::engine::{self, Hash};

/// The last tokens whose signatures were good: their SHA-256, and which key made each. Nobody but
/// the owner of a key can put one here.
#[derive(Default)]
pub(super) struct GoodSignatures(Mutex<Generations>);

/// What was met lately, and what was met before that; each in the order of the fingerprints.
#[derive(Default)]
struct Generations {
    young: Vec<Met>,
    old: Vec<Met>,
}

type Met = (Fingerprint, usize);
type Fingerprint = [u8; 32];

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
        let met = self.with(|met| met.find(fingerprint));
        met.or_else(|| {
            let key = find()?;
            self.with(|met| met.add(fingerprint, key));
            Some(key)
        })
    }

    /// Each change is whole, so whoever panicked has left nothing half done.
    fn with<T>(&self, act: impl FnOnce(&mut Generations) -> T) -> T {
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Generations {
    fn find(&mut self, fingerprint: Fingerprint) -> Option<usize> {
        if let Ok(at) = place(&self.young, fingerprint) {
            return self.young.get(at).map(|(_, key)| *key);
        }
        let (_, key) = place(&self.old, fingerprint).ok().map(|at| self.old.remove(at))?;
        self.add(fingerprint, key);
        Some(key)
    }

    fn add(&mut self, fingerprint: Fingerprint, key: usize) {
        if self.young.len() >= ROOM {
            self.old = mem::take(&mut self.young);
        }
        if let Err(at) = place(&self.young, fingerprint) {
            self.young.insert(at, (fingerprint, key));
        }
    }
}

fn place(met: &[Met], fingerprint: Fingerprint) -> Result<usize, usize> {
    met.binary_search_by_key(&fingerprint, |(fingerprint, _)| *fingerprint)
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
