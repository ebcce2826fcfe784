//! The addresses that a call asks about.
//!
//! Nodes read names of members without case, some with Unicode's idea of case; a member that could
//! be taken for another is therefore no address but a reason to refuse.

use std::borrow::Cow;

use super::rpc::Call;
use crate::encoding::json::{ArrayText, Object, ObjectText, Value};

/// Whether both are the same address; what is none equals none.
pub(super) fn are_equal(one: &str, other: &str) -> bool {
    digits(one)
        .is_some_and(|one| digits(other).is_some_and(|other| one.eq_ignore_ascii_case(other)))
}

/// The forty hexadecimal digits of an address.
fn digits(text: &str) -> Option<&str> {
    let digits = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X"))?;
    let sound = digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    sound.then_some(digits)
}

/// What a call says of addresses.
pub(super) enum Asked<'c> {
    /// The method asks about none.
    Nothing,
    /// It asks about these, which may be no addresses.
    About(Vec<Cow<'c, str>>),
    /// It asks about all, or it cannot be told about which.
    Unclear(&'static str),
}

/// How a method names its address.
enum Place {
    /// The first parameter is the address.
    Address,
    /// The first parameter is a transaction, whose `to` it is.
    Transaction,
    /// The first parameter is a filter, with one address or several.
    Filter,
}

const METHODS: [(&str, Place); 7] = [
    ("eth_call", Place::Transaction),
    ("eth_estimateGas", Place::Transaction),
    ("eth_getLogs", Place::Filter),
    ("eth_getBalance", Place::Address),
    ("eth_getCode", Place::Address),
    ("eth_getStorageAt", Place::Address),
    ("eth_getTransactionCount", Place::Address),
];

pub(super) fn asked<'c>(call: &Call<'c>) -> Asked<'c> {
    let Some((_, place)) = METHODS.iter().find(|(name, _)| *name == call.method) else {
        return Asked::Nothing;
    };
    let found = match &call.params {
        Some(Value::Array(params)) => positional(place, *params),
        Some(Value::Object(params)) => named(place, &params.read()),
        _ => Err("nothing: it has no parameters"),
    };
    match found.and_then(|value| addresses(place, &value)) {
        Ok(addresses) => Asked::About(addresses),
        Err(why) => Asked::Unclear(why),
    }
}

fn positional<'c>(place: &Place, params: ArrayText<'c>) -> Result<Value<'c>, &'static str> {
    let params = params.items();
    // What follows the block are overrides: they give an allowed address another one's code.
    let overrides = params.iter().skip(2).any(|value| !value.is_null());
    if overrides && matches!(place, Place::Transaction) {
        return Err("an address whose code or state it overrides");
    }
    params.first().cloned().ok_or("nothing: it has no parameters")
}

/// The one parameter with a name that fits. No other may hold what could be an address.
fn named<'c>(place: &Place, params: &Object<'c>) -> Result<Value<'c>, &'static str> {
    let names: &[&str] = match place {
        Place::Address => &["address"],
        Place::Transaction => &["transaction", "tx", "call"],
        Place::Filter => &["filter"],
    };
    let mut found = None;
    for (name, value) in params.iter() {
        let lower = name.to_ascii_lowercase();
        if names.contains(&&*lower) {
            if found.replace(value).is_some() {
                return Err("two things at once");
            }
            continue;
        }
        let harmless = match value {
            Value::Object(_) => lower == "block" || lower == "blocknumber",
            Value::Array(_) => false,
            Value::Text(text) => digits(text).is_none(),
            _ => true,
        };
        if !harmless || !name.is_ascii() {
            return Err("what cannot be told from its named parameters");
        }
    }
    found.cloned().ok_or("what cannot be told from its named parameters")
}

fn addresses<'c>(place: &Place, value: &Value<'c>) -> Result<Vec<Cow<'c, str>>, &'static str> {
    const ALL: &str = "every address: its filter names none";
    const NO_ADDRESS: &str = "something that is no address";
    let one = |value: &Value<'c>| match value {
        Value::Text(text) => Ok(vec![text.clone()]),
        _ => Err(NO_ADDRESS),
    };
    match (place, value) {
        (Place::Address, value) => one(value),
        (Place::Transaction, Value::Object(transaction)) => {
            let to = member(*transaction, "to")?;
            one(&to.ok_or("no address: its transaction makes a contract")?)
        }
        (Place::Filter, Value::Object(filter)) => match member(*filter, "address")? {
            None | Some(Value::Null) => Err(ALL),
            Some(several @ Value::Array(_)) => match several.as_texts() {
                Some(several) if several.is_empty() => Err(ALL),
                several => several.ok_or(NO_ADDRESS),
            },
            Some(value) => one(&value),
        },
        _ => Err("something that is no object"),
    }
}

/// A member, unless others could be taken for it.
fn member<'c>(object: ObjectText<'c>, name: &str) -> Result<Option<Value<'c>>, &'static str> {
    let alike = |own: &str| own != name && (own.eq_ignore_ascii_case(name) || !own.is_ascii());
    let object = object.read();
    if object.iter().any(|(own, _)| alike(own)) {
        return Err("what another spelling of a member's name could change");
    }
    Ok(object.member(name).cloned())
}
