//! Making tokens: the header is written once, claims are added to the payload's own text.

use core::time::Duration;
use std::borrow::Cow;

use super::claims::Claims;
use super::{Audience, SignOptions, date};
use crate::alg::Algorithm;
use crate::encoding::decimal;
use crate::encoding::json::{self, JsonError, NoObject, Object, quoted};
use crate::error::{CallError, Error, Shown};
use crate::jws;
use crate::key::Key;

/// What an issuer's rules do to a payload before the claims are added: refuse it, or rewrite it.
type Rule = fn(&Object<'_>, now: f64) -> Result<Option<String>, Error>;

/// Header and claims of the tokens to come, without a key: for a signature made elsewhere, by a
/// key management service or a hardware module.
///
/// ```
/// use core::time::Duration;
///
/// use jotmint::Algorithm;
/// use jotmint::jwt::{SignOptions, Template};
///
/// let options = SignOptions { expires_in: Some(Duration::from_secs(3600)), ..Default::default() };
/// let template = Template::new(Algorithm::ES256, &options)?;
/// let input = template.input(r#"{"sub":"bob"}"#, 1_700_000_000.0)?;
/// let signature = [7; 64]; // from elsewhere
/// let token = template.attach(&input, &signature)?;
/// assert!(token.starts_with(&input));
/// # Ok::<(), jotmint::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Template {
    jws: jws::Template,
    /// Claims that are the same in every token, as JSON members.
    fixed: String,
    /// The claims the options set, each with its option: the payload must not have them.
    taken: Vec<(&'static str, &'static str)>,
    expires_in: Option<Duration>,
    not_before: Option<Duration>,
    timestamp: bool,
    rule: Option<Rule>,
    dates_as_text: bool,
    warnings: Vec<String>,
}

impl Template {
    /// Writes the header and the claims that stay the same.
    ///
    /// # Errors
    /// `ERR_HEADER_INVALID`, `ERR_OPTION_CONFLICT`, `ERR_OPTION_INVALID`.
    pub fn new(algorithm: Algorithm, options: &SignOptions) -> Result<Self, Error> {
        let keyid = options.keyid.as_deref();
        let header = options.header.as_deref();
        let mut template = Self {
            jws: jws::Template::with_header(algorithm, keyid, Some("JWT"), header)?,
            fixed: String::new(),
            taken: Vec::new(),
            expires_in: options.expires_in,
            not_before: options.not_before,
            timestamp: !options.no_timestamp,
            rule: None,
            dates_as_text: false,
            warnings: Vec::new(),
        };
        if let Some(audience) = &options.audience {
            template.fix("audience", "aud", audience.to_json());
        }
        let texts = [
            ("issuer", "iss", &options.issuer),
            ("subject", "sub", &options.subject),
            ("jwtid", "jti", &options.jwtid),
        ];
        for (option, claim, text) in texts {
            if let Some(text) = text {
                template.fix(option, claim, quoted(text));
            }
        }
        template.taken.extend(template.expires_in.map(|_| ("expiresIn", "exp")));
        template.taken.extend(template.not_before.map(|_| ("notBefore", "nbf")));
        Ok(template)
    }

    /// Adds an issuer's rule for payloads.
    pub(crate) fn with_rule(self, rule: Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// Writes dates as text, which RFC 7519 does not allow and one issuer's documents show.
    pub(crate) fn with_dates_as_text(self) -> Self {
        Self { dates_as_text: true, ..self }
    }

    pub(crate) fn with_warning(mut self, warning: impl Into<String>) -> Self {
        self.warnings.push(warning.into());
        self
    }

    /// A claim that is the same in every token, as JSON.
    pub(crate) fn fix(&mut self, option: &'static str, claim: &'static str, json: String) {
        self.fixed.push_str(&format!(",\"{claim}\":{json}"));
        self.taken.push((option, claim));
    }

    /// The algorithm the signature must be of.
    pub fn algorithm(&self) -> Algorithm {
        self.jws.algorithm()
    }

    /// Whether the header has a `kid`.
    pub(crate) fn has_keyid(&self) -> bool {
        self.jws.has_keyid()
    }

    pub(crate) fn sets_expiry(&self) -> bool {
        self.expires_in.is_some()
    }

    /// What the caller should know about every token that is made with this.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// The signing input, `header.payload`. `payload` is the text of a JSON object, `now` seconds
    /// since 1970.
    ///
    /// # Errors
    /// `ERR_PAYLOAD_INVALID`, `ERR_OPTION_CONFLICT`, `ERR_CLAIM_INVALID`,
    /// `ERR_CLAIM_MILLISECONDS`, and those of the issuer's rules.
    pub fn input(&self, payload: &str, now: f64) -> Result<String, Error> {
        Ok(self.jws.input(self.claims(payload, now)?.as_bytes()))
    }

    /// The token, from the signing input and a signature made elsewhere. ECDSA signatures may
    /// come as DER.
    ///
    /// # Errors
    /// `ERR_SIGNER_SIGNATURE` where the bytes can be no signature of the algorithm.
    pub fn attach(&self, input: &str, signature: &[u8]) -> Result<String, Error> {
        self.jws.attach(input, signature)
    }

    fn claims<'p>(&self, payload: &'p str, now: f64) -> Result<Cow<'p, str>, Error> {
        let now = date::check_now(now)?;
        let (read, rewritten) = match self.rule {
            None => (Claims::scan(payload).map_err(no_payload)??, None),
            Some(rule) => {
                let own = Object::parse(payload).map_err(no_payload)?;
                let rewritten = rule(&own, now)?;
                (Claims::of(&own)?, rewritten)
            }
        };
        if let Some((name, claim)) = self.taken.iter().find(|(_, claim)| read.has(claim)) {
            return Err(CallError::OptionConflict { name, claim }.into());
        }
        let text = rewritten.as_deref().unwrap_or(payload).trim_end();
        let members = text.strip_suffix('}').unwrap_or(text);
        // Room for three dates.
        let length = text.len().saturating_add(self.fixed.len()).saturating_add(64);
        let mut claims = String::with_capacity(length);
        claims.push_str(members);
        claims.push_str(&self.fixed);
        let issued = read.iat.unwrap_or(now).floor();
        if self.timestamp && read.iat.is_none() {
            self.add_date("iat", issued, &mut claims)?;
        }
        if let Some(expires_in) = self.expires_in {
            self.add_date("exp", issued + expires_in.as_secs_f64().ceil(), &mut claims)?;
        }
        if let Some(not_before) = self.not_before {
            self.add_date("nbf", issued + not_before.as_secs_f64().floor(), &mut claims)?;
        }
        if claims.len() == members.len() && rewritten.is_none() {
            return Ok(Cow::Borrowed(payload));
        }
        if members.trim() == "{" && claims.len() > members.len() {
            // The comma before the first.
            claims.remove(members.len());
        }
        claims.push('}');
        Ok(Cow::Owned(claims))
    }

    fn add_date(&self, claim: &'static str, seconds: f64, out: &mut String) -> Result<(), Error> {
        let seconds = date::check(claim, seconds)?;
        let quote = if self.dates_as_text { "\"" } else { "" };
        for part in [",\"", claim, "\":", quote, &decimal::write(seconds), quote] {
            out.push_str(part);
        }
        Ok(())
    }
}

impl Audience {
    fn to_json(&self) -> String {
        match self {
            Self::One(one) => quoted(one),
            Self::Many(many) => {
                let many: Vec<String> = many.iter().map(|one| quoted(one)).collect();
                format!("[{}]", many.join(","))
            }
        }
    }
}

/// A key with its options made ready: signs many tokens without reading either again.
///
/// ```
/// use jotmint::jwt::{SignOptions, Signer};
/// use jotmint::{Algorithm, GenerateOptions, Key};
///
/// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
/// let options = SignOptions::from_json(r#"{ "expiresIn": "1h", "audience": "infura.io" }"#)?;
/// let signer = Signer::new(&key, &options)?;
/// let token = signer.sign(r#"{"sub":"bob"}"#, 1_700_000_000.0)?;
/// assert_eq!(token.split('.').count(), 3);
/// # Ok::<(), jotmint::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Signer {
    key: Key,
    template: Template,
}

impl Signer {
    /// Chooses the algorithm and writes the header.
    ///
    /// # Errors
    /// Those of [`Template::new`], and `ERR_KEY_KIND`, `ERR_KEY_TYPE`, `ERR_KEY_CURVE`,
    /// `ERR_KEY_USE`, `ERR_KEY_TOO_SMALL`.
    pub fn new(key: &Key, options: &SignOptions) -> Result<Self, Error> {
        let algorithm = key.signing_algorithm(options.algorithm)?;
        let keyid = options.keyid.clone().or_else(|| key.keyid().map(str::to_owned));
        let template = Template::new(algorithm, &SignOptions { keyid, ..options.clone() })?;
        Ok(Self::from_template(key, template))
    }

    pub(crate) fn from_template(key: &Key, template: Template) -> Self {
        let jws = template.jws.for_key(key);
        Self { key: key.clone(), template: Template { jws, ..template } }
    }

    /// One token. `payload` is the text of a JSON object, `now` seconds since 1970.
    ///
    /// # Errors
    /// Those of [`Template::input`], and `ERR_RANDOM`.
    pub fn sign(&self, payload: &str, now: f64) -> Result<String, Error> {
        self.template.jws.sign(self.template.claims(payload, now)?.as_bytes(), &self.key)
    }

    /// Header and claims, for a signature that is made elsewhere.
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// What the caller should know about every token that is made with this.
    pub fn warnings(&self) -> &[String] {
        self.template.warnings()
    }
}

fn no_payload(flaw: NoObject) -> Error {
    let found = Shown::words(match flaw {
        NoObject::Other(kind) => kind.to_owned(),
        NoObject::NotJson(JsonError::Syntax { .. }) => {
            "no JSON (half a surrogate pair in a text is none)".to_owned()
        }
        NoObject::NotJson(JsonError::Nesting) => {
            format!("nested more than {} levels deep", json::MAX_DEPTH)
        }
        NoObject::NotJson(JsonError::DuplicateName(name)) => {
            format!("an object with the name {} twice", Shown::text(&name))
        }
    });
    CallError::Payload { found }.into()
}
