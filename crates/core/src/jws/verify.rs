//! The one way a signature is checked, for claims and for any bytes.

use super::compact::{Compact, object};
use super::header::Header;
use super::keys::VerifyingKeys;
use super::{Checked, JwsVerifyOptions};
use crate::alg::Algorithm;
use crate::error::{Error, Segment, Shown, TokenError};
use crate::key::Key;

/// Keys and options, made ready once for many tokens.
pub struct Verifier {
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

    /// The keys that may have made it, by their indices, in the order to try them; none, where it
    /// has not the length of any key's.
    pub fn candidates(&self) -> &[usize] {
        &self.candidates
    }

    /// The token, for which one of the candidates was found to have made the signature, or none.
    ///
    /// # Errors
    /// `ERR_SIGNATURE_INVALID` where none has.
    pub fn signed_by(self, key: Option<usize>) -> Result<Checked, Error> {
        match key.filter(|key| self.candidates.contains(key)) {
            Some(key) => {
                Ok(Checked { header: self.header, payload: self.payload, key, typ: self.typ })
            }
            None => Err(TokenError::Signature.into()),
        }
    }
}

impl Verifier {
    /// Makes keys and options ready.
    ///
    /// # Errors
    /// `ERR_KEY_MISSING` without a key, `ERR_KEY_KIND`, `ERR_KEY_USE`, `ERR_KEY_TYPE`.
    pub fn new(keys: &[Key], options: &JwsVerifyOptions) -> Result<Self, Error> {
        let options = options.clone();
        Ok(Self { keys: VerifyingKeys::new(keys, &options.algorithms)?, options })
    }

    /// Takes a token only where it carries the `kid` of the key that signed it.
    pub(crate) fn by_keyid_alone(mut self) -> Self {
        self.keys.by_keyid_alone = true;
        self
    }

    /// Checks one token.
    ///
    /// # Errors
    /// Any of [`TokenError`], and `ERR_KEY_ASYNC_ONLY` where a key is kept elsewhere.
    pub fn verify(&self, token: &str) -> Result<Checked, Error> {
        self.keys.are_here()?;
        let (opened, input) = self.read(token)?;
        let Opened { algorithm, signature, candidates, .. } = &opened;
        let made = |key: &usize| self.keys.verify(*key, *algorithm, input, signature);
        let key = candidates.iter().copied().find(made);
        opened.signed_by(key)
    }

    /// Everything but the signature, for one that is checked elsewhere.
    ///
    /// # Errors
    /// Any of [`TokenError`] but that about the signature.
    ///
    /// ```
    /// use jotmint::{Algorithm, GenerateOptions, Key, jws};
    ///
    /// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
    /// let token = jws::sign(b"any bytes", &key, &Default::default())?;
    ///
    /// let verifier = jws::Verifier::new(&[key.public_key()?], &Default::default())?;
    /// let opened = verifier.open(&token)?;
    /// assert_eq!(opened.candidates(), [0]);
    /// assert_eq!(opened.signature().len(), 64);
    /// assert!(opened.clone().signed_by(Some(0)).is_ok()); // the signature is good
    /// assert!(opened.signed_by(None).is_err()); // or it is not
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn open(&self, token: &str) -> Result<Opened, Error> {
        self.read(token).map(|(opened, _)| opened)
    }

    /// Whether one of the candidates made the signature: for the keys of a list that are here,
    /// where others are kept elsewhere. `token` is the one that was opened.
    pub fn is_signed_by(&self, opened: &Opened, token: &str, key: usize) -> bool {
        let input = token.rsplit_once('.').map_or("", |(input, _)| input);
        self.keys.verify(key, opened.algorithm, input.as_bytes(), &opened.signature)
    }

    /// The form comes first, so that a broken token is called broken and not forged; then the
    /// header. With it, what was signed.
    fn read<'t>(&self, token: &'t str) -> Result<(Opened, &'t [u8]), Error> {
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
        let mut candidates = self.keys.candidates(algorithm, header.kid)?;
        candidates.retain(|key| self.keys.fits(*key, algorithm, &signature));
        let typ = header.typ.map(str::to_owned);
        let opened = Opened { typ, payload, algorithm, signature, candidates, header: text };
        Ok((opened, compact.signing_input))
    }
}
