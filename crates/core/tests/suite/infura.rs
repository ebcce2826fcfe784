//! What Infura would refuse is refused before it is signed, what it requires is filled in.

use jotmint::{Algorithm, Error, Key, Rules, jwt};
use serde_json::json;

use crate::keys::{file, import, import_with, signing};
use crate::refusals::{check, row};
use crate::tokens::minted;

const ADDRESS: &str = "0x1937c5c515057553ccbd46d5866455ce66290284";
const INFURA: &str = r#"{"keyid":"42f5184e315e40d4b79325778691093a","expiresIn":"1h"}"#;

fn rsa() -> Key {
    import(&file("rsa.pem")).unwrap()
}

fn infura(payload: &str, options: &str) -> Result<jwt::Decoded, Error> {
    minted(Rules::INFURA, &signing(Algorithm::ES256), payload, options)
}

#[test]
fn infura_tokens_are_filled_in() {
    let head = r#""typ":"JWT","kid":"42f5184e315e40d4b79325778691093a"}"#;
    for (key, alg) in [(rsa(), "RS256"), (signing(Algorithm::ES256), "ES256")] {
        let token = minted(Rules::INFURA, &key, "{}", INFURA).unwrap();
        assert_eq!(token.header.text(), format!(r#"{{"alg":"{alg}",{head}"#));
        assert_eq!(token.payload, r#"{"aud":"infura.io","iat":1700000000,"exp":1700003600}"#);
    }
    // The key's own ID serves, and a payload's own date.
    let named = import_with(&file("rsa.pem"), r#"{"keyid":"id"}"#).unwrap();
    let token = minted(Rules::INFURA, &named, r#"{"exp":1700000001}"#, "{}").unwrap();
    assert_eq!(token.header.text(), r#"{"alg":"RS256","typ":"JWT","kid":"id"}"#);
    let typed = r#"{"keyid":"id","expiresIn":60,"header":{"typ":"JWT"}}"#;
    assert!(infura("{}", typed).unwrap().header.text().contains(r#""typ":"JWT""#));
    let same = r#"{"keyid":"id","expiresIn":60,"audience":"infura.io"}"#;
    assert!(infura("{}", same).unwrap().payload.starts_with(r#"{"aud":"infura.io","#));
}

#[test]
fn infura_allowlists_are_taken() {
    let end = r#","aud":"infura.io","iat":1700000000,"exp":1700003600}"#;
    let upper = ADDRESS.to_uppercase().replace("0X", "0x");
    let thirty = json!({ "methods": vec!["eth_call"; 30] }).to_string();
    let same = [
        json!({ "methods": ["eth_getBalance", "net_version"] }).to_string(),
        json!({ "addresses": [ADDRESS, upper] }).to_string(),
        json!({ "origins": ["https://*.example.com", "example.com", "https://"] }).to_string(),
        json!({ "user_agents": ["Mozilla/5.0 (X11)", "curl"] }).to_string(),
        json!({ "my_claim": { "any": [1] }, "sub": "user-1" }).to_string(),
        thirty,
    ];
    for payload in same {
        let signed = infura(&payload, INFURA).unwrap().payload;
        assert_eq!(signed, payload[..payload.len() - 1].to_owned() + end);
    }
    let aliased = r#"{ "userAgents": ["curl"], "methods": ["eth_call"], "n": 1.5 }"#;
    let expected = r#"{"user_agents":["curl"],"methods":["eth_call"],"n":1.5"#.to_owned() + end;
    assert_eq!(infura(aliased, INFURA).unwrap().payload, expected);
}

#[test]
fn infura_refuses() {
    let with = |options: &str| infura("{}", options);
    let payload = |payload: &str| infura(payload, INFURA);
    check([
        row(
            "no kid",
            with(r#"{"expiresIn":60}"#),
            "ERR_OPTION_MISSING",
            "`keyid` is missing: Infura finds",
        ),
        row(
            "kid empty",
            with(r#"{"keyid":"","expiresIn":60}"#),
            "ERR_OPTION_INVALID",
            "environment variable",
        ),
        row("no expiry", with(r#"{"keyid":"id"}"#), "ERR_OPTION_MISSING", "never expires"),
        row(
            "another aud",
            with(r#"{"keyid":"id","expiresIn":60,"audience":"x"}"#),
            "ERR_OPTION_INVALID",
            "infura.io",
        ),
        row(
            "two aud",
            with(r#"{"keyid":"id","expiresIn":60,"audience":["infura.io","x"]}"#),
            "ERR_OPTION_INVALID",
            "infura.io",
        ),
        row(
            "another typ",
            with(r#"{"keyid":"id","expiresIn":60,"header":{"typ":"at+jwt"}}"#),
            "ERR_OPTION_INVALID",
            "`typ` is JWT",
        ),
        row("kid", with(r#"{"kid":"id"}"#), "ERR_OPTION_UNKNOWN", "did you mean `keyid`?"),
        row(
            "its own aud",
            payload(r#"{"aud":"infura.io"}"#),
            "ERR_PROVIDER_CLAIM",
            "it is always infura.io",
        ),
        row("kid in it", payload(r#"{"kid":"id"}"#), "ERR_PROVIDER_CLAIM", "option `keyid`"),
        row(
            "exp twice",
            payload(r#"{"exp":1700000001}"#),
            "ERR_OPTION_CONFLICT",
            "`expiresIn` sets `exp`",
        ),
    ]);
    let dated = |exp: &str| infura(&format!(r#"{{"exp":{exp}}}"#), r#"{"keyid":"id"}"#);
    check([
        row("now", dated("1700000000"), "ERR_PROVIDER_ENTRY", "`exp` holds a date that has passed"),
        row("as text", dated("\"1800000000\""), "ERR_CLAIM_INVALID", "a number of seconds"),
        row("in milliseconds", dated("1800000000000"), "ERR_CLAIM_MILLISECONDS", "Divide by 1000"),
    ]);
}

#[test]
fn infura_refuses_other_algorithms() {
    for algorithm in Algorithm::ALL {
        let options = format!(r#"{{"algorithm":"{algorithm}","keyid":"id","expiresIn":60}}"#);
        let outcome = minted(Rules::INFURA, &signing(*algorithm), "{}", &options);
        let template = Rules::INFURA.template(*algorithm, &options);
        if matches!(algorithm.name(), "RS256" | "ES256") {
            assert!(outcome.is_ok() && template.is_ok(), "{algorithm}");
            continue;
        }
        let says = "it takes RS256 or ES256";
        check([
            row(algorithm.name(), outcome, "ERR_PROVIDER_ALGORITHM", says),
            row(algorithm.name(), template, "ERR_PROVIDER_ALGORITHM", says),
        ]);
    }
}

#[test]
fn infura_refuses_entries_that_are_none() {
    let list = |claim: &str, list: serde_json::Value| {
        let outcome = infura(&json!({ claim: list }).to_string(), INFURA);
        (format!("{claim} {list}"), outcome)
    };
    let (entry, address) = ("ERR_PROVIDER_ENTRY", "ERR_PROVIDER_ADDRESS");
    let digits = ADDRESS.trim_start_matches("0x");
    let rows = [
        (list("methods", json!("eth_call")), entry, "a list of JSON-RPC methods"),
        (list("methods", json!([])), entry, "an empty list"),
        (list("methods", json!([1])), entry, "entries that are no texts"),
        (list("methods", json!([""])), entry, "holds \"\""),
        (list("methods", json!(["eth call"])), entry, "\"eth call\""),
        (list("methods", json!(vec!["eth_call"; 31])), "ERR_PROVIDER_ENTRIES", "at most 30"),
        (list("addresses", json!(null)), entry, "`addresses` holds null"),
        (list("addresses", json!([digits])), address, "40 hexadecimal digits"),
        (list("addresses", json!([format!("0X{digits}")])), address, "\"0X19"),
        (list("addresses", json!([format!("{ADDRESS}0")])), address, "no Ethereum address"),
        (list("addresses", json!([&ADDRESS[..41]])), address, "no Ethereum address"),
        (list("addresses", json!([ADDRESS, "vitalik.eth"])), address, "\"vitalik.eth\""),
        (list("addresses", json!([ADDRESS.replace('9', "g")])), address, "no Ethereum address"),
        (list("origins", json!(["https://a.com https://b.com"])), entry, "a list of origins"),
        (list("origins", json!([" "])), entry, "\" \""),
        (list("user_agents", json!(["a\nb"])), entry, "\"a\\nb\""),
        (list("userAgents", json!([""])), entry, "`user_agents`"),
        (
            list("userAgents", json!(vec!["x"; 31])),
            "ERR_PROVIDER_ENTRIES",
            "`user_agents`; there are 31",
        ),
    ];
    check(rows.map(|((what, outcome), code, says)| row(what, outcome, code, says)));
    let misspelt = [
        ("userAgent", "`userAgents`"),
        ("user_agent", "`userAgents`"),
        ("useragents", "`userAgents`"),
        ("user-agents", "`userAgents`"),
        ("method", "`methods`"),
        ("Methods", "`methods`"),
        ("address", "`addresses`"),
        ("adresses", "`addresses`"),
        ("origin", "`origins`"),
    ];
    check(misspelt.map(|(name, near)| {
        let payload = json!({ name: ["x"] }).to_string();
        row(name, infura(&payload, INFURA), "ERR_PROVIDER_CLAIM", near)
    }));
    let both = r#"{"userAgents":["a"],"user_agents":["b"]}"#;
    check([row(
        "both",
        infura(both, INFURA),
        "ERR_PROVIDER_CLAIM",
        "`user_agents` is there already",
    )]);
}

#[test]
fn rules_have_names() {
    for name in ["jwt", "infura", "neuron"] {
        assert_eq!(name.parse::<Rules>().unwrap().name(), name);
    }
    check([row(
        "alchemy",
        "alchemy".parse::<Rules>(),
        "ERR_OPTION_INVALID",
        "jwt, infura or neuron",
    )]);
    // RFC 7519 alone asks for nothing.
    let plain = minted(Rules::JWT, &signing(Algorithm::HS512), "{}", r#"{"noTimestamp":true}"#);
    assert_eq!(plain.unwrap().payload, "{}");
}
