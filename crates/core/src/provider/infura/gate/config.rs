//! A gate's configuration: each mistake is told with the place it stands at.

use core::time::Duration;

use super::lists::Lists;
use super::origin::Latitude;
use crate::alg::Algorithm;
use crate::encoding::json::{ObjectText, Value};
use crate::error::{CallError, Error, KeyError, ProviderError, Shown};
use crate::key::{ImportOptions, Key, KeyKind};
use crate::options::{Options, invalid};
use crate::provider::infura::{ALGORITHMS, TITLE};

/// Public keys a project.
const MOST_KEYS: usize = 3;

/// What a gate is told once.
pub(super) struct Config {
    pub(super) keys: Vec<ProjectKey>,
    /// Which requests must carry a token.
    pub(super) token_for: Option<Lists>,
    pub(super) lists: Lists,
    pub(super) lists_by_kind: bool,
    pub(super) takes_audience_list: bool,
    pub(super) latitude: Latitude,
    pub(super) clock_tolerance: Duration,
    pub(super) longest_lifetime: Option<Duration>,
    pub(super) longest_body: usize,
    pub(super) longest_batch: usize,
}

/// A public key of the project.
#[derive(Clone)]
pub(super) struct ProjectKey {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) key: Key,
}

const NAMES: [&str; 12] = [
    "keys",
    "requireJwt",
    "allowlists",
    "tokenLists",
    "audienceList",
    "wildcardApex",
    "wildcardDeep",
    "anyPort",
    "clockTolerance",
    "longestLifetime",
    "maxBodyLength",
    "maxBatchLength",
];

impl Config {
    pub(super) fn read(text: &str) -> Result<Self, Error> {
        let options = Options::parse(text, &NAMES)?;
        let token_for = token_for(&options)?;
        let lists_by_kind = match options.text("tokenLists")?.as_deref() {
            None | Some("replaceAll") => false,
            Some("replaceSameKind") => true,
            Some(_) => {
                return Err(invalid("tokenLists", "another", "replaceAll or replaceSameKind"));
            }
        };
        let latitude = Latitude {
            wildcard_apex: options.flag("wildcardApex")?,
            wildcard_deep: options.flag("wildcardDeep")?,
            any_port: options.flag("anyPort")?,
        };
        let takes_audience_list = options.flag("audienceList")?;
        let clock_tolerance = options.duration("clockTolerance")?.unwrap_or_default();
        let longest_lifetime = options.duration("longestLifetime")?;
        let longest_body = options.count("maxBodyLength")?.unwrap_or(1024 * 1024);
        let longest_batch = options.count("maxBatchLength")?.unwrap_or(100);
        let keys = keys(&options, token_for.is_some())?;
        let lists = match options.value("allowlists") {
            None => Lists::default(),
            Some(Value::Object(lists)) => allowlists("allowlists", *lists)?,
            Some(other) => return Err(invalid("allowlists", other.kind(), "an object")),
        };
        Ok(Self {
            keys,
            token_for,
            lists,
            lists_by_kind,
            takes_audience_list,
            latitude,
            clock_tolerance,
            longest_lifetime,
            longest_body,
            longest_batch,
        })
    }
}

/// Reads `requireJwt`, a boolean or lists. Lists of nothing name every request.
fn token_for(options: &Options<'_>) -> Result<Option<Lists>, Error> {
    match options.value("requireJwt") {
        None => Ok(Some(Lists::default())),
        Some(Value::Object(lists)) => allowlists("requireJwt", *lists).map(Some),
        Some(_) => options.flag("requireJwt").map(|all| all.then(Lists::default)),
    }
}

/// Reads `keys`, a list of `{ id, name, publicKey }`.
fn keys(options: &Options<'_>, required: bool) -> Result<Vec<ProjectKey>, Error> {
    let items = match options.value("keys") {
        Some(Value::Array(items)) => items.items(),
        Some(value) => {
            return Err(invalid("keys", value.kind(), "a list of { id, name, publicKey }"));
        }
        None => Vec::new(),
    };
    if required && items.is_empty() {
        return Err(invalid("keys", "empty", "at least one key, as a token is required"));
    }
    if items.len() > MOST_KEYS {
        return Err(invalid("keys", &format!("a list of {}", items.len()), "three keys at most"));
    }
    let mut keys: Vec<ProjectKey> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let path = format!("keys[{index}]");
        let Value::Object(item) = item else {
            return Err(invalid(&path, item.kind(), "an object { id, name, publicKey }"));
        };
        let key = ProjectKey::read(*item, &path)?;
        if keys.iter().any(|other| other.id == key.id) {
            let expected = "one that no other key has";
            return Err(invalid(&format!("{path}.id"), "that of another key", expected));
        }
        keys.push(key);
    }
    Ok(keys)
}

impl ProjectKey {
    fn read(item: ObjectText<'_>, path: &str) -> Result<Self, Error> {
        let options = Options::nested(item, path, &["id", "name", "publicKey"])?;
        let Some(id) = options.text("id")? else {
            let expected = "the ID that tokens carry as their `kid`";
            return Err(invalid(&format!("{path}.id"), "missing", expected));
        };
        let name = options.text("name")?.unwrap_or_default();
        let path = format!("{path}.publicKey");
        let text = match options.value("publicKey") {
            Some(Value::Text(text)) => text.clone().into_owned(),
            Some(Value::Object(jwk)) => jwk.as_json().to_owned(),
            other => {
                let found = other.map_or("missing", Value::kind);
                return Err(invalid(&path, found, "a public key, as PEM or JWK"));
            }
        };
        let import = ImportOptions { keyid: Some(id.clone()), ..Default::default() };
        let key = match Key::from_text(&text, &import) {
            Ok(key) if key.kind() == KeyKind::Public => usable(key),
            Ok(key) => {
                let found = key.kind().name();
                let expected = "a project holds the public ones: openssl pkey -pubout";
                Err(KeyError::Kind { found, expected }.into())
            }
            Err(error) => Err(error),
        };
        match key {
            Ok(key) => Ok(Self { id, name, key }),
            Err(error) => Err(refused(path, &error)),
        }
    }
}

/// A key that verifies what the service takes.
fn usable(key: Key) -> Result<Key, Error> {
    let algorithms = key.verifying_algorithms()?;
    if algorithms.iter().any(|algorithm| ALGORITHMS.contains(algorithm)) {
        return Ok(key);
    }
    let found = algorithms.first().map_or("no algorithm", |algorithm: &Algorithm| algorithm.name());
    let expected = Shown::list(ALGORITHMS);
    Err(ProviderError::Algorithm { provider: TITLE, found, expected }.into())
}

/// Reads the lists of the option `name`.
fn allowlists(name: &str, lists: ObjectText<'_>) -> Result<Lists, Error> {
    const NAMES: [&str; 5] = ["methods", "addresses", "origins", "userAgents", "user_agents"];
    let options = Options::nested(lists, name, &NAMES)?;
    let of = |claim: &'static str| match claim {
        "user_agents" => options.value("userAgents").or(options.value(claim)),
        _ => options.value(claim),
    };
    if options.value("userAgents").is_some() && options.value("user_agents").is_some() {
        let path = format!("{name}.user_agents");
        return Err(invalid(&path, "there twice", "`userAgents` alone"));
    }
    Lists::read(of).map_err(|flaw| refused(format!("{name}.{}", flaw.path), &flaw.error))
}

fn refused(name: String, error: &Error) -> Error {
    CallError::OptionRefused { name, problem: Shown::words(error.to_string()) }.into()
}
