//! Making signatures: the header is written once.

use super::JwsSignOptions;
use super::header;
use crate::alg::Algorithm;
use crate::encoding::base64url;
use crate::error::Error;
use crate::key::Key;

/// Header and algorithm of the JWS to come, without a key: for a signature made elsewhere.
///
/// ```
/// use jotmint::{Algorithm, GenerateOptions, Key, jws};
///
/// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
/// let template = jws::Template::new(&key, &jws::JwsSignOptions::default())?;
/// let input = template.input(b"any bytes");
/// let signature = [7; 64]; // from elsewhere
/// let token = template.attach(&input, &signature)?;
/// assert!(token.starts_with(&input));
/// # Ok::<(), jotmint::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Template {
    algorithm: Algorithm,
    /// The encoded header with its dot.
    head: String,
    has_keyid: bool,
    /// Where the key is known.
    signature_len: Option<usize>,
}

impl Template {
    /// Chooses the algorithm by the key and writes the header.
    ///
    /// # Errors
    /// `ERR_KEY_KIND`, `ERR_KEY_TYPE`, `ERR_KEY_CURVE`, `ERR_KEY_USE`, `ERR_HEADER_INVALID`,
    /// `ERR_OPTION_CONFLICT`.
    pub fn new(key: &Key, options: &JwsSignOptions) -> Result<Self, Error> {
        let algorithm = key.signing_algorithm(options.algorithm)?;
        let keyid = options.keyid.as_deref().or(key.keyid());
        Self::with_header(algorithm, keyid, None, options.header.as_deref())
            .map(|template| template.for_key(key))
    }

    /// `header` is the text of a JSON object.
    pub(crate) fn with_header(
        algorithm: Algorithm,
        keyid: Option<&str>,
        typ: Option<&str>,
        header: Option<&str>,
    ) -> Result<Self, Error> {
        let written = header::write(algorithm, keyid, typ, header)?;
        let mut head = base64url::encode(written.text.as_bytes());
        head.push('.');
        Ok(Self { algorithm, head, has_keyid: written.has_keyid, signature_len: None })
    }

    /// Of this key alone.
    pub(crate) fn for_key(self, key: &Key) -> Self {
        Self { signature_len: Some(key.signature_len(self.algorithm)), ..self }
    }

    /// The algorithm the signature must be of.
    pub fn algorithm(&self) -> Algorithm {
        self.algorithm
    }

    /// Whether the header has a `kid`.
    pub(crate) fn has_keyid(&self) -> bool {
        self.has_keyid
    }

    /// The signing input, `header.payload`.
    pub fn input(&self, payload: &[u8]) -> String {
        text(self.begin(payload, 0))
    }

    /// The signing input, with room for a signature of so many bytes and its dot, so that the token
    /// is one allocation.
    fn begin(&self, payload: &[u8], signature_len: usize) -> Vec<u8> {
        let lengths = [
            self.head.len(),
            base64url::encoded_len(payload.len()),
            1,
            base64url::encoded_len(signature_len),
        ];
        let mut token = Vec::with_capacity(lengths.iter().sum());
        token.extend_from_slice(self.head.as_bytes());
        base64url::encode_into(payload, &mut token);
        token
    }

    /// The token, from the signing input and a signature made elsewhere. ECDSA signatures may
    /// come as DER.
    ///
    /// # Errors
    /// `ERR_SIGNER_SIGNATURE` where the bytes can be no signature of the algorithm.
    pub fn attach(&self, input: &str, signature: &[u8]) -> Result<String, Error> {
        let signature = self.algorithm.foreign_signature(signature, self.signature_len)?;
        let mut token = input.as_bytes().to_owned();
        append(&mut token, &signature);
        Ok(text(token))
    }

    /// The token, signed with a key that fits the algorithm.
    pub(crate) fn sign(&self, payload: &[u8], key: &Key) -> Result<String, Error> {
        let signature_len = key.signature_len(self.algorithm);
        let mut token = self.begin(payload, signature_len);
        let mut signature = Vec::with_capacity(signature_len);
        key.sign(self.algorithm, &token, &mut signature)?;
        append(&mut token, &signature);
        Ok(text(token))
    }
}

fn append(token: &mut Vec<u8>, signature: &[u8]) {
    token.push(b'.');
    base64url::encode_into(signature, token);
}

#[expect(clippy::expect_used, reason = "base64url and dots are ASCII")]
fn text(token: Vec<u8>) -> String {
    String::from_utf8(token).expect("ASCII")
}
