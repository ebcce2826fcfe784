//! JSON-RPC 2.0: the calls of a body.

use std::borrow::Cow;

use crate::encoding::json::{self, JsonError, NoObject, Object, Value};
use crate::error::{Error, GateError, Shown};

/// One call, as far as it is looked at.
pub(super) struct Call<'b> {
    pub(super) method: Cow<'b, str>,
    pub(super) params: Option<Value<'b>>,
    pub(super) id: Value<'b>,
}

/// The calls of a body.
pub(super) enum Body<'b> {
    One(Call<'b>),
    Batch(Vec<Call<'b>>),
}

impl<'b> Body<'b> {
    /// Refuses a batch of more calls than `longest` before it looks at any.
    pub(super) fn read(body: &'b str, longest: usize) -> Result<Self, Error> {
        if !body.trim_ascii_start().starts_with('[') {
            let call = Object::parse(body).map_err(|flaw| match flaw {
                NoObject::NotJson(flaw) => no_json(flaw),
                NoObject::Other(_) => invalid(None, NO_OBJECT),
            });
            return Call::read(&call?, None).map(Self::One);
        }
        let items = match json::parse(body).map_err(no_json)? {
            Value::Array(items) if items.len() > longest => {
                let (found, maximum) = (items.len(), longest);
                return Err(GateError::BatchTooLong { found, maximum }.into());
            }
            Value::Array(items) if items.len() > 0 => items.items(),
            _ => return Err(invalid(None, "the batch is empty")),
        };
        let mut calls = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            calls.push(match item {
                Value::Object(call) => Call::read(&call.read(), Some(index))?,
                _ => return Err(invalid(Some(index), NO_OBJECT)),
            });
        }
        Ok(Self::Batch(calls))
    }
}

const NO_OBJECT: &str = "it is no object";

fn no_json(flaw: JsonError) -> Error {
    let problem = Shown::words(match flaw {
        JsonError::Syntax { line, column } => format!("line {line}, column {column}"),
        JsonError::Nesting => "nested too deeply".to_owned(),
        JsonError::DuplicateName(name) => {
            format!("the name {} stands twice in one object", Shown::text(&name))
        }
    });
    GateError::BodySyntax { problem }.into()
}

impl<'b> Call<'b> {
    fn read(call: &Object<'b>, index: Option<usize>) -> Result<Self, Error> {
        if call.iter().any(|(name, _)| is_lookalike(name)) {
            return Err(invalid(index, "a member could be taken for one it is not"));
        }
        let method = match call.member("method") {
            Some(Value::Text(method)) if !method.is_empty() => method.clone(),
            Some(_) => return Err(invalid(index, "its `method` is no text")),
            None => return Err(invalid(index, "it has no `method`")),
        };
        let id = call.member("id").cloned().unwrap_or(Value::Null);
        if matches!(id, Value::False | Value::True | Value::Array(_) | Value::Object(_)) {
            return Err(invalid(index, "its `id` is no text and no number"));
        }
        let params = call.member("params").filter(|params| !params.is_null()).cloned();
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
