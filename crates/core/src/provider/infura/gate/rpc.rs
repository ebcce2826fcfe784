//! JSON-RPC 2.0: the calls of a body.

use crate::encoding::json::{self, JsonError, Value};
use crate::error::{Error, GateError, Shown};

/// One call, as far as it is looked at.
pub(super) struct Call<'b> {
    pub(super) method: &'b str,
    pub(super) params: Option<&'b Value<'b>>,
    pub(super) id: &'b Value<'b>,
}

/// The JSON of a body.
pub(super) fn parse(body: &str) -> Result<Value<'_>, Error> {
    json::parse(body).map_err(|error| {
        let problem = Shown::words(match error {
            JsonError::Syntax { line, column } => format!("line {line}, column {column}"),
            JsonError::Nesting => "nested too deeply".to_owned(),
            JsonError::DuplicateName(name) => {
                format!("the name {} stands twice in one object", Shown::text(&name))
            }
        });
        GateError::BodySyntax { problem }.into()
    })
}

/// The calls of a body: one, or those of a batch.
pub(super) fn calls<'b>(body: &'b Value<'b>, longest: usize) -> Result<Vec<Call<'b>>, Error> {
    let Value::Array(items) = body else { return Ok(vec![Call::read(body, None)?]) };
    if items.is_empty() {
        return Err(invalid(None, "the batch is empty"));
    }
    if items.len() > longest {
        let (found, maximum) = (items.len(), longest);
        return Err(GateError::BatchTooLong { found, maximum }.into());
    }
    items.iter().enumerate().map(|(index, item)| Call::read(item, Some(index))).collect()
}

impl<'b> Call<'b> {
    fn read(value: &'b Value<'b>, index: Option<usize>) -> Result<Self, Error> {
        let Value::Object(call) = value else {
            return Err(invalid(index, "it is no object"));
        };
        if call.iter().any(|(name, _)| is_lookalike(name)) {
            return Err(invalid(index, "a member could be taken for one it is not"));
        }
        let method = match call.member("method") {
            Some(Value::Text(method)) if !method.is_empty() => method,
            Some(_) => return Err(invalid(index, "its `method` is no text")),
            None => return Err(invalid(index, "it has no `method`")),
        };
        let id = call.member("id").unwrap_or(&Value::Null);
        if matches!(id, Value::False | Value::True | Value::Array(_) | Value::Object(_)) {
            return Err(invalid(index, "its `id` is no text and no number"));
        }
        let params = call.member("params").filter(|params| **params != Value::Null);
        if !matches!(params, None | Some(Value::Array(_) | Value::Object(_))) {
            return Err(invalid(index, "its `params` are no list and no object"));
        }
        Ok(Self { method, params, id })
    }
}

/// Whether a node that reads names without case, as Go's reader does, would take the name for
/// another. Outside ASCII there are letters that are `s` and `k` to such a reader.
fn is_lookalike(name: &str) -> bool {
    const KNOWN: [&str; 4] = ["jsonrpc", "id", "method", "params"];
    !name.is_ascii()
        || (!KNOWN.contains(&name) && KNOWN.iter().any(|own| own.eq_ignore_ascii_case(name)))
}

fn invalid(index: Option<usize>, problem: &'static str) -> Error {
    let call = Shown::words(index.map_or(String::new(), |index| format!(" in call {index},")));
    GateError::BodyInvalid { call, problem }.into()
}
