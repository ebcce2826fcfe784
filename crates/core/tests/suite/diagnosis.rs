//! What is said about a token: all of it at once, whatever the token is.

use std::collections::BTreeSet;

use jotmint::{Algorithm, DiagnoseOptions, ErrorCode, Finding, Key, KeyKind, diagnose, jws};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::keys::{file, import, import_with, signing, verifying};
use crate::tokens::{NOW, encoded, forged};

const ADDRESS: &str = "0x1937c5c515057553ccbd46d5866455ce66290284";
const KEYID: &str = "42f5184e315e40d4b79325778691093a";

fn said(token: &str, keys: &[Key], provider: &str) -> Vec<Finding> {
    let options = match provider {
        "" => "{}".to_owned(),
        provider => format!(r#"{{"provider":"{provider}"}}"#),
    };
    diagnose(token, keys, &DiagnoseOptions::from_json(&options).unwrap(), NOW).unwrap()
}

/// `error ERR_JWT_EXPIRED $.payload.exp`, a line a finding.
fn lines(findings: &[Finding]) -> Vec<String> {
    let line = |one: &Finding| format!("{} {} {}", one.severity.name(), one.code, one.path);
    findings.iter().map(line).collect()
}

/// What is said about a token that nobody signed, but that its signature was not checked.
fn about(header: &Value, payload: &Value, provider: &str) -> Vec<String> {
    let token = forged(header.to_string(), payload.to_string());
    let mut lines = lines(&said(&token, &[], provider));
    lines.retain(|line| line != "info NOTE_SIGNATURE_UNCHECKED $.signature");
    lines
}

fn header() -> Value {
    json!({ "alg": "RS256", "typ": "JWT" })
}

/// `base` with some members set anew, or taken away where they are null.
fn with(base: Value, changes: Value) -> Value {
    let mut members = base.as_object().unwrap().clone();
    for (name, value) in changes.as_object().unwrap() {
        members.remove(name);
        if !value.is_null() {
            members.insert(name.clone(), value.clone());
        }
    }
    Value::Object(members)
}

#[test]
fn a_sound_token_has_no_findings() {
    let payload = json!({ "aud": "api", "iat": NOW, "exp": NOW + 60.0 });
    assert_eq!(about(&header(), &payload, ""), [""; 0]);
}

#[test]
fn the_form_is_looked_at_to_its_end() {
    let good = forged(header().to_string(), json!({ "exp": 5 }).to_string());
    let expired = "error ERR_JWT_EXPIRED $.payload.exp";
    let (head, rest) = good.split_once('.').unwrap();
    let (body, sign) = rest.split_once('.').unwrap();
    let open = encoded(b"{\"alg\":");
    let rows: [(String, &[&str]); 14] = [
        (String::new(), &["error ERR_TOKEN_MISSING $"]),
        (format!("Bearer {good}"), &["error ERR_TOKEN_WHITE_SPACE $.header", expired]),
        (format!("{good}\n"), &["error ERR_TOKEN_WHITE_SPACE $.signature", expired]),
        (
            format!("\"{good}\""),
            &[
                "error ERR_TOKEN_CHARACTER $.header",
                "error ERR_TOKEN_CHARACTER $.signature",
                expired,
            ],
        ),
        (format!("{head}.{body}=.{sign}"), &["error ERR_TOKEN_PADDING $.payload", expired]),
        (format!("{head}.{body}.{sign}=="), &["error ERR_TOKEN_PADDING $.signature", expired]),
        (format!("{head}.{body}"), &["error ERR_TOKEN_PARTS $", expired]),
        (format!("{head}.{body}.{sign}.a.b"), &["error ERR_TOKEN_PARTS $", expired]),
        (head.to_owned(), &["error ERR_TOKEN_PARTS $"]),
        (format!("{open}.{body}.{sign}"), &["error ERR_TOKEN_JSON $.header", expired]),
        (format!("{head}.!.{sign}"), &["error ERR_TOKEN_CHARACTER $.payload"]),
        (format!("{head}.{}.{sign}", encoded(b"\xff")), &["error ERR_TOKEN_UTF8 $.payload"]),
        (
            format!("{head}.{}.{sign}", encoded("[".repeat(10_000))),
            &["error ERR_TOKEN_NESTING $.payload"],
        ),
        ("x".repeat(10_000_000), &["error ERR_TOKEN_TOO_LONG $"]),
    ];
    for (token, expected) in rows {
        let mut found = lines(&said(&token, &[], ""));
        found.retain(|line| !line.contains("NOTE_"));
        let about = token.get(..60).unwrap_or(&token);
        assert_eq!(found, *expected, "{about}");
    }
}

#[test]
fn names_that_stand_twice_are_told_and_the_last_is_looked_at() {
    let token = forged(r#"{"alg":"none","alg":"RS256"}"#, r#"{"exp":9e9,"exp":5,"exp":6}"#);
    let found = lines(&said(&token, &[], ""));
    let twice = "error ERR_TOKEN_DUPLICATE_NAME $.payload";
    assert_eq!(found[0], "error ERR_TOKEN_DUPLICATE_NAME $.header");
    assert_eq!(found[1..3], [twice, twice]);
    assert!(found.contains(&"error ERR_JWT_EXPIRED $.payload.exp".to_owned()), "{found:?}");
    assert!(!found.iter().any(|line| line.contains("ERR_ALG_NONE")), "{found:?}");
}

#[test]
fn header_and_claims_are_looked_at() {
    let payload = json!({ "aud": "api", "iat": NOW, "exp": NOW + 60.0 });
    let headers: [(Value, &[&str]); 6] = [
        (json!({}), &["error ERR_ALG_MISSING $.header.alg"]),
        (json!({ "alg": "NonE" }), &["error ERR_ALG_NONE $.header.alg"]),
        (json!({ "alg": "rs256" }), &["error ERR_ALG_UNKNOWN $.header.alg"]),
        (
            json!({ "alg": 5, "kid": [], "typ": 1, "b64": false, "crit": [] }),
            &[
                "error ERR_TOKEN_HEADER $.header.b64",
                "error ERR_TOKEN_HEADER $.header.alg",
                "error ERR_TOKEN_HEADER $.header.kid",
                "error ERR_TOKEN_HEADER $.header.typ",
                "error ERR_CRIT_INVALID $.header.crit",
                "error ERR_ALG_MISSING $.header.alg",
            ],
        ),
        (
            json!({ "alg": "RS256", "crit": ["x"], "x": 1 }),
            &["error ERR_CRIT_UNKNOWN $.header.crit"],
        ),
        (json!({ "alg": "RS256", "b64": true }), &[]),
    ];
    for (header, expected) in headers {
        assert_eq!(about(&header, &payload, ""), expected, "{header}");
    }
    let claims: [(Value, &[&str]); 14] = [
        (json!({ "exp": null }), &["warning NOTE_NO_EXPIRY $.payload.exp"]),
        (json!({ "iat": null }), &["info NOTE_NO_ISSUED_AT $.payload.iat"]),
        (json!({ "aud": null }), &["info NOTE_NO_AUDIENCE $.payload.aud"]),
        (json!({ "exp": NOW }), &["error ERR_JWT_EXPIRED $.payload.exp"]),
        (json!({ "exp": "1800000000" }), &["error ERR_CLAIM_INVALID $.payload.exp"]),
        (json!({ "exp": -5 }), &["error ERR_CLAIM_INVALID $.payload.exp"]),
        (json!({ "exp": 1.8e12 }), &["error ERR_CLAIM_MILLISECONDS $.payload.exp"]),
        (json!({ "exp": NOW + 4e7 }), &["warning NOTE_LONG_LIVED $.payload.exp"]),
        (json!({ "nbf": NOW + 1.0 }), &["error ERR_JWT_NOT_ACTIVE $.payload.nbf"]),
        (json!({ "nbf": [] }), &["error ERR_CLAIM_INVALID $.payload.nbf"]),
        (json!({ "iat": NOW + 1.0 }), &["warning ERR_JWT_ISSUED_IN_FUTURE $.payload.iat"]),
        (json!({ "iat": true }), &["error ERR_CLAIM_INVALID $.payload.iat"]),
        (json!({ "aud": [1] }), &["error ERR_CLAIM_INVALID $.payload.aud"]),
        (
            json!({ "iss": 1, "sub": {}, "exp": 1, "nbf": "x" }),
            &[
                "error ERR_CLAIM_INVALID $.payload.iss",
                "error ERR_CLAIM_INVALID $.payload.sub",
                "error ERR_JWT_EXPIRED $.payload.exp",
                "error ERR_CLAIM_INVALID $.payload.nbf",
            ],
        ),
    ];
    for (changes, expected) in claims {
        assert_eq!(
            about(&header(), &with(payload.clone(), changes.clone()), ""),
            expected,
            "{changes}"
        );
    }
}

#[test]
fn what_infura_would_refuse_or_take_to_harm_is_told() {
    let head = with(header(), json!({ "kid": "my key" }));
    let body = json!({
        "aud": "infura.io", "iat": NOW, "exp": NOW + 60.0, "methods": ["eth_getBalance"],
    });
    let keyid = "warning NOTE_KEYID_FORM $.header.kid";
    let headers: [(Value, &[&str]); 8] = [
        (json!({}), &[keyid]),
        (json!({ "kid": null }), &["error ERR_CLAIM_MISSING $.header.kid"]),
        (json!({ "kid": KEYID }), &["info NOTE_KEYID_OR_API_KEY $.header.kid"]),
        (json!({ "typ": null }), &["error ERR_CLAIM_MISSING $.header.typ", keyid]),
        (json!({ "typ": "at+jwt" }), &["error ERR_CLAIM_MISMATCH $.header.typ", keyid]),
        (json!({ "alg": "PS256" }), &["error ERR_PROVIDER_ALGORITHM $.header.alg", keyid]),
        (json!({ "alg": "HS256" }), &["error ERR_PROVIDER_ALGORITHM $.header.alg", keyid]),
        (json!({ "alg": "ES256" }), &[keyid]),
    ];
    for (changes, expected) in headers {
        assert_eq!(
            about(&with(head.clone(), changes.clone()), &body, "infura"),
            expected,
            "{changes}"
        );
    }
    let claims: [(Value, &[&str]); 19] = [
        (json!({ "aud": null }), &["error ERR_CLAIM_MISSING $.payload.aud"]),
        (json!({ "aud": "infura" }), &["error ERR_CLAIM_MISMATCH $.payload.aud"]),
        (json!({ "aud": ["infura.io"] }), &["warning ERR_CLAIM_INVALID $.payload.aud"]),
        (json!({ "aud": ["a", "b"] }), &["error ERR_CLAIM_MISMATCH $.payload.aud"]),
        (json!({ "exp": null }), &["error ERR_CLAIM_MISSING $.payload.exp"]),
        (json!({ "exp": "1800000000" }), &["error ERR_CLAIM_INVALID $.payload.exp"]),
        (json!({ "methods": "eth_call" }), &["error ERR_PROVIDER_ENTRY $.payload.methods"]),
        (json!({ "methods": [] }), &["error ERR_PROVIDER_ENTRY $.payload.methods"]),
        (
            json!({ "methods": ["eth_call", 5, ""] }),
            &[
                "error ERR_PROVIDER_ENTRY $.payload.methods[1]",
                "error ERR_PROVIDER_ENTRY $.payload.methods[2]",
                "warning NOTE_METHOD_UNKNOWN $.payload.methods[2]",
            ],
        ),
        (
            json!({ "methods": ["eth_getBlance"] }),
            &["warning NOTE_METHOD_UNKNOWN $.payload.methods[0]"],
        ),
        (
            json!({ "methods": ["getBalance"] }),
            &["warning NOTE_METHOD_UNKNOWN $.payload.methods[0]"],
        ),
        (json!({ "methods": ["trace_call", "net_listening", "zks_estimateFee"] }), &[]),
        (
            json!({ "methods": vec!["eth_call"; 31] }),
            &["error ERR_PROVIDER_ENTRIES $.payload.methods"],
        ),
        (
            json!({ "addresses": [ADDRESS, "vitalik.eth"] }),
            &["error ERR_PROVIDER_ADDRESS $.payload.addresses[1]"],
        ),
        (json!({ "origins": ["a b"] }), &["error ERR_PROVIDER_ENTRY $.payload.origins[0]"]),
        (json!({ "userAgents": ["curl"] }), &["warning ERR_PROVIDER_CLAIM $.payload.userAgents"]),
        (json!({ "method": ["eth_call"] }), &["warning ERR_PROVIDER_CLAIM $.payload.method"]),
        (json!({ "methods": null }), &["info NOTE_UNRESTRICTED $.payload"]),
        (
            json!({ "methods": null, "addresses": [ADDRESS] }),
            &["info NOTE_OTHER_METHODS_OPEN $.payload.addresses"],
        ),
    ];
    for (changes, expected) in claims {
        let mut found = about(&head, &with(body.clone(), changes.clone()), "infura");
        found.retain(|line| line != keyid);
        assert_eq!(found, expected, "{changes}");
    }
    // The fingerprint stands beside the ID in the dashboard.
    let key = verifying(Algorithm::RS256);
    let taken_for_id = with(header(), json!({ "kid": key.fingerprint().unwrap() }));
    let token = forged(taken_for_id.to_string(), body.to_string());
    let found = lines(&said(&token, &[key], "infura"));
    assert!(found.contains(&"error ERR_CLAIM_MISMATCH $.header.kid".to_owned()), "{found:?}");
}

#[test]
fn what_neuron_would_refuse_or_take_to_harm_is_told() {
    let file = "info NOTE_KEY_FILE $.payload.iss";
    let body = json!({
        "aud": "neuron", "iat": NOW, "exp": NOW + 60.0, "iss": "ci-bot", "bodyEncode": 0, "user": "a",
    });
    let never = "warning NOTE_NEVER_EXPIRES $.payload.exp";
    let claims: [(Value, &[&str]); 24] = [
        (json!({}), &[file]),
        (json!({ "user": null }), &[file, "info NOTE_ADMINISTRATOR $.payload.user"]),
        (json!({ "user": 5 }), &[file, "warning NOTE_ADMINISTRATOR $.payload.user"]),
        (json!({ "user": "u".repeat(33) }), &[file, "error ERR_PROVIDER_USER $.payload.user"]),
        (json!({ "exp": null }), &[file, never]),
        (json!({ "exp": "1600000000" }), &[file, never]),
        (json!({ "exp": NOW + 0.5 }), &[file, never]),
        (json!({ "exp": 1e9 }), &[file, never]),
        (json!({ "exp": -1 }), &[file, never]),
        (
            json!({ "exp": 1_800_000_000_000_u64 }),
            &["warning ERR_CLAIM_MILLISECONDS $.payload.exp", file, never],
        ),
        (
            json!({ "exp": 9_223_372_036_854_775_808_u64 }),
            &[
                "error ERR_CLAIM_MILLISECONDS $.payload.exp",
                file,
                "error ERR_CLAIM_INVALID $.payload",
            ],
        ),
        (json!({ "exp": 0 }), &["error ERR_JWT_EXPIRED $.payload.exp", file]),
        (json!({ "exp": -2 }), &[file, "error ERR_JWT_EXPIRED $.payload.exp"]),
        (json!({ "nbf": 1_700_000_060 }), &["error ERR_JWT_NOT_ACTIVE $.payload.nbf", file]),
        (json!({ "nbf": "x" }), &["warning ERR_CLAIM_INVALID $.payload.nbf", file]),
        (json!({ "iat": "1600000000" }), &["warning ERR_CLAIM_INVALID $.payload.iat", file]),
        (json!({ "aud": null }), &[file, "warning ERR_CLAIM_MISSING $.payload.aud"]),
        (json!({ "aud": "x" }), &[file, "warning ERR_CLAIM_MISMATCH $.payload.aud"]),
        (json!({ "aud": ["neuron"] }), &[file, "warning ERR_CLAIM_INVALID $.payload.aud"]),
        (json!({ "iss": null }), &["error ERR_CLAIM_MISSING $.payload.iss"]),
        (json!({ "iss": 5 }), &["error ERR_CLAIM_INVALID $.payload.iss"]),
        (json!({ "iss": "" }), &["warning NOTE_KEY_FILE $.payload.iss"]),
        (json!({ "iss": "ci-bot.pem" }), &["warning ERR_PROVIDER_ISSUER $.payload.iss", file]),
        (json!({ "iss": "neuron-ci" }), &["warning NOTE_LOGIN_KEY_HIDDEN $.payload.iss", file]),
    ];
    for (changes, expected) in claims {
        // As they are written there, not as this test's library would.
        let payload = with(body.clone(), changes.clone()).to_string();
        let payload =
            payload.replace("1700000060.0", "1700000060").replace("1700000000.0", "1700000000");
        let token = forged(header().to_string(), payload.replace("1000000000.0", "1e9"));
        let mut found = lines(&said(&token, &[], "neuron"));
        found.retain(|line| !line.contains("UNCHECKED"));
        assert_eq!(found, expected, "{payload}");
    }
    let payload = r#"{"aud":"neuron","iat":1,"exp":1800000000,"iss":"ci","user":"a","sub":"s"}"#;
    let headers: [(Value, &[&str]); 5] = [
        (json!({ "alg": "ES256" }), &["error ERR_PROVIDER_ALGORITHM $.header.alg", file]),
        (json!({ "alg": "RS256", "crit": [] }), &["warning ERR_CRIT_INVALID $.header.crit", file]),
        (json!({ "alg": "RS256", "typ": 5 }), &["warning ERR_TOKEN_HEADER $.header.typ", file]),
        (json!({ "alg": "RS256", "sub": "t" }), &["error ERR_CLAIM_MISMATCH $.header.sub", file]),
        (json!({ "alg": "RS256", "sub": "s", "iss": 5 }), &[file]),
    ];
    for (header, expected) in headers {
        let mut found = lines(&said(&forged(header.to_string(), payload), &[], "neuron"));
        found.retain(|line| !line.contains("UNCHECKED") && !line.contains("LONG_LIVED"));
        assert_eq!(found, expected, "{header}");
    }
    let large = import(&self::file("rsa-5128.pem")).unwrap();
    let token = jws::sign(payload.as_bytes(), &large, &Default::default()).unwrap();
    let found = lines(&said(&token, &[large], "neuron"));
    assert!(found.contains(&"error ERR_PROVIDER_KEY_SIZE $.signature".to_owned()), "{found:?}");
}

#[test]
fn the_key_that_signed_is_named() {
    let ec = |options: &str| import_with(&file("p256.pub.pem"), options).unwrap();
    let other = Key::generate(Algorithm::ES256, &Default::default()).unwrap();
    let signer = import_with(&file("p256.pem"), r#"{"keyid":"mine"}"#).unwrap();
    let token = jws::sign(b"{}", &signer, &Default::default()).unwrap();
    let of = |keys: &[Key]| {
        let mut findings = said(&token, keys, "");
        findings.retain(|one| !one.path.starts_with("$.payload"));
        findings
    };
    let signed = "info NOTE_SIGNED_BY $.signature";
    let rsa = verifying(Algorithm::RS256);
    for keys in [
        vec![ec("{}")],
        vec![ec(r#"{"keyid":"mine"}"#)],
        vec![rsa.clone(), other.public_key().unwrap(), ec("{}")],
        vec![signer.clone()],
    ] {
        let found = of(&keys);
        assert_eq!(lines(&found), [signed], "{keys:?}");
        assert!(found[0].message.contains(&signer.fingerprint().unwrap()), "{found:?}");
    }
    let named = of(&[ec(r#"{"keyid":"other"}"#)]);
    assert_eq!(lines(&named), [signed, "warning NOTE_KEYID_DIFFERS $.header.kid"]);
    let invalid = "error ERR_SIGNATURE_INVALID $.signature";
    assert_eq!(lines(&of(&[other.public_key().unwrap()])), [invalid]);
    let none = of(&[rsa.clone(), other.public_key().unwrap()]);
    assert_eq!(lines(&none), [invalid]);
    assert_eq!(none[0].hint.as_deref(), Some("None of the 2 keys made it."));
    assert_eq!(lines(&of(&[rsa])), ["error ERR_ALG_MISMATCH $.header.alg"]);

    let secret = signing(Algorithm::HS256);
    let token = jws::sign(b"{}", &secret, &Default::default()).unwrap();
    let found = said(&token, &[secret], "");
    assert_eq!(found[0].message, "The signature is valid. It was made by the secret.");
}

#[test]
fn a_signature_in_der_is_recognised() {
    let key = import(&file("p256.pem")).unwrap();
    let found = lines(&said(&in_der(&key), &[key], ""));
    assert_eq!(
        found[..2],
        ["error ERR_SIGNATURE_INVALID $.signature", "info NOTE_SIGNATURE_DER $.signature"]
    );
}

/// A token whose signature is written as openssl writes it.
fn in_der(key: &Key) -> String {
    let token = jws::sign(b"{}", key, &Default::default()).unwrap();
    let raw = jws::decode(&token).unwrap().signature;
    let integer = |half: &[u8]| {
        let zeros = half.iter().take_while(|byte| **byte == 0).count();
        let mut number = half[zeros..].to_vec();
        if number[0] > 127 {
            number.insert(0, 0);
        }
        [vec![2, u8::try_from(number.len()).unwrap()], number].concat()
    };
    let inner = [integer(&raw[..32]), integer(&raw[32..])].concat();
    let der = [vec![0x30, u8::try_from(inner.len()).unwrap()], inner].concat();
    let (input, _) = token.rsplit_once('.').unwrap();
    format!("{input}.{}", encoded(der))
}

#[test]
fn options_are_read_strictly() {
    let code = |text: &str| DiagnoseOptions::from_json(text).unwrap_err().to_string();
    assert!(code(r#"{"keys":[]}"#).contains("did you mean `key`?"));
    assert!(code(r#"{"provider":"alchemy"}"#).contains("jwt, infura or neuron"));
    for now in [f64::NAN, -1.0, 1.7e12] {
        assert!(diagnose("a.b.c", &[], &Default::default(), now).is_err());
    }
}

/// Every remark with one real occurrence: its whole message, as users see it.
#[test]
fn remarks_are_those_of_the_table() {
    let key = import_with(&file("p256.pem"), r#"{"keyid":"k2"}"#).unwrap();
    let options = jws::JwsSignOptions { keyid: Some("k1".into()), ..Default::default() };
    let signed = jws::sign(b"{}", &key, &options).unwrap();
    let infura = |kid: &str, payload: &str| {
        forged(json!({ "alg": "RS256", "typ": "JWT", "kid": kid }).to_string(), payload)
    };
    let lists = format!(r#"{{"addresses":["{ADDRESS}"]}}"#);
    let findings: Vec<Finding> = [
        said(&signed, std::slice::from_ref(&key), ""),
        said(&signed, &[], ""),
        said(&in_der(&key), std::slice::from_ref(&key), ""),
        said(&forged(header().to_string(), r#"{"exp":1800000000}"#), &[], ""),
        said(&infura(KEYID, r#"{"methods":["eth_getBlance"]}"#), &[], "infura"),
        said(&infura("my key", &lists), &[], "infura"),
        said(&infura("my key", "{}"), &[], "infura"),
        said(&forged(header().to_string(), r#"{"iss":"neuron","exp":"1"}"#), &[], "neuron"),
    ]
    .concat();
    let entry = |(code, meaning): (ErrorCode, &str)| {
        assert!(code.as_str().starts_with("NOTE_") && meaning.ends_with('.'), "{code}");
        let mut of_code = findings.iter().filter(|finding| finding.code == code);
        let one = of_code.next().unwrap_or_else(|| panic!("no occurrence of {code}"));
        let hint = one.hint.as_ref().map_or(String::new(), |hint| format!("  {hint}\n"));
        format!("{code}\n  {} {}\n  {}\n{hint}", one.severity.name(), one.path, one.message)
    };
    let codes: BTreeSet<&str> = ErrorCode::notes().map(|(code, _)| code.as_str()).collect();
    assert_eq!(codes.len(), ErrorCode::notes().count());
    crate::pinned::compare("notes.txt", &ErrorCode::notes().map(entry).collect::<String>());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_text_is_looked_at(text in ".*", provider in provider()) {
        look(&text, provider);
        look(&format!("Bearer {text}.{text}.{text}"), provider);
    }

    #[test]
    fn any_claims_are_looked_at(
        names in vec("iss|aud|exp|nbf|iat|user|methods|addresses|origins|user_agents|userAgents|\\PC{0,8}", 0..8),
        values in vec(member(), 8..9),
        head in vec(member(), 4..5),
        signature in vec(any::<u8>(), 0..80),
        provider in provider(),
    ) {
        let members = names.iter().zip(&values).map(|(name, value)| {
            format!("{}:{value}", Value::from(name.as_str()))
        });
        let payload = format!("{{{}}}", members.collect::<Vec<_>>().join(","));
        let header = ["alg", "kid", "typ", "crit"].iter().zip(&head);
        let header = header.map(|(name, value)| format!("\"{name}\":{value}"));
        let header = format!("{{{}}}", header.collect::<Vec<_>>().join(","));
        let token = [encoded(header), encoded(payload), encoded(signature)].join(".");
        look(&token, provider);
    }
}

fn provider() -> impl Strategy<Value = &'static str> {
    prop_oneof![Just(""), Just("infura"), Just("neuron")]
}

/// The JSON of a value as it may stand in a token.
fn member() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(r#""ES256""#.to_owned()),
        Just("null".to_owned()),
        Just(r#"["eth_call",{},5]"#.to_owned()),
        Just("[[[[]]]]".to_owned()),
        any::<i64>().prop_map(|number| number.to_string()),
        any::<f64>().prop_map(|number| json!(number).to_string()),
        ".*".prop_map(|text| Value::from(text).to_string()),
    ]
}

/// Nothing panics, nothing of the signature is shown, and what is said is said in full.
fn look(token: &str, provider: &str) {
    let keys = [verifying(Algorithm::ES256), verifying(Algorithm::HS256)];
    assert!(keys.iter().all(|key| key.kind() != KeyKind::Private));
    for finding in said(token, &keys, provider) {
        assert!(!finding.message.is_empty() && finding.path.starts_with('$'), "{finding:?}");
    }
}

#[test]
fn many_flaws_are_told_in_bounds_and_without_a_wait() {
    let names: Vec<String> = (0..9000).map(|n| format!("\"methods{}\":0", n % 4000)).collect();
    let token = forged(header().to_string(), format!("{{{}}}", names.join(",")));
    for provider in ["", "infura", "neuron"] {
        assert_eq!(said(&token, &[], provider).len(), 100);
    }
}

#[test]
fn no_finding_shows_a_signature_or_a_whole_token() {
    let key = signing(Algorithm::ES256);
    let signer = jotmint::Rules::INFURA.signer(&key, r#"{"keyid":"id","expiresIn":60}"#).unwrap();
    let token = signer.sign("{}", NOW).unwrap();
    let (_, signature) = token.rsplit_once('.').unwrap();
    for text in
        [token.clone(), format!("Bearer {token}"), format!("{token}=="), token.replace('.', "")]
    {
        for provider in ["", "infura", "neuron"] {
            let findings = said(&text, &[verifying(Algorithm::RS256)], provider);
            let shown = jotmint::findings_to_json(&findings);
            assert!(!shown.contains(&signature[..20]), "{shown}");
            assert!(!shown.contains(&token[..40]), "{shown}");
        }
    }
}
