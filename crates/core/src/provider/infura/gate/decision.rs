//! What a gate answers: to the client, and to the log.

use super::rpc::Call;
use crate::encoding::json::{Value, quoted};
use crate::error::{Error, GateError};
use crate::jws::TokenHeader;

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// It may pass; with the token it came with, if it had one.
    Allowed(Option<Admitted>),
    /// It may not.
    Refused(Refusal),
}

/// A token that let a request pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Admitted {
    /// The ID of the key that signed it.
    pub key_id: String,
    /// The key's name.
    pub key_name: String,
    /// The header as it was signed.
    pub header: TokenHeader,
    /// The claims as they were signed: a JSON object.
    pub payload: String,
}

/// How a request is refused.
#[derive(Clone, Debug, PartialEq)]
pub struct Refusal {
    /// The HTTP status: 400, 401, 403 or 413.
    pub status: u16,
    /// The answer's body: the JSON of a JSON-RPC error.
    pub body: String,
    /// Why, for the log. The client is not told.
    pub reason: Error,
}

impl Decision {
    /// The same, without what the token says: for those who do not ask.
    #[must_use]
    pub fn without_token(self) -> Self {
        match self {
            Self::Allowed(_) => Self::Allowed(None),
            Self::Refused(_) => self,
        }
    }

    /// As the text of a JSON object: `{ allowed: true, token }` or
    /// `{ allowed: false, status, body, code, reason }`.
    pub fn to_json(&self) -> String {
        match self {
            Self::Allowed(None) => r#"{"allowed":true}"#.to_owned(),
            Self::Allowed(Some(admitted)) => {
                let Admitted { key_id, key_name, header, payload } = admitted;
                let (id, name, header) = (quoted(key_id), quoted(key_name), header.text());
                format!(
                    r#"{{"allowed":true,"token":{{"key":{{"id":{id},"name":{name}}},"header":{header},"payload":{payload}}}}}"#
                )
            }
            Self::Refused(Refusal { status, body, reason }) => {
                let (code, reason) = (reason.code(), quoted(&reason.to_string()));
                format!(
                    r#"{{"allowed":false,"status":{status},"body":{body},"code":"{code}","reason":{reason}}}"#
                )
            }
        }
    }
}

/// The longest `id` that an answer repeats.
const LONGEST_ID: usize = 64;

impl Refusal {
    /// With the words Infura documents. `call` is the one that is refused, where it was sent alone.
    pub(super) fn new(reason: Error, call: Option<&Call<'_>>) -> Self {
        let (status, code, message) = match &reason {
            Error::Gate(
                GateError::Method { .. }
                | GateError::Address { .. }
                | GateError::Origin { .. }
                | GateError::UserAgent { .. },
            ) => (403, -32002, "rejected due to project ID settings"),
            Error::Gate(GateError::BodyTooLong { .. }) => (413, -32600, "request too large"),
            Error::Gate(GateError::BodySyntax { .. }) => (400, -32700, "parse error"),
            Error::Gate(GateError::BodyInvalid { .. } | GateError::BatchTooLong { .. }) => {
                (400, -32600, "invalid request")
            }
            _ => (401, -32000, "invalid JWT"),
        };
        let id = call.map_or(&Value::Null, |call| &call.id).to_json();
        let id = if id.len() > LONGEST_ID { "null" } else { &id };
        let body = format!(
            r#"{{"jsonrpc":"2.0","id":{id},"error":{{"code":{code},"message":"{message}"}}}}"#
        );
        Self { status, body, reason }
    }
}
