//! jotmint signs and verifies JSON Web Tokens, and says exactly why a token or key is refused.
//!
//! - [`Key`]: read from PEM, DER, JWK or a certificate, made, written, identified.
//! - [`jwt`]: claims, signed and checked (RFC 7519). [`jws`]: any bytes (RFC 7515).
//! - [`Rules`]: tokens as Infura and Neuron want them.
//! - [`diagnose`]: everything there is to say about a token. [`infura::Gate`] and
//!   [`neuron::Verifier`]: the services' own decisions.
//! - [`Error`]: every refusal, with a stable [`ErrorCode`].
//!
//! The crate does no input or output and has no clock: the caller passes `now`.
//!
//! ```
//! use jotmint::jwt::{SignOptions, Signer, Verifier, VerifyOptions};
//! use jotmint::{Algorithm, GenerateOptions, Key};
//!
//! let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
//! let options = SignOptions::from_json(r#"{ "expiresIn": "1h", "audience": "infura.io" }"#)?;
//! let now = 1_700_000_000.0;
//! let token = Signer::new(&key, &options)?.sign("{}", now)?;
//!
//! let expected = VerifyOptions::from_json(r#"{ "audience": "infura.io" }"#)?;
//! let verifier = Verifier::new(&[key.public_key()?], &expected)?;
//! assert!(verifier.verify(&token, now).is_ok());
//! let late = verifier.verify(&token, now + 3600.0).unwrap_err();
//! assert_eq!(late.code().as_str(), "ERR_JWT_EXPIRED");
//! # Ok::<(), jotmint::Error>(())
//! ```
#![forbid(unsafe_code)]

mod alg;
mod encoding;
mod engine;
pub mod error;
pub mod jws;
pub mod jwt;
mod key;
mod options;
mod provider;

pub use alg::{Algorithm, KeyType};
pub use error::{Error, ErrorCode};
pub use key::{
    GenerateOptions, ImportOptions, Key, KeyElsewhere, KeyFormat, KeyKind, KeySet, digest,
};
pub use provider::{
    DiagnoseOptions, Finding, Rules, Severity, diagnose, findings_to_json, infura, neuron,
};
