//! The one way a signature is checked, for claims and for any bytes.

use super::compact::Compact;
use super::keys::VerifyingKeys;
use super::{Checked, JwsVerifyOptions};
use crate::error::{Error, Shown, TokenError};
use crate::key::Key;

/// Keys and options, made ready once for many tokens.
pub(crate) struct Checker {
    keys: VerifyingKeys,
    options: JwsVerifyOptions,
}

impl Checker {
    pub(crate) fn new(keys: &[Key], options: &JwsVerifyOptions) -> Result<Self, Error> {
        let options = options.clone();
        Ok(Self { keys: VerifyingKeys::new(keys, &options.algorithms)?, options })
    }

    /// The form first, so that a broken token is called broken and not forged; then the header;
    /// the signature last.
    pub(crate) fn check(&self, token: &str) -> Result<Checked, Error> {
        let compact = Compact::split(token, self.options.max_token_length)?;
        let (text, header) = compact.header()?;
        let payload = compact.payload()?;
        let signature = compact.signature()?;
        let algorithm = header.algorithm()?;
        let allowed = &self.options.algorithms;
        if !allowed.is_empty() && !allowed.contains(&algorithm) {
            let (found, expected) = (algorithm.name(), Shown::list(allowed));
            return Err(TokenError::AlgorithmNotAllowed { found, expected }.into());
        }
        header.understood(&self.options.crit)?;
        let kid = header.kid.as_deref();
        let key = self.keys.signer(algorithm, kid, compact.signing_input, &signature)?;
        Ok(Checked { header: text, payload, key, typ: header.typ })
    }
}
