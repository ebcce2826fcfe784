//! The one way a signature is checked, for claims and for any bytes.

use super::compact::{Compact, object};
use super::header::Header;
use super::keys::VerifyingKeys;
use super::{Checked, JwsVerifyOptions};
use crate::alg::Algorithm;
use crate::error::{Error, Segment, Shown, TokenError};
use crate::key::Key;

/// Keys and options, made ready once for many tokens.
pub(crate) struct Checker {
    keys: VerifyingKeys,
    options: JwsVerifyOptions,
}

/// A token that is sound but for its signature, which is still to be checked.
#[derive(Clone, Debug)]
pub struct Opened {
    header: String,
    typ: Option<String>,
    payload: Vec<u8>,
    algorithm: Algorithm,
    signature: Vec<u8>,
    candidates: Vec<usize>,
}

impl Opened {
    /// The algorithm the signature must be of.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// The signature over the token up to its last dot. ECDSA: R and S one after the other.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// The keys that may have made it, by their indices, in the order to try them.
    pub fn candidates(&self) -> &[usize] {
        &self.candidates
    }

    /// The token, for which one of the candidates was found to have made the signature, or none.
    pub(crate) fn signed_by(self, key: Option<usize>) -> Result<Checked, Error> {
        match key.filter(|key| self.candidates.contains(key)) {
            Some(key) => {
                Ok(Checked { header: self.header, payload: self.payload, key, typ: self.typ })
            }
            None => Err(TokenError::Signature.into()),
        }
    }
}

impl Checker {
    pub(crate) fn new(keys: &[Key], options: &JwsVerifyOptions) -> Result<Self, Error> {
        let options = options.clone();
        Ok(Self { keys: VerifyingKeys::new(keys, &options.algorithms)?, options })
    }

    /// For keys that are kept elsewhere: only [`Checker::open`] is of use.
    pub(crate) fn elsewhere(
        keys: &[(Algorithm, Option<String>)],
        options: &JwsVerifyOptions,
    ) -> Result<Self, Error> {
        let options = options.clone();
        Ok(Self { keys: VerifyingKeys::elsewhere(keys, &options.algorithms)?, options })
    }

    /// Takes a token only where it carries the `kid` of the key that signed it.
    pub(crate) fn by_keyid_alone(mut self) -> Self {
        self.keys.by_keyid_alone = true;
        self
    }

    pub(crate) fn check(&self, token: &str) -> Result<Checked, Error> {
        let (opened, input) = self.open(token)?;
        let Opened { algorithm, signature, candidates, .. } = &opened;
        let made = |key: &usize| self.keys.verify(*key, *algorithm, input, signature);
        let key = candidates.iter().copied().find(made);
        opened.signed_by(key)
    }

    /// Everything but the signature, and what was signed. The form comes first, so that a broken
    /// token is called broken and not forged; then the header.
    pub(crate) fn open<'t>(&self, token: &'t str) -> Result<(Opened, &'t [u8]), Error> {
        let compact = Compact::split(token, self.options.max_token_length)?;
        let text = compact.header()?;
        let payload = compact.payload()?;
        let signature = compact.signature()?;
        let object = object(&text, Segment::Header)?;
        let header = Header::read(&object)?;
        let algorithm = header.algorithm()?;
        let allowed = &self.options.algorithms;
        if !allowed.is_empty() && !allowed.contains(&algorithm) {
            let (found, expected) = (algorithm.name(), Shown::list(allowed));
            return Err(TokenError::AlgorithmNotAllowed { found, expected }.into());
        }
        header.understood(&self.options.crit)?;
        let candidates = self.keys.candidates(algorithm, header.kid)?;
        let typ = header.typ.map(str::to_owned);
        let opened = Opened { typ, payload, algorithm, signature, candidates, header: text };
        Ok((opened, compact.signing_input))
    }
}
