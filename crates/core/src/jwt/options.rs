use core::time::Duration;

use crate::alg::Algorithm;
use crate::encoding::json::Value;
use crate::error::Error;
use crate::jws::JwsVerifyOptions;
use crate::options::Options;

/// How tokens are to be made.
#[derive(Clone, Debug, Default)]
pub struct SignOptions {
    /// Else the key's own: RS256 for an RSA key.
    pub algorithm: Option<Algorithm>,
    /// `kid`; else the key's own.
    pub keyid: Option<String>,
    /// From `iat` to `exp`.
    pub expires_in: Option<Duration>,
    /// From `iat` to `nbf`.
    pub not_before: Option<Duration>,
    /// `aud`.
    pub audience: Option<Audience>,
    /// `iss`.
    pub issuer: Option<String>,
    /// `sub`.
    pub subject: Option<String>,
    /// `jti`.
    pub jwtid: Option<String>,
    /// Further header parameters: the text of a JSON object.
    pub header: Option<String>,
    /// Leaves `iat` out.
    pub no_timestamp: bool,
}

/// Who a token is for: `aud` as a text or as a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Written as a text.
    One(String),
    /// Written as a list.
    Many(Vec<String>),
}

impl SignOptions {
    pub(crate) const NAMES: [&str; 10] = [
        "algorithm",
        "keyid",
        "expiresIn",
        "notBefore",
        "audience",
        "issuer",
        "subject",
        "jwtid",
        "header",
        "noTimestamp",
    ];

    /// Reads `{ algorithm, keyid, expiresIn, notBefore, audience, issuer, subject, jwtid, header,
    /// noTimestamp }`. Durations are seconds, or text with a unit.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`, `ERR_DURATION`, `ERR_ALGORITHM_UNKNOWN`.
    ///
    /// ```
    /// use jotmint::jwt::SignOptions;
    ///
    /// let options = SignOptions::from_json(r#"{ "expiresIn": "1h", "keyid": "key-1" }"#)?;
    /// assert_eq!(options.expires_in.unwrap().as_secs(), 3600);
    /// assert!(SignOptions::from_json(r#"{ "expiresIn": "3600" }"#).is_err());
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, Error> {
        Self::read(&Options::parse(text, &Self::NAMES)?)
    }

    pub(crate) fn read(options: &Options<'_>) -> Result<Self, Error> {
        let expires_in = options.duration("expiresIn")?;
        if expires_in == Some(Duration::ZERO) {
            return Err(crate::options::invalid("expiresIn", "0", "more than 0 seconds"));
        }
        Ok(Self {
            algorithm: options.algorithm("algorithm")?,
            keyid: options.text("keyid")?,
            expires_in,
            not_before: options.duration("notBefore")?,
            audience: match (options.value("audience"), options.texts("audience")?) {
                (Some(Value::Text(one)), _) => Some(Audience::One(one.clone().into_owned())),
                (_, many) => many.map(Audience::Many),
            },
            issuer: options.text("issuer")?,
            subject: options.text("subject")?,
            jwtid: options.text("jwtid")?,
            header: options.object("header")?,
            no_timestamp: options.flag("noTimestamp")?,
        })
    }
}

/// How tokens are to be checked. What is expected must be there.
#[derive(Clone, Debug, Default)]
pub struct VerifyOptions {
    /// Signature, `crit` and length.
    pub jws: JwsVerifyOptions,
    /// One of these must be in `aud`; empty for any.
    pub audience: Vec<String>,
    /// `iss` must be one of these; empty for any.
    pub issuer: Vec<String>,
    /// `sub` must be this.
    pub subject: Option<String>,
    /// `jti` must be this.
    pub jwtid: Option<String>,
    /// The header's `typ` must be this media type; `application/` may be left out.
    pub typ: Option<String>,
    /// By how much clocks may differ.
    pub clock_tolerance: Duration,
    /// The oldest token that is taken, counted from `iat`.
    pub max_age: Option<Duration>,
    /// Claims that must be there.
    pub required_claims: Vec<String>,
}

impl VerifyOptions {
    /// Reads `{ algorithms, audience, issuer, subject, jwtid, typ, clockTolerance, maxAge,
    /// requiredClaims, crit, maxTokenLength }`.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`, `ERR_DURATION`, `ERR_ALGORITHM_UNKNOWN`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        let own = [
            "audience",
            "issuer",
            "subject",
            "jwtid",
            "typ",
            "clockTolerance",
            "maxAge",
            "requiredClaims",
        ];
        let options = Options::parse(text, &[&own[..], &JwsVerifyOptions::NAMES].concat())?;
        Ok(Self {
            jws: JwsVerifyOptions::read(&options)?,
            audience: options.texts("audience")?.unwrap_or_default(),
            issuer: options.texts("issuer")?.unwrap_or_default(),
            subject: options.text("subject")?,
            jwtid: options.text("jwtid")?,
            typ: options.text("typ")?,
            clock_tolerance: options.duration("clockTolerance")?.unwrap_or_default(),
            max_age: options.duration("maxAge")?,
            required_claims: options.texts("requiredClaims")?.unwrap_or_default(),
        })
    }
}
