//! The lists of a token or a project, and what they say to a request.

use std::borrow::Cow;

use super::address::{self, Asked};
use super::origin::{Latitude, Origin};
use super::rpc::Call;
use crate::encoding::json::{Object, Value};
use crate::error::{Error, GateError, Shown};
use crate::provider::Flaw;
use crate::provider::infura::claims::ALLOWLISTS;

/// The entries of each kind, in the order of [`ALLOWLISTS`]; one that is none restricts nothing.
#[derive(Default)]
pub(super) struct Lists([Option<Vec<String>>; 4]);

impl Lists {
    /// Those of a token's payload.
    pub(super) fn of_token(payload: &Object<'_>) -> Result<Self, Error> {
        Self::read(|list| payload.member(list)).map_err(|flaw| flaw.error)
    }

    /// Reads the list of each claim's name, or says what is wrong first.
    pub(super) fn read<'v, 'a: 'v>(
        list: impl Fn(&'static str) -> Option<&'v Value<'a>>,
    ) -> Result<Self, Flaw> {
        let (mut own, mut flaws) = (Self::default(), Vec::new());
        for (kind, entries) in ALLOWLISTS.iter().zip(&mut own.0) {
            let Some(value) = list(kind.claim) else { continue };
            kind.flaws(kind.claim, value, &mut flaws);
            let texts = value.as_texts().unwrap_or_default();
            *entries = Some(texts.into_iter().map(Cow::into_owned).collect());
        }
        match flaws.into_iter().next() {
            None => Ok(own),
            Some(flaw) => Err(flaw),
        }
    }

    pub(super) fn are_none(&self) -> bool {
        self.0.iter().all(Option::is_none)
    }

    /// Whether a request is one that these speak of; one that may be counts as one that is. A
    /// handshake has no call, so it is none of those that are named by their calls.
    pub(super) fn may_name(
        &self,
        origin: Option<&str>,
        user_agent: Option<&str>,
        latitude: Latitude,
        call: Option<&Call<'_>>,
    ) -> bool {
        let [methods, addresses, patterns, parts] = self.0.each_ref().map(Option::as_ref);
        let by_address = |addresses: &Vec<String>, call| match address::asked(call) {
            Asked::Nothing => false,
            Asked::Unclear(_) => true,
            Asked::About(asked) => asked.into_iter().any(|one| has_address(addresses, &one)),
        };
        patterns.is_none_or(|own| has_origin(own, origin, latitude).unwrap_or(true))
            && parts.is_none_or(|own| has_user_agent(own, user_agent).unwrap_or(true))
            && methods.is_none_or(|own| call.is_some_and(|call| has_method(own, call)))
            && addresses.is_none_or(|own| call.is_some_and(|call| by_address(own, call)))
    }
}

/// The lists that count for one request.
pub(super) struct Counting<'l>([Option<&'l Vec<String>>; 4]);

impl<'l> Counting<'l> {
    /// `by_kind`: a token's list takes the place of the project's of the same kind alone.
    pub(super) fn new(token: Option<&'l Lists>, project: &'l Lists, by_kind: bool) -> Self {
        let mut counting = project.0.each_ref().map(Option::as_ref);
        let token = token.filter(|token| by_kind || token.0.iter().any(Option::is_some));
        for (counts, own) in counting.iter_mut().zip(token.iter().flat_map(|token| &token.0)) {
            *counts = own.as_ref().or(counts.filter(|_| by_kind));
        }
        Self(counting)
    }

    /// What is known without looking at a call.
    pub(super) fn check_sender(
        &self,
        origin: Option<&str>,
        user_agent: Option<&str>,
        latitude: Latitude,
    ) -> Result<(), Error> {
        let [_, _, patterns, parts] = &self.0;
        let shown = |text: Option<&str>| text.map_or(Shown::words("missing"), Shown::text);
        if patterns.is_some_and(|patterns| has_origin(patterns, origin, latitude) != Some(true)) {
            return Err(GateError::Origin { found: shown(origin) }.into());
        }
        if parts.is_some_and(|parts| has_user_agent(parts, user_agent) != Some(true)) {
            return Err(GateError::UserAgent { found: shown(user_agent) }.into());
        }
        Ok(())
    }

    pub(super) fn check_call(&self, call: &Call<'_>) -> Result<(), Error> {
        let [methods, addresses, _, _] = &self.0;
        if methods.is_some_and(|methods| !has_method(methods, call)) {
            return Err(GateError::Method { found: Shown::text(&call.method) }.into());
        }
        let Some(allowed) = addresses else { return Ok(()) };
        let found = match address::asked(call) {
            Asked::Nothing => return Ok(()),
            Asked::Unclear(why) => Shown::words(why),
            Asked::About(asked) => match asked.into_iter().find(|one| !has_address(allowed, one)) {
                None => return Ok(()),
                Some(other) => Shown::text(&other),
            },
        };
        Err(GateError::Address { method: Shown::words(&*call.method), found }.into())
    }
}

fn has_method(methods: &[String], call: &Call<'_>) -> bool {
    methods.iter().any(|method| *method == call.method)
}

fn has_address(addresses: &[String], one: &str) -> bool {
    addresses.iter().any(|own| address::are_equal(own, one))
}

/// None where nothing is sent that could be compared.
fn has_origin(patterns: &[String], sent: Option<&str>, latitude: Latitude) -> Option<bool> {
    let lower = sent.unwrap_or_default().to_ascii_lowercase();
    let sent = Origin::sent(&lower)?;
    let allows =
        |pattern: &String| Origin::pattern(&pattern.to_ascii_lowercase()).allows(&sent, latitude);
    Some(patterns.iter().any(allows))
}

/// None where nothing is sent that could be compared.
fn has_user_agent(parts: &[String], sent: Option<&str>) -> Option<bool> {
    sent.map(|sent| parts.iter().any(|part| sent.contains(part)))
}
