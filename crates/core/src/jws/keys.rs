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
}

struct VerifyingKey {
    key: Key,
    algorithms: Vec<Algorithm>,
}

impl VerifyingKeys {
    /// Leaves out keys that can verify none of the allowed algorithms; refuses where none is left.
    pub(super) fn new(keys: &[Key], allowed: &[Algorithm]) -> Result<Self, Error> {
        let mut own = Self {
            keys: Vec::with_capacity(keys.len()),
            by_keyid: BTreeMap::new(),
            without_keyid: Vec::new(),
        };
        for (index, key) in keys.iter().enumerate() {
            let algorithms: Vec<Algorithm> = key
                .verifying_algorithms()?
                .into_iter()
                .filter(|algorithm| allowed.is_empty() || allowed.contains(algorithm))
                .collect();
            match key.keyid() {
                Some(keyid) => own.by_keyid.entry(keyid.to_owned()).or_default().push(index),
                None => own.without_keyid.push(index),
            }
            own.keys.push(VerifyingKey { key: key.clone(), algorithms });
        }
        match (own.keys.iter().any(|key| !key.algorithms.is_empty()), keys.first(), allowed) {
            (true, ..) => Ok(own),
            (false, Some(first), [asked, ..]) => {
                first.fits(*asked)?;
                Ok(own)
            }
            _ => Err(KeyError::Missing.into()),
        }
    }

    /// The key that made the signature, by its index.
    pub(super) fn signer(
        &self,
        algorithm: Algorithm,
        keyid: Option<&str>,
        input: &[u8],
        signature: &[u8],
    ) -> Result<usize, Error> {
        let mut expected: Vec<Algorithm> = Vec::new();
        let mut tried = false;
        for (index, candidate) in self.candidates(keyid)? {
            if !candidate.algorithms.contains(&algorithm) {
                expected.extend(&candidate.algorithms);
                continue;
            }
            tried = true;
            if candidate.key.verify(algorithm, input, signature) {
                return Ok(index);
            }
        }
        if tried {
            return Err(TokenError::Signature.into());
        }
        expected.dedup();
        let (found, expected) = (algorithm.name(), Shown::list(expected));
        Err(TokenError::AlgorithmMismatch { found, expected }.into())
    }

    /// One key is tried whatever its key ID. Of several, those with the token's `kid`, else those
    /// without any; all, where the token has none.
    fn candidates(
        &self,
        keyid: Option<&str>,
    ) -> Result<impl Iterator<Item = (usize, &VerifyingKey)>, Error> {
        let chosen = match keyid {
            Some(keyid) if self.keys.len() > 1 => {
                let named = self.by_keyid.get(keyid).unwrap_or(&self.without_keyid);
                if named.is_empty() {
                    let keyid = Shown::words(format!("its `kid` is {}", Shown::text(keyid)));
                    return Err(TokenError::KeyNotFound { keyid }.into());
                }
                Some(named)
            }
            _ => None,
        };
        let all = chosen.is_none().then(|| self.keys.iter().enumerate());
        let named = chosen.into_iter().flatten();
        let named = named.filter_map(|index| self.keys.get(*index).map(|key| (*index, key)));
        Ok(all.into_iter().flatten().chain(named))
    }
}
