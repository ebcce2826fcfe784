//! The lists of a token or a project, ready to be asked.

use super::address::{self, Asked};
use super::origin::{Latitude, Origin};
use super::rpc::Call;
use crate::encoding::json::{Object, Value};
use crate::error::{Error, GateError, Shown};
use crate::provider::Flaw;
use crate::provider::infura::claims::ALLOWLISTS;

/// The four kinds of list; one that is none restricts nothing.
#[derive(Default)]
pub(super) struct Lists {
    methods: Option<Vec<String>>,
    addresses: Option<Vec<String>>,
    origins: Option<Vec<Origin>>,
    user_agents: Option<Vec<String>>,
}

impl Lists {
    /// Those of a token's payload.
    pub(super) fn of_token(payload: &Object<'_>) -> Result<Self, Error> {
        match Self::read(|list| payload.member(list)) {
            (lists, None) => Ok(lists),
            (_, Some(flaw)) => Err(flaw.error),
        }
    }

    /// Reads the list of each claim's name, and says what is wrong first.
    pub(super) fn read<'v, 'a: 'v>(
        list: impl Fn(&'static str) -> Option<&'v Value<'a>>,
    ) -> (Self, Option<Flaw>) {
        let mut flaws = Vec::new();
        for kind in ALLOWLISTS {
            if let Some(value) = list(kind.claim) {
                kind.flaws(kind.claim, value, &mut flaws);
            }
        }
        let texts = |claim| -> Option<Vec<String>> {
            let texts = list(claim)?.as_texts()?;
            Some(texts.into_iter().map(str::to_owned).collect())
        };
        let addresses = texts("addresses")
            .map(|texts| texts.iter().filter_map(|text| address::normal(text)).collect::<Vec<_>>());
        let origins = texts("origins")
            .map(|texts| texts.iter().map(|text| Origin::pattern(text)).collect::<Vec<_>>());
        let own = Self {
            methods: texts("methods"),
            addresses,
            origins,
            user_agents: texts("user_agents"),
        };
        (own, flaws.into_iter().next())
    }

    fn is_empty(&self) -> bool {
        self.methods.is_none()
            && self.addresses.is_none()
            && self.origins.is_none()
            && self.user_agents.is_none()
    }
}

/// The lists that count for one request.
pub(super) struct Counting<'l> {
    pub(super) token: Option<&'l Lists>,
    pub(super) project: &'l Lists,
    /// A token's list takes the place of the project's of the same kind alone.
    pub(super) by_kind: bool,
}

impl<'l> Counting<'l> {
    /// What is known without looking at a call.
    pub(super) fn check_sender(
        &self,
        origin: Option<&str>,
        user_agent: Option<&str>,
        latitude: Latitude,
    ) -> Result<(), Error> {
        let shown = |text: Option<&str>| text.map_or(Shown::words("missing"), Shown::text);
        if let Some(patterns) = self.list(|lists| &lists.origins) {
            let sent = origin.and_then(Origin::sent);
            let allows = |sent| patterns.iter().any(|one| one.allows(&sent, latitude));
            if !sent.is_some_and(allows) {
                return Err(GateError::Origin { found: shown(origin) }.into());
            }
        }
        if let Some(parts) = self.list(|lists| &lists.user_agents) {
            let holds_one = |text: &str| parts.iter().any(|part| text.contains(part));
            if !user_agent.is_some_and(holds_one) {
                return Err(GateError::UserAgent { found: shown(user_agent) }.into());
            }
        }
        Ok(())
    }

    pub(super) fn check_call(&self, call: &Call<'_>) -> Result<(), Error> {
        if let Some(methods) = self.list(|lists| &lists.methods)
            && !methods.iter().any(|method| method == call.method)
        {
            return Err(GateError::Method { found: Shown::text(call.method) }.into());
        }
        let Some(allowed) = self.list(|lists| &lists.addresses) else { return Ok(()) };
        let is_allowed =
            |text: &&str| address::normal(text).is_some_and(|address| allowed.contains(&address));
        let found = match address::asked(call) {
            Asked::Nothing => return Ok(()),
            Asked::Unclear(why) => Shown::words(why),
            Asked::About(addresses) => match addresses.into_iter().find(|one| !is_allowed(one)) {
                None => return Ok(()),
                Some(other) => Shown::text(other),
            },
        };
        Err(GateError::Address { method: Shown::words(call.method), found }.into())
    }

    fn list<T>(&self, of: fn(&Lists) -> &Option<T>) -> Option<&'l T> {
        let project = of(self.project).as_ref();
        match self.token {
            Some(token) if self.by_kind => of(token).as_ref().or(project),
            Some(token) if !token.is_empty() => of(token).as_ref(),
            _ => project,
        }
    }
}
