//! Checking tokens: the signature first, then the claims.

use super::claims::{Claims, check_expiry, check_issue, check_start};
use super::{VerifyOptions, date};
use crate::encoding::json::Object;
use crate::error::{ClaimError, Error, Segment, Shown};
use crate::jws;
use crate::key::Key;

/// Keys with their options made ready: checks many tokens without reading either again.
///
/// ```
/// use jotmint::jwt::{SignOptions, Signer, Verifier, VerifyOptions};
/// use jotmint::{Algorithm, GenerateOptions, Key};
///
/// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
/// let now = 1_700_000_000.0;
/// let token = Signer::new(&key, &SignOptions::default())?.sign(r#"{"sub":"bob"}"#, now)?;
///
/// let verifier = Verifier::new(&[key.public_key()?], &VerifyOptions::default())?;
/// assert_eq!(verifier.verify(&token, now)?.payload, r#"{"sub":"bob","iat":1700000000}"#);
/// # Ok::<(), jotmint::Error>(())
/// ```
pub struct Verifier {
    signatures: jws::Verifier,
    options: VerifyOptions,
}

/// A token whose signature and claims are acceptable.
#[derive(Clone, Debug, PartialEq)]
pub struct Verified {
    /// The header as it was signed.
    pub header: jws::TokenHeader,
    /// The claims as they were signed: a JSON object.
    pub payload: String,
    /// Which of the keys signed, by its index.
    pub key: usize,
}

/// A span of time, in seconds since 1970.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Validity {
    /// The first moment; before all of them, where nothing says when it begins.
    pub from: f64,
    /// The moment it is over; after all of them, where nothing ends it.
    pub until: f64,
}

impl Verified {
    /// The JSON text `[payload, key, header]`, for handing on to another language in one piece. A
    /// header the verifier knew is there as its number. Where key and number are 0, as with most
    /// tokens, it is the payload alone.
    ///
    /// ```
    /// use jotmint::jwt::{SignOptions, Signer, Verifier};
    /// use jotmint::{Algorithm, GenerateOptions, Key};
    ///
    /// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
    /// let options = SignOptions { no_timestamp: true, ..Default::default() };
    /// let token = Signer::new(&key, &options)?.sign(r#"{"sub":"bob"}"#, 1.7e9)?;
    ///
    /// let verifier = Verifier::new(&[key.public_key()?], &Default::default())?;
    /// let header = r#"{"alg":"ES256","typ":"JWT"}"#;
    /// let text = verifier.verify(&token, 1.7e9)?.into_json();
    /// assert_eq!(text, format!(r#"[{{"sub":"bob"}},0,{header}]"#));
    /// assert_eq!(verifier.verify(&token, 1.7e9)?.into_json(), r#"{"sub":"bob"}"#);
    /// assert_eq!(verifier.signatures().known_header(0), Some(header));
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn into_json(self) -> String {
        match (self.key, self.header.number()) {
            (0, Some(0)) => self.payload,
            _ => self.header.list_after(&[&self.payload, &self.key.to_string()]),
        }
    }
}

impl Verifier {
    /// Makes keys and options ready.
    ///
    /// # Errors
    /// `ERR_KEY_MISSING` without a key, `ERR_KEY_KIND`, `ERR_KEY_USE`, `ERR_KEY_TYPE`.
    pub fn new(keys: &[Key], options: &VerifyOptions) -> Result<Self, Error> {
        Ok(Self { signatures: jws::Verifier::new(keys, &options.jws)?, options: options.clone() })
    }

    /// Takes a token only where it carries the `kid` of the key that signed it.
    pub(crate) fn by_keyid_alone(self) -> Self {
        Self { signatures: self.signatures.by_keyid_alone(), ..self }
    }

    /// Computes the signature of a token that comes again only once. All else is checked each time.
    pub(crate) fn remembering_good_signatures(self) -> Self {
        Self { signatures: self.signatures.remembering_good_signatures(), ..self }
    }

    /// Checks one token. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// Any of [`TokenError`](crate::error::TokenError) and [`ClaimError`].
    pub fn verify(&self, token: &str, now: f64) -> Result<Verified, Error> {
        let now = date::check_now(now)?;
        self.accept(self.signatures.verify(token)?, now)
    }

    /// The same, with what is to be checked or read of the whole payload, once all else is good.
    pub(crate) fn verify_and<T>(
        &self,
        token: &str,
        now: f64,
        look: impl FnOnce(&Object<'_>, &Claims<'_>) -> Result<T, Error>,
    ) -> Result<(Verified, T), Error> {
        let now = date::check_now(now)?;
        let checked = self.signatures.verify(token)?;
        let payload = jws::utf8(checked.payload, Segment::Payload)?;
        let object = jws::object(&payload, Segment::Payload)?;
        let claims = Claims::of(&object)?;
        self.check_claims(&claims, checked.typ.as_deref(), now)?;
        let found = look(&object, &claims)?;
        Ok((Verified { header: checked.header, payload, key: checked.key }, found))
    }

    /// What checks the signatures. With [`jws::Verifier::open`], [`jws::Opened::signed_by`] and
    /// [`Verifier::accept`], a signature can be checked elsewhere.
    ///
    /// ```
    /// use jotmint::jwt::{SignOptions, Signer, Verifier, VerifyOptions};
    /// use jotmint::{Algorithm, GenerateOptions, Key};
    ///
    /// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
    /// let token = Signer::new(&key, &SignOptions::default())?.sign("{}", 1.7e9)?;
    ///
    /// let verifier = Verifier::new(&[key.public_key()?], &VerifyOptions::default())?;
    /// let opened = verifier.signatures().open(&token)?;
    /// let checked = opened.signed_by(Some(0))?; // as was found elsewhere
    /// assert!(verifier.accept(checked, 1.7e9).is_ok());
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn signatures(&self) -> &jws::Verifier {
        &self.signatures
    }

    /// Checks the claims of a token whose signature is good. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// Any of [`TokenError`](crate::error::TokenError) about the payload, and any of [`ClaimError`].
    pub fn accept(&self, checked: jws::Checked, now: f64) -> Result<Verified, Error> {
        let now = date::check_now(now)?;
        let payload = jws::utf8(checked.payload, Segment::Payload)?;
        let claims = Claims::scan(&payload);
        let claims = claims.map_err(|flaw| jws::no_object(flaw, Segment::Payload))??;
        self.check_claims(&claims, checked.typ.as_deref(), now)?;
        Ok(Verified { header: checked.header, payload, key: checked.key })
    }

    /// While which a token with these dates is accepted, once it was: for remembering that it was.
    ///
    /// ```
    /// use core::time::Duration;
    ///
    /// use jotmint::jwt::{Verifier, VerifyOptions};
    /// use jotmint::{Algorithm, GenerateOptions, Key};
    ///
    /// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
    /// let options =
    ///     VerifyOptions { clock_tolerance: Duration::from_secs(5), ..Default::default() };
    /// let verifier = Verifier::new(&[key.public_key()?], &options)?;
    /// let validity = verifier.validity(Some(1_700_003_600.0), Some(1_700_000_000.0), None);
    /// assert_eq!((validity.from, validity.until), (1_699_999_995.0, 1_700_003_605.0));
    /// # Ok::<(), jotmint::Error>(())
    /// ```
    pub fn validity(&self, exp: Option<f64>, nbf: Option<f64>, iat: Option<f64>) -> Validity {
        let tolerance = self.options.clock_tolerance.as_secs_f64();
        let mut validity = Validity {
            from: nbf.map_or(f64::NEG_INFINITY, |nbf| nbf - tolerance),
            until: exp.map_or(f64::INFINITY, |exp| exp + tolerance),
        };
        if let (Some(max_age), Some(iat)) = (self.options.max_age, iat) {
            validity.from = validity.from.max(iat - tolerance);
            validity.until = validity.until.min(iat + max_age.as_secs_f64() + tolerance);
        }
        validity
    }

    /// And the header's `typ`.
    fn check_claims(&self, claims: &Claims<'_>, typ: Option<&str>, now: f64) -> Result<(), Error> {
        self.check_type(typ)?;
        self.check_presence(claims)?;
        self.check_parties(claims)?;
        self.check_dates(claims, now)
    }

    /// RFC 7515 section 4.1.9: a media type, in any case, `application/` left out or not.
    fn check_type(&self, found: Option<&str>) -> Result<(), Error> {
        let Some(expected) = &self.options.typ else { return Ok(()) };
        let found = found.ok_or_else(|| missing("typ"))?;
        let bare = |name: &str| {
            let name = name.to_ascii_lowercase();
            name.strip_prefix("application/").map(str::to_owned).unwrap_or(name)
        };
        if bare(found) == bare(expected) { Ok(()) } else { Err(mismatch("typ", found, [expected])) }
    }

    fn check_presence(&self, claims: &Claims<'_>) -> Result<(), Error> {
        match self.options.required_claims.iter().find(|claim| !claims.has(claim)) {
            Some(claim) => Err(ClaimError::Missing { claim: claim.clone() }.into()),
            None => Ok(()),
        }
    }

    fn check_parties(&self, claims: &Claims<'_>) -> Result<(), Error> {
        let VerifyOptions { audience, issuer, subject, jwtid, .. } = &self.options;
        if !audience.is_empty() {
            let found = claims.aud.as_ref().ok_or_else(|| missing("aud"))?.texts();
            if !found.iter().any(|found| audience.iter().any(|expected| expected == found)) {
                return Err(mismatch("aud", &found.join(", "), audience));
            }
        }
        check_text("iss", claims.iss.as_deref(), issuer)?;
        check_text("sub", claims.sub.as_deref(), subject.as_slice())?;
        check_text("jti", claims.jti.as_deref(), jwtid.as_slice())
    }

    fn check_dates(&self, claims: &Claims<'_>, now: f64) -> Result<(), Error> {
        let tolerance = self.options.clock_tolerance.as_secs_f64();
        if let Some(nbf) = claims.nbf {
            check_start(nbf, now, tolerance)?;
        }
        if let Some(exp) = claims.exp {
            check_expiry(exp, now, tolerance)?;
        }
        let Some(max_age) = self.options.max_age.map(|age| age.as_secs_f64()) else {
            return Ok(());
        };
        let iat = claims.iat.ok_or_else(|| missing("iat"))?;
        check_issue(iat, now, tolerance)?;
        if now > iat + max_age + tolerance {
            let (age, maximum) = (date::span_in_words(now - iat), date::span_in_words(max_age));
            return Err(ClaimError::TooOld { age, maximum }.into());
        }
        Ok(())
    }
}

fn check_text(claim: &'static str, found: Option<&str>, expected: &[String]) -> Result<(), Error> {
    if expected.is_empty() {
        return Ok(());
    }
    let found = found.ok_or_else(|| missing(claim))?;
    if expected.iter().any(|expected| expected == found) {
        return Ok(());
    }
    Err(mismatch(claim, found, expected))
}

pub(crate) fn missing(claim: &str) -> Error {
    ClaimError::Missing { claim: claim.to_owned() }.into()
}

pub(crate) fn mismatch<'e>(
    claim: &'static str,
    found: &str,
    expected: impl IntoIterator<Item = &'e String>,
) -> Error {
    let expected = Shown::list(expected.into_iter().map(|one| Shown::text(one)));
    ClaimError::Mismatch { claim, found: Shown::text(found), expected }.into()
}
