//! Infura's decision about a request, for a node of one's own or for tests.

mod address;
mod config;
mod decision;
mod lists;
mod origin;
mod rpc;

use super::{ALGORITHMS, AUDIENCE};
use crate::encoding::json::Object;
use crate::error::{ClaimError, Error, GateError, Shown, TokenError};
use crate::jws::JwsVerifyOptions;
use crate::jwt::claims::Audience;
use crate::jwt::date::{check_now, span_in_words};
use crate::jwt::{Claims, Verified, Verifier, VerifyOptions};
use crate::key::Key;
use config::Config;
pub use decision::{Admitted, Decision, Refusal};
use lists::{Counting, Lists};
use rpc::{Body, Call};

/// Decides about requests as Infura does: by the token, and by the lists of the token or the
/// project. Keeps nothing that a decision depends on but its configuration; other keys make another
/// gate. A token's signature is computed once for many requests; all else is looked at each time.
///
/// What Infura's documents leave open is decided for safety:
/// - The token: `kid` must be a key's ID; `typ` must be there; a text `exp` is none; `aud` must be
///   the text `infura.io` (option `audienceList` takes a list that holds it); clocks may not differ
///   (`clockTolerance`); any lifetime is taken (`longestLifetime`). An authorization that is no
///   bearer token is refused even where none is required. Where `requireJwt` names requests, one that
///   may be meant is, such as one without an `Origin`, or `eth_getLogs` without an address. A list
///   that is none, that is empty or that has more than 30 entries is no reason to ignore it: the token
///   is refused.
/// - Lists: a token that has any is held to its own alone (`tokenLists: "replaceSameKind"`: the
///   project's of other kinds go on counting); one that has none, and a request without a token,
///   to the project's.
/// - Origins: hosts without case; `*.example.com` covers one label (`wildcardDeep`: or more), not
///   example.com itself (`wildcardApex`); a pattern without a port means the scheme's own
///   (`anyPort`). A request without an origin, or with `null`, fits no pattern. User agents likewise.
/// - Addresses: compared as hexadecimal numbers. `eth_getLogs` must name addresses, all of them
///   listed. What overrides an address's code or state is refused. Named parameters are refused
///   where it cannot be told which of them a node would read.
/// - Calls: every one of a batch must be allowed; an empty batch is refused, and one of more than
///   `maxBatchLength` (100). Names that a node may read without case are refused in other spellings.
/// - WebSockets: a handshake has no calls, and token, origin and user agent are decided; each
///   message is then a request of its own.
///
/// ```
/// use jotmint::infura::{Decision, Gate, Request};
/// use jotmint::{Algorithm, GenerateOptions, Key, Rules};
///
/// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
/// let public = key.public_key()?.to_jwk()?;
/// let gate = Gate::new(&format!(r#"{{"keys":[{{"id":"k1","publicKey":{public}}}]}}"#))?;
///
/// let signer = Rules::INFURA.signer(&key, r#"{"keyid":"k1","expiresIn":"1h"}"#)?;
/// let token = signer.sign(r#"{"methods":["eth_blockNumber"]}"#, 1.7e9)?;
/// let authorization = format!("Bearer {token}");
/// let body = r#"{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}"#;
/// let request = Request { authorization: Some(&authorization), body: Some(body), ..Request::default() };
/// assert!(matches!(gate.authorize(&request, 1.7e9)?, Decision::Allowed(Some(_))));
///
/// let Decision::Refused(refusal) = gate.authorize(&Request::default(), 1.7e9)? else { panic!() };
/// assert_eq!((refusal.status, refusal.reason.code().as_str()), (401, "ERR_GATE_TOKEN_MISSING"));
/// # Ok::<(), jotmint::Error>(())
/// ```
pub struct Gate {
    config: Config,
    /// None where the project has no key.
    verifier: Option<Verifier>,
}

/// What of a request is decided by.
#[derive(Clone, Copy, Debug, Default)]
pub struct Request<'r> {
    /// The `Authorization` header.
    pub authorization: Option<&'r str>,
    /// The `Origin` header.
    pub origin: Option<&'r str>,
    /// The `User-Agent` header.
    pub user_agent: Option<&'r str>,
    /// The body: a JSON-RPC call or a batch. None for a WebSocket's handshake alone, which has no
    /// calls to decide about.
    pub body: Option<&'r str>,
}

impl Request<'_> {
    /// The text of a body that came as bytes. Bytes that are no UTF-8 are no JSON either, so theirs
    /// is one that is refused as such.
    ///
    /// ```
    /// use jotmint::infura::Request;
    ///
    /// assert_eq!(Request::text(b"{}"), "{}");
    /// assert_eq!(Request::text(b"{\xff}"), "\u{fffd}");
    /// ```
    #[must_use]
    pub fn text(body: &[u8]) -> &str {
        str::from_utf8(body).unwrap_or("\u{fffd}")
    }
}

impl Gate {
    /// Reads `{ keys: [{ id, name, publicKey }], requireJwt, allowlists: { methods, addresses,
    /// origins, userAgents }, tokenLists, audienceList, wildcardApex, wildcardDeep, anyPort,
    /// clockTolerance, longestLifetime, maxBodyLength, maxBatchLength }`. A token is required unless
    /// `requireJwt` is false, or lists as `allowlists` that do not name the request.
    ///
    /// # Errors
    /// `ERR_OPTION_UNKNOWN`, `ERR_OPTION_INVALID`, `ERR_OPTION_REFUSED`, `ERR_DURATION`: each names
    /// the place, such as `keys[1].publicKey`.
    pub fn new(config: &str) -> Result<Self, Error> {
        let config = Config::read(config)?;
        Ok(Self { verifier: verifier(&config)?, config })
    }

    /// Decides about a request. `now` is in seconds since 1970.
    ///
    /// # Errors
    /// `ERR_OPTION_INVALID` where `now` is no date in seconds.
    pub fn authorize(&self, request: &Request<'_>, now: f64) -> Result<Decision, Error> {
        let now = check_now(now)?;
        let admitted = match self.admit(request.authorization, now) {
            Ok(admitted) => admitted,
            Err(reason) => return Ok(Decision::Refused(Refusal::new(reason, None))),
        };
        let token = admitted.as_ref().map(|(_, lists)| lists);
        let lists = Counting::new(token, &self.config.lists, self.config.lists_by_kind);
        let required = self.config.token_for.as_ref().filter(|_| admitted.is_none());
        if let Err(refusal) = self.decide(request, &lists, required) {
            return Ok(Decision::Refused(refusal));
        }
        Ok(Decision::Allowed(admitted.map(|(admitted, _)| admitted)))
    }

    /// The token a request came with, if it may come with it, and its lists.
    fn admit(
        &self,
        authorization: Option<&str>,
        now: f64,
    ) -> Result<Option<(Admitted, Lists)>, Error> {
        let Some(authorization) = authorization else {
            return match &self.config.token_for {
                Some(all) if all.are_none() => Err(GateError::TokenMissing.into()),
                // Which request it is, its calls tell.
                _ => Ok(None),
            };
        };
        let token = bearer(authorization).ok_or(GateError::Scheme)?;
        let Some(verifier) = &self.verifier else {
            let keyid = Shown::words("the project has no key");
            return Err(TokenError::KeyNotFound { keyid }.into());
        };
        let look = |payload: &Object<'_>, claims: &Claims<'_>| {
            self.check_claims(claims, now)?;
            Lists::of_token(payload)
        };
        let (Verified { header, payload, key }, lists) = verifier.verify_and(token, now, look)?;
        let key = self.config.keys.get(key);
        let (key_id, key_name) =
            key.map(|key| (key.id.clone(), key.name.clone())).unwrap_or_default();
        Ok(Some((Admitted { key_id, key_name, header, payload }, lists)))
    }

    fn check_claims(&self, claims: &Claims<'_>, now: f64) -> Result<(), Error> {
        if !self.config.takes_audience_list && !matches!(claims.aud, Some(Audience::One(_))) {
            let (found, expected) = (Shown::words("a list"), "the text infura.io");
            return Err(ClaimError::Invalid { claim: "aud", found, expected }.into());
        }
        if let (Some(longest), Some(exp)) = (self.config.longest_lifetime, claims.exp)
            && exp - now > longest.as_secs_f64()
        {
            let (span, maximum) = (span_in_words(exp - now), span_in_words(longest.as_secs_f64()));
            return Err(GateError::Lifetime { span, maximum }.into());
        }
        Ok(())
    }

    /// `required` names the requests that needed a token, where this one has none.
    fn decide(
        &self,
        request: &Request<'_>,
        lists: &Counting<'_>,
        required: Option<&Lists>,
    ) -> Result<(), Refusal> {
        let refused = |reason| Refusal::new(reason, None);
        let Request { origin, user_agent, body, .. } = *request;
        let latitude = self.config.latitude;
        let check_token = |call: Option<&Call<'_>>| match required {
            Some(named) if named.may_name(origin, user_agent, latitude, call) => {
                Err(GateError::TokenMissing.into())
            }
            _ => Ok(()),
        };
        lists.check_sender(origin, user_agent, latitude).map_err(refused)?;
        let Some(body) = body else { return check_token(None).map_err(refused) };
        let (length, maximum) = (body.len(), self.config.longest_body);
        if length > maximum {
            return Err(refused(GateError::BodyTooLong { length, maximum }.into()));
        }
        let check_call =
            |call: &Call<'_>| check_token(Some(call)).and_then(|()| lists.check_call(call));
        match Body::read(body, self.config.longest_batch).map_err(refused)? {
            Body::One(call) => {
                check_call(&call).map_err(|reason| Refusal::new(reason, Some(&call)))
            }
            Body::Batch(calls) => calls.iter().try_for_each(check_call).map_err(refused),
        }
    }
}

/// The token of a header `Bearer …`. Infura's own example has two blanks there.
fn bearer(authorization: &str) -> Option<&str> {
    let (scheme, token) = authorization.split_once(' ')?;
    let token = token.trim_matches(' ');
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

fn verifier(config: &Config) -> Result<Option<Verifier>, Error> {
    if config.keys.is_empty() {
        return Ok(None);
    }
    let options = VerifyOptions {
        jws: JwsVerifyOptions { algorithms: ALGORITHMS.to_vec(), ..Default::default() },
        audience: vec![AUDIENCE.to_owned()],
        typ: Some("JWT".to_owned()),
        clock_tolerance: config.clock_tolerance,
        required_claims: vec!["exp".to_owned()],
        ..Default::default()
    };
    let keys: Vec<Key> = config.keys.iter().map(|key| key.key.clone()).collect();
    let verifier = Verifier::new(&keys, &options)?;
    Ok(Some(verifier.by_keyid_alone().remembering_good_signatures()))
}

#[cfg(test)]
mod tests {
    use super::{Decision, Gate, Request};
    use crate::{Algorithm, GenerateOptions, Key, Rules};

    /// What becomes of them is in `tests/suite/gate_again.rs`.
    #[test]
    fn signatures_of_tokens_that_may_come_again_are_remembered() {
        let key = Key::generate(Algorithm::ES256, &GenerateOptions::default()).unwrap();
        let public = key.public_key().unwrap().to_jwk().unwrap();
        let gate =
            Gate::new(&format!(r#"{{"keys":[{{"id":"k","publicKey":{public}}}]}}"#)).unwrap();
        let signer = Rules::INFURA.signer(&key, r#"{"keyid":"k","expiresIn":60}"#).unwrap();
        let token = signer.sign("{}", 1.7e9).unwrap();
        let signatures = gate.verifier.as_ref().unwrap().signatures();
        assert!(!signatures.remembers(&token));
        let authorization = format!("Bearer {token}");
        let request = Request { authorization: Some(&authorization), ..Request::default() };
        assert!(matches!(gate.authorize(&request, 1.7e9).unwrap(), Decision::Allowed(_)));
        assert!(signatures.remembers(&token));
    }
}
