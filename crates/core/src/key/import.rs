//! What a text or bytes are: PEM, JWK, DER or a secret.

use std::sync::Arc;

use zeroize::Zeroizing;

use super::wrapped::Wrapped;
use super::{ImportOptions, Inner, Key, forms, jwk};
use crate::alg::Material;
use crate::alg::hmac::Secret;
use crate::encoding::json::{NoObject, Object};
use crate::encoding::pem;
use crate::error::{Error, KeyError, Shown};

impl Key {
    /// Reads a PEM or a JWK; a secret, where only HMAC algorithms are named.
    ///
    /// Type and curve are read from the key itself, not from the PEM's label. Escaped, lost or
    /// doubled line breaks are mended and listed in [`Key::repairs`].
    ///
    /// # Errors
    /// `ERR_KEY_MISSING`, `ERR_KEY_FORMAT`, `ERR_KEY_PEM`, `ERR_KEY_DER`, `ERR_KEY_JWK`,
    /// `ERR_KEY_UNSUPPORTED`, `ERR_KEY_ENCRYPTED`, `ERR_KEY_PASSPHRASE`, `ERR_KEY_INVALID`,
    /// `ERR_KEY_TOO_SMALL`, `ERR_KEY_TOO_LARGE`, `ERR_KEY_TYPE`, `ERR_KEY_CURVE`, `ERR_KEY_USE`,
    /// `ERR_KEY_NOT_A_SECRET`.
    ///
    /// ```
    /// use jotmint::{Algorithm, ImportOptions, Key};
    ///
    /// let options = ImportOptions { algorithm: Some(Algorithm::HS256), ..Default::default() };
    /// let secret = Key::from_text("a secret of thirty-two bytes or more", &options)?;
    /// assert_eq!(secret.bits(), 36 * 8);
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn from_text(text: &str, options: &ImportOptions) -> Result<Self, Error> {
        if text.trim().is_empty() {
            return Err(KeyError::Missing.into());
        }
        if let Some(key) = Self::from_json(text, options)? {
            return Ok(key);
        }
        if pem::looks_like(text) {
            return Self::from_pem(text, options);
        }
        if let Some(key) = Self::from_base64(text, options)? {
            return Ok(key);
        }
        if options.wants_secret() {
            return Self::from_secret(text.as_bytes(), options);
        }
        Err(no_key(text))
    }

    /// A key in base64. None where the text is no key, so that it may serve as a secret.
    fn from_base64(text: &str, options: &ImportOptions) -> Result<Option<Self>, Error> {
        let read = match Wrapped::open(text) {
            None => return Ok(None),
            Some(Wrapped::Pem(pem)) => Some((Self::from_pem(&pem, options)?, "of a whole PEM")),
            Some(Wrapped::Json(json)) => {
                Self::from_json(&json, options)?.map(|key| (key, "of a whole JWK"))
            }
            Some(Wrapped::Der(der)) => Self::from_bare_der(&der, options)?
                .map(|key| (key, "without a PEM's first and last line")),
        };
        Ok(read.map(|(key, of_what)| {
            key.changed(|inner| inner.repairs.insert(0, format!("it was base64 {of_what}")))
        }))
    }

    fn from_bare_der(der: &[u8], options: &ImportOptions) -> Result<Option<Self>, Error> {
        let read = match forms::read(der, options) {
            // What begins as every longer key does was one, and is damaged.
            Err(Error::Key(KeyError::Der { .. })) if !der.starts_with(&[0x30, 0x82]) => {
                return Ok(None);
            }
            read => read,
        };
        match (read, options.wants_secret()) {
            (read, false) => Self::assemble(read?, options, Vec::new()).map(Some),
            (Ok(_), true) => Err(KeyError::NotASecret.into()),
            (Err(_), true) => Ok(None),
        }
    }

    /// A JWK. None where the text is another one, or JSON that serves as a secret.
    fn from_json(text: &str, options: &ImportOptions) -> Result<Option<Self>, Error> {
        let text = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
        if !text.starts_with('{') {
            return Ok(None);
        }
        match Object::parse(text) {
            Ok(jwk) if jwk.member("kty").is_some() => jwk::read(&jwk, options).map(Some),
            Ok(set) if set.member("keys").is_some() => {
                let found = Shown::words("it is a JWKS, a set of keys; take one of its `keys`");
                Err(KeyError::Format { found }.into())
            }
            _ if options.wants_secret() => Ok(None),
            Err(NoObject::NotJson(_)) => {
                Err(KeyError::Jwk { member: "JWK", problem: "is not JSON" }.into())
            }
            _ => Err(KeyError::Jwk { member: "kty", problem: "is missing" }.into()),
        }
    }

    fn from_pem(text: &str, options: &ImportOptions) -> Result<Self, Error> {
        if options.wants_secret() {
            return Err(KeyError::NotASecret.into());
        }
        let block = pem::read(text).map_err(|problem| KeyError::Pem { problem })?;
        let material = forms::read(&block.der, options)?;
        let key = Self::assemble(material, options, block.repairs)?;
        let certificate = block.label.ends_with("CERTIFICATE");
        Ok(key.changed(|inner| inner.certificate = certificate))
    }

    /// Reads DER, or a PEM or JWK as bytes; a secret, where only HMAC algorithms are named.
    ///
    /// # Errors
    /// Those of [`Key::from_text`].
    pub fn from_bytes(bytes: &[u8], options: &ImportOptions) -> Result<Self, Error> {
        if bytes.is_empty() {
            return Err(KeyError::Missing.into());
        }
        if let Ok(text) = core::str::from_utf8(bytes) {
            let meant_as_text = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
            if pem::looks_like(text) || meant_as_text || Wrapped::open(text).is_some() {
                return Self::from_text(text, options);
            }
        }
        if options.wants_secret() {
            return Self::from_secret(bytes, options);
        }
        Self::assemble(forms::read(bytes, options)?, options, Vec::new())
    }

    /// Takes the bytes as a shared secret.
    ///
    /// # Errors
    /// `ERR_KEY_MISSING`, `ERR_KEY_TOO_SMALL`, `ERR_KEY_TYPE`, `ERR_KEY_NOT_A_SECRET`.
    pub fn from_secret(bytes: &[u8], options: &ImportOptions) -> Result<Self, Error> {
        if core::str::from_utf8(bytes).is_ok_and(pem::looks_like) {
            return Err(KeyError::NotASecret.into());
        }
        let secret = Secret::new(Zeroizing::new(bytes.to_vec()), options.allow_weak_key)?;
        Self::assemble(Material::from(secret), options, Vec::new())
    }

    fn assemble(
        material: Material,
        options: &ImportOptions,
        repairs: Vec<String>,
    ) -> Result<Self, Error> {
        if let Some(algorithm) = options.algorithm {
            material.fits(algorithm, options.allow_weak_key)?;
        }
        Ok(Self(Arc::new(Inner {
            keyid: options.keyid.clone(),
            algorithm: options.algorithm,
            weak: options.allow_weak_key,
            repairs,
            ..Inner::of(material)
        })))
    }
}

/// For a text that is no key: what it looks like.
fn no_key(text: &str) -> Error {
    if ["ssh-", "ecdsa-sha2-"].iter().any(|start| text.trim_start().starts_with(start)) {
        let found = Shown::words(
            "an OpenSSH public key; `ssh-keygen -e -m PKCS8 -f key.pub` writes RSA and ECDSA \
             keys as PEM",
        );
        return KeyError::Unsupported { found }.into();
    }
    let found = match text.trim() {
        "undefined" | "null" | "[object Object]" => Shown::words(format!(
            "the text `{}`: something that was no text was made one",
            text.trim()
        )),
        path if is_path(path) => Shown::words(
            "the path of a file, not what is in it. Read the file: readFileSync(path, 'utf8')",
        ),
        _ => Shown::words(format!("a text of {} characters", text.chars().count())),
    };
    KeyError::Format { found }.into()
}

/// Whether it is more likely a path than anything else.
fn is_path(text: &str) -> bool {
    const STARTS: [&str; 5] = ["/", "./", "../", "~/", "file:"];
    const ENDINGS: [&str; 10] =
        [".pem", ".key", ".pub", ".crt", ".cer", ".der", ".p8", ".jwk", ".json", ".txt"];
    let lower = text.to_ascii_lowercase();
    let on_windows = matches!(lower.as_bytes(), [b'a'..=b'z', b':', b'\\' | b'/', ..]);
    !text.contains('\n')
        && (on_windows
            || STARTS.iter().any(|start| lower.starts_with(start))
            || ENDINGS.iter().any(|ending| lower.ends_with(ending)))
}
