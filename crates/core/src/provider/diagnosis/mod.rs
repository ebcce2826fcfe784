//! Why a token will be refused, or taken to its user's harm: everything at once.

mod claims;
mod finding;
mod form;
mod signature;

use super::Rules;
use crate::alg::Algorithm;
use crate::encoding::json::Object;
use crate::error::{Error, ProviderError, Segment, Shown};
use crate::jws::Header;
use crate::jwt;
use crate::key::Key;
use crate::options::Options;
pub(super) use finding::Report;
pub use finding::{Finding, Severity, findings_to_json};
use form::Segments;

/// By whose rules a token is looked at.
#[derive(Clone, Copy, Debug)]
pub struct DiagnoseOptions {
    /// [`Rules::JWT`] for those of RFC 7519 alone.
    pub rules: Rules,
}

impl Default for DiagnoseOptions {
    fn default() -> Self {
        Self { rules: Rules::JWT }
    }
}

impl DiagnoseOptions {
    /// Reads `{ provider }`.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        // The binding takes the other two out; they are named for those who misspell them.
        let options = Options::parse(text, &["provider", "key", "now"])?;
        match options.text("provider")? {
            Some(name) => Ok(Self { rules: name.parse()? }),
            None => Ok(Self::default()),
        }
    }
}

/// Everything there is to say about a token, at once: what would be refused, what would be taken
/// to its user's harm, and what is good to know. Of several keys, the one that signed is named.
///
/// Of a token that cannot be read to its end, what can be read is looked at; there are at most a
/// hundred findings. No key, no signature and no whole token is in them.
///
/// # Errors
/// `ERR_OPTION_INVALID` where `now` is no date in seconds.
///
/// ```
/// use jotmint::{DiagnoseOptions, Severity, diagnose};
///
/// let token = "eyJhbGciOiJub25lIn0.eyJleHAiOiIxNzAwMDAwMDAwIn0.";
/// let findings = diagnose(token, &[], &DiagnoseOptions::default(), 1_800_000_000.0)?;
/// let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
/// let codes: Vec<&str> = errors.map(|finding| finding.code.as_str()).collect();
/// assert_eq!(codes, ["ERR_ALG_NONE", "ERR_SIGNATURE_INVALID", "ERR_CLAIM_INVALID"]);
/// # Ok::<(), jotmint::Error>(())
/// ```
pub fn diagnose(
    token: &str,
    keys: &[Key],
    options: &DiagnoseOptions,
    now: f64,
) -> Result<Vec<Finding>, Error> {
    let now = jwt::date::check_now(now)?;
    let mut report = Report::default();
    let segments = Segments::read(token, &mut report);
    let header = segments.header.as_deref();
    let header = header.and_then(|text| form::object(text, Segment::Header, &mut report));
    let payload = segments.payload.as_deref();
    let payload = payload.and_then(|text| form::object(text, Segment::Payload, &mut report));

    let parameters = header.as_ref().map(|header| header_parameters(header, &mut report));
    let algorithm = parameters.as_ref().and_then(|header| match header.algorithm() {
        Ok(algorithm) => Some(algorithm),
        Err(error) => {
            report.error("$.header.alg", error);
            None
        }
    });
    let reading = Reading {
        keyid: parameters.as_ref().and_then(|header| header.kid),
        typ: parameters.as_ref().and_then(|header| header.typ),
        algorithm,
        header: header.as_ref(),
        payload: payload.as_ref(),
        payload_text: segments.payload.as_deref(),
        keys,
        now,
    };
    options.rules.check_algorithm_and_keys(&reading, &mut report);
    signature::check(&reading, &segments, &mut report);
    if let Some(payload) = reading.payload {
        claims::check(payload, now, &mut report);
    }
    if let Some(further) = options.rules.0.diagnose {
        further(&reading, &mut report);
    }
    Ok(report.findings())
}

/// What could be read of a token.
pub(super) struct Reading<'r> {
    pub(super) header: Option<&'r Object<'r>>,
    pub(super) payload: Option<&'r Object<'r>>,
    /// Where it is JSON.
    pub(super) payload_text: Option<&'r str>,
    pub(super) algorithm: Option<Algorithm>,
    pub(super) keyid: Option<&'r str>,
    pub(super) typ: Option<&'r str>,
    pub(super) keys: &'r [Key],
    pub(super) now: f64,
}

fn header_parameters<'h>(header: &'h Object<'_>, report: &mut Report) -> Header<'h> {
    let (read, flaws) = Header::examine(header);
    for (name, flaw) in flaws {
        report.error(format!("$.header.{name}"), flaw);
    }
    if let Err(error) = read.understood(&[]) {
        report.error("$.header.crit", error);
    }
    read
}

impl Rules {
    fn check_algorithm_and_keys(self, reading: &Reading<'_>, report: &mut Report) {
        if let (Some(taken), Some(algorithm)) = (self.0.algorithms, reading.algorithm)
            && !taken.contains(&algorithm)
        {
            let (found, expected) = (algorithm.name(), Shown::list(taken));
            let error = ProviderError::Algorithm { provider: self.0.title, found, expected };
            report.error("$.header.alg", Error::from(error));
        }
        for key in reading.keys {
            if let Err(error) = self.check_key(key) {
                report.error("$.signature", error);
            }
        }
    }
}
