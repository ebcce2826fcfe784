//! The one way a signature is checked, for claims and for any bytes.

use std::sync::Arc;

use super::compact::{Compact, object};
use super::good_signatures::GoodSignatures;
use super::header::Header;
use super::keys::VerifyingKeys;
use super::known::{KnownHeaders, TokenHeader};
use super::{Checked, JwsVerifyOptions};
use crate::alg::Algorithm;
use crate::error::{Error, Segment, Shown, TokenError};
use crate::key::Key;

/// Keys and options, made ready once for many tokens.
pub struct Verifier {
    keys: VerifyingKeys,
    options: JwsVerifyOptions,
    /// Of tokens whose signature was good, so none is here that the owner of a key has not signed.
    known: KnownHeaders<Settled>,
    /// Where a token is expected to come many times.
    good: Option<GoodSignatures>,
}

/// A token that is sound but for its signature, which is still to be checked.
#[derive(Clone, Debug)]
pub struct Opened {
    header: TokenHeader,
    settled: Arc<Settled>,
    payload: Vec<u8>,
    signature: Vec<u8>,
    candidates: Vec<usize>,
}

impl Opened {
    /// The algorithm the signature must be of.
    pub fn algorithm(&self) -> Algorithm {
        self.settled.algorithm
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
                let Self { header, settled, payload, .. } = self;
                Ok(Checked { header, payload, key, typ: settled.typ.clone() })
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
        let keys = VerifyingKeys::new(keys, &options.algorithms)?;
        Ok(Self { keys, options, known: KnownHeaders::default(), good: None })
    }

    /// Takes a token only where it carries the `kid` of the key that signed it.
    pub(crate) fn by_keyid_alone(mut self) -> Self {
        self.keys.by_keyid_alone = true;
        self
    }

    /// Whether it would accept the token's signature without computing it.
    #[cfg(test)]
    pub(crate) fn remembers(&self, token: &str) -> bool {
        self.good.as_ref().is_some_and(|good| good.key_of(token, || None).is_some())
    }

    /// Computes the signature of a token that comes again only once.
    pub(crate) fn remembering_good_signatures(self) -> Self {
        Self { good: Some(GoodSignatures::default()), ..self }
    }

    /// Checks one token.
    ///
    /// # Errors
    /// Any of [`TokenError`], and `ERR_KEY_ASYNC_ONLY` where a key is kept elsewhere.
    pub fn verify(&self, token: &str) -> Result<Checked, Error> {
        self.keys.are_here()?;
        let Read { compact, header, settled, payload, signature } = self.read(token)?;
        let made =
            |key: &usize| self.made(*key, settled.algorithm, compact.signing_input, &signature);
        let find = || settled.candidates.iter().copied().find(made);
        let key = match &self.good {
            Some(good) => good.key_of(token, find),
            None => find(),
        };
        let key =
            key.filter(|key| settled.candidates.contains(key)).ok_or(TokenError::Signature)?;
        self.known.add(compact.header, &header, &settled);
        Ok(Checked { header, payload, key, typ: settled.typ.clone() })
    }

    /// The text of a header that this verifier has met in a token whose signature was good, by its
    /// number: the same for as long as the verifier lives.
    pub fn known_header(&self, number: usize) -> Option<&str> {
        self.known.text(number)
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
        let Read { header, settled, payload, signature, .. } = self.read(token)?;
        let fits = |key: &usize| self.keys.fits(*key, settled.algorithm, &signature);
        let candidates = settled.candidates.iter().copied().filter(fits).collect();
        Ok(Opened { header, settled, payload, signature, candidates })
    }

    /// Whether one of the candidates made the signature: for the keys of a list that are here,
    /// where others are kept elsewhere. `token` is the one that was opened.
    pub fn is_signed_by(&self, opened: &Opened, token: &str, key: usize) -> bool {
        let input = token.rsplit_once('.').map_or("", |(input, _)| input);
        self.made(key, opened.algorithm(), input.as_bytes(), &opened.signature)
    }

    fn made(&self, key: usize, algorithm: Algorithm, input: &[u8], signature: &[u8]) -> bool {
        self.keys.fits(key, algorithm, signature)
            && self.keys.verify(key, algorithm, input, signature)
    }

    /// The form comes first, so that a broken token is called broken and not forged; then the
    /// header, unless it is known.
    fn read<'t>(&self, token: &'t str) -> Result<Read<'t>, Error> {
        let compact = Compact::split(token, self.options.max_token_length)?;
        if let Some((header, settled)) = self.known.find(compact.header) {
            let (payload, signature) = (compact.payload()?, compact.signature()?);
            return Ok(Read { compact, header, settled, payload, signature });
        }
        let text = compact.header()?;
        let (payload, signature) = (compact.payload()?, compact.signature()?);
        let settled = Arc::new(self.settle(&text)?);
        Ok(Read { compact, header: TokenHeader::new(text), settled, payload, signature })
    }

    fn settle(&self, header: &str) -> Result<Settled, Error> {
        let object = object(header, Segment::Header)?;
        let header = Header::read(&object)?;
        let algorithm = header.algorithm()?;
        let allowed = &self.options.algorithms;
        if !allowed.is_empty() && !allowed.contains(&algorithm) {
            let (found, expected) = (algorithm.name(), Shown::list(allowed));
            return Err(TokenError::AlgorithmNotAllowed { found, expected }.into());
        }
        header.understood(&self.options.crit)?;
        let candidates = self.keys.candidates(algorithm, header.kid)?;
        Ok(Settled { algorithm, typ: header.typ.map(Arc::from), candidates })
    }
}

/// What a header says to one verifier.
#[derive(Debug)]
struct Settled {
    algorithm: Algorithm,
    typ: Option<Arc<str>>,
    /// The keys that may have signed, by their indices, in the order to try them.
    candidates: Vec<usize>,
}

/// A token whose form and header are good.
struct Read<'t> {
    compact: Compact<'t>,
    header: TokenHeader,
    settled: Arc<Settled>,
    payload: Vec<u8>,
    signature: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::Verifier;
    use crate::jws::{self, JwsSignOptions, JwsVerifyOptions};
    use crate::{Algorithm, GenerateOptions, Key};

    #[test]
    fn a_good_signature_is_remembered_where_that_is_asked_for_alone() {
        let key = Key::generate(Algorithm::ES256, &GenerateOptions::default()).unwrap();
        let token = jws::sign(b"{}", &key, &JwsSignOptions::default()).unwrap();
        let (input, _) = token.rsplit_once('.').unwrap();
        let forged = format!("{input}.{}", "A".repeat(86));
        let keys = [key.public_key().unwrap()];
        let plain = || Verifier::new(&keys, &JwsVerifyOptions::default()).unwrap();

        let remembering = plain().remembering_good_signatures();
        assert!(remembering.verify(&forged).is_err() && !remembering.remembers(&forged));
        assert!(remembering.verify(&token).is_ok() && remembering.remembers(&token));
        let forgetful = plain();
        assert!(forgetful.verify(&token).is_ok() && !forgetful.remembers(&token));
        assert!(forgetful.verify(&forged).is_err());

        // What is remembered is what counts, and for a key that may have made it alone.
        let told = |found| {
            let verifier = plain().remembering_good_signatures();
            let good = verifier.good.as_ref().unwrap();
            assert_eq!(good.key_of(&forged, || Some(found)), Some(found));
            verifier.verify(&forged).is_ok()
        };
        assert!(told(0));
        assert!(!told(1));
    }
}
