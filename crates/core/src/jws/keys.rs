//! The keys a token may have been signed with, and which of them to try.

use std::collections::BTreeMap;

use crate::alg::Algorithm;
use crate::error::{Error, KeyError, Shown, TokenError};
use crate::key::Key;

/// Keys with the algorithms each may verify, found by `kid` in constant effort.
pub(super) struct VerifyingKeys {
    keys: Vec<VerifyingKey>,
    by_keyid: BTreeMap<String, Vec<usize>>,
    without_keyid: Vec<usize>,
    some_elsewhere: bool,
    /// Whether a token must carry the `kid` of the key that signed it.
    pub(super) by_keyid_alone: bool,
}

struct VerifyingKey {
    key: Key,
    algorithms: Vec<Algorithm>,
}

impl VerifyingKeys {
    /// Leaves out keys that can verify none of the allowed algorithms; refuses where none is left.
    pub(super) fn new(keys: &[Key], allowed: &[Algorithm]) -> Result<Self, Error> {
        let mut own = Self::empty();
        for key in keys {
            let algorithms = key.verifying_algorithms()?.into_iter();
            let algorithms =
                algorithms.filter(|algorithm| allowed.is_empty() || allowed.contains(algorithm));
            own.add(key, algorithms.collect());
        }
        match (own.keys.iter().any(|key| !key.algorithms.is_empty()), keys.first(), allowed) {
            (true, ..) => Ok(own),
            (false, Some(first), [asked, ..]) => first.fits(*asked).map(|()| own),
            _ => Err(KeyError::Missing.into()),
        }
    }

    /// The keys that may have made the signature, by their indices, in the order to try them.
    ///
    /// One key is tried whatever its key ID. Of several, those with the token's `kid`, else those
    /// without any; all, where the token has none.
    pub(super) fn candidates(
        &self,
        algorithm: Algorithm,
        keyid: Option<&str>,
    ) -> Result<Vec<usize>, Error> {
        let fits = |key: &VerifyingKey| key.algorithms.contains(&algorithm);
        let named = match keyid {
            Some(keyid) if self.keys.len() > 1 || self.by_keyid_alone => Some(self.named(keyid)?),
            None if self.by_keyid_alone => {
                let keyid = Shown::words("it has no `kid`");
                return Err(TokenError::KeyNotFound { keyid }.into());
            }
            _ => None,
        };
        let chosen: Vec<usize> = match named {
            Some(named) => {
                let fits = |index: &usize| self.keys.get(*index).is_some_and(fits);
                named.iter().copied().filter(fits).collect()
            }
            None => {
                let all = self.keys.iter().enumerate();
                all.filter(|(_, key)| fits(key)).map(|(index, _)| index).collect()
            }
        };
        if !chosen.is_empty() {
            return Ok(chosen);
        }
        let all: Vec<usize> = (0..self.keys.len()).collect();
        let looked_at = named.unwrap_or(&all).iter().filter_map(|index| self.keys.get(*index));
        let mut expected: Vec<Algorithm> =
            looked_at.flat_map(|key| key.algorithms.iter().copied()).collect();
        expected.dedup();
        let (found, expected) = (algorithm.name(), Shown::list(expected));
        Err(TokenError::AlgorithmMismatch { found, expected }.into())
    }

    /// Whether a signature of this key has this length. Some platforms take others.
    pub(super) fn fits(&self, index: usize, algorithm: Algorithm, signature: &[u8]) -> bool {
        let key = self.keys.get(index);
        key.is_some_and(|key| key.key.signature_len(algorithm) == signature.len())
    }

    /// Refuses where one of the keys is kept elsewhere, whoever made the token.
    pub(super) fn are_here(&self) -> Result<(), Error> {
        if self.some_elsewhere { KeyError::elsewhere() } else { Ok(()) }
    }

    /// Whether the signature is this key's for the input.
    pub(super) fn verify(
        &self,
        index: usize,
        algorithm: Algorithm,
        input: &[u8],
        signature: &[u8],
    ) -> bool {
        self.keys.get(index).is_some_and(|key| key.key.verify(algorithm, input, signature))
    }

    fn empty() -> Self {
        Self {
            keys: Vec::new(),
            by_keyid: BTreeMap::new(),
            without_keyid: Vec::new(),
            some_elsewhere: false,
            by_keyid_alone: false,
        }
    }

    fn add(&mut self, key: &Key, algorithms: Vec<Algorithm>) {
        let index = self.keys.len();
        match key.keyid() {
            Some(keyid) => self.by_keyid.entry(keyid.to_owned()).or_default().push(index),
            None => self.without_keyid.push(index),
        }
        self.some_elsewhere |= key.is_elsewhere();
        self.keys.push(VerifyingKey { key: key.clone(), algorithms });
    }

    fn named(&self, keyid: &str) -> Result<&[usize], Error> {
        let named = self.by_keyid.get(keyid).unwrap_or(&self.without_keyid);
        if named.is_empty() {
            let keyid = Shown::words(format!("its `kid` is {}", Shown::text(keyid)));
            return Err(TokenError::KeyNotFound { keyid }.into());
        }
        Ok(named)
    }
}
