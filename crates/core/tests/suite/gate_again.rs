//! A token that comes again is decided about as if it came for the first time, though its signature
//! is not computed again.

use jotmint::infura::{Decision, Gate, Request};
use jotmint::jwt::{SignOptions, Signer};
use jotmint::{Algorithm, GenerateOptions, Key};
use serde_json::{Value, json};

use crate::keys::{signing, verifying};
use crate::tokens::NOW;

const CALL: &str = r#"{"jsonrpc":"2.0","id":1,"method":"eth_blockNumber","params":[]}"#;

fn gate(key: &Key, options: Value) -> Gate {
    let pem = key.to_pem(None).unwrap();
    let mut config = json!({ "keys": [{ "id": "k", "publicKey": pem.as_str() }] });
    config.as_object_mut().unwrap().extend(options.as_object().unwrap().clone());
    Gate::new(&config.to_string()).unwrap()
}

fn token(algorithm: Algorithm, claims: Value) -> String {
    let options = SignOptions::from_json(r#"{"keyid":"k","audience":"infura.io"}"#).unwrap();
    let signer = Signer::new(&signing(algorithm), &options).unwrap();
    signer.sign(&claims.to_string(), NOW).unwrap()
}

fn decision(gate: &Gate, token: &str, now: f64) -> Decision {
    let authorization = format!("Bearer {token}");
    let request =
        Request { authorization: Some(&authorization), body: Some(CALL), ..Default::default() };
    gate.authorize(&request, now).unwrap()
}

/// `allowed`, or why not.
fn answer(gate: &Gate, token: &str, now: f64) -> String {
    match decision(gate, token, now) {
        Decision::Allowed(_) => "allowed".to_owned(),
        Decision::Refused(refusal) => refusal.reason.code().to_string(),
    }
}

#[test]
fn nothing_but_the_same_token_is_known() {
    for algorithm in [Algorithm::ES256, Algorithm::RS256] {
        let key = verifying(algorithm);
        let good = token(algorithm, json!({ "exp": NOW + 60.0 }));
        let other = token(algorithm, json!({ "exp": NOW + 60.0, "methods": ["eth_call"] }));
        let warm = gate(&key, json!({}));
        let first = decision(&warm, &good, NOW);
        assert!(matches!(first, Decision::Allowed(Some(_))), "{first:?}");
        assert_eq!(decision(&warm, &good, NOW), first);
        let parts: Vec<&str> = good.split('.').collect();
        let others: Vec<&str> = other.split('.').collect();
        let mut changed = vec![
            [parts[0], others[1], parts[2]].join("."),
            [parts[0], parts[1], others[2]].join("."),
            format!("{good}A"),
        ];
        for at in 0..good.len() {
            for instead in ["A", "B", ".", "=", ""] {
                changed.push([&good[..at], instead, &good[at + 1..]].concat());
            }
            changed.push(good[..at].to_owned());
        }
        for token in changed.iter().filter(|token| **token != good) {
            let cold = decision(&gate(&key, json!({})), token, NOW);
            assert!(matches!(cold, Decision::Refused(_)), "{token}");
            assert_eq!(decision(&warm, token, NOW), cold, "{token}");
            assert_eq!(decision(&warm, token, NOW), cold, "{token}, once more");
        }
        assert_eq!(
            decision(&warm, &good, NOW),
            first,
            "what was refused meanwhile changed nothing"
        );
    }
}

#[test]
fn its_dates_count_each_time() {
    let gate = gate(&verifying(Algorithm::ES256), json!({ "longestLifetime": "2h" }));
    let token = token(Algorithm::ES256, json!({ "exp": NOW + 7200.0, "nbf": NOW - 60.0 }));
    for _ in 0..2 {
        for (now, expected) in [
            (NOW, "allowed"),
            (NOW + 7199.0, "allowed"),
            (NOW + 7200.0, "ERR_JWT_EXPIRED"),
            (NOW - 1.0, "ERR_GATE_LIFETIME"),
            (NOW - 61.0, "ERR_JWT_NOT_ACTIVE"),
        ] {
            assert_eq!(answer(&gate, &token, now), expected, "{now}");
        }
    }
}

#[test]
fn its_lists_count_each_time() {
    let gate = gate(&verifying(Algorithm::ES256), json!({}));
    let claims = json!({ "exp": NOW + 60.0, "methods": ["eth_call"] });
    let token = token(Algorithm::ES256, claims);
    for _ in 0..2 {
        assert_eq!(answer(&gate, &token, NOW), "ERR_GATE_METHOD");
    }
}

#[test]
fn another_gate_knows_nothing_of_it() {
    let token = token(Algorithm::ES256, json!({ "exp": NOW + 60.0 }));
    assert_eq!(answer(&gate(&verifying(Algorithm::ES256), json!({})), &token, NOW), "allowed");
    let other = Key::generate(Algorithm::ES256, &GenerateOptions::default()).unwrap();
    let other = gate(&other.public_key().unwrap(), json!({}));
    assert_eq!(answer(&other, &token, NOW), "ERR_SIGNATURE_INVALID");
}

#[test]
fn threads_are_answered_alike() {
    let gate = gate(&verifying(Algorithm::ES256), json!({}));
    let mut tokens: Vec<(String, &str)> = (0..8)
        .map(|number| json!({ "exp": NOW + 60.0, "number": number }))
        .map(|claims| (token(Algorithm::ES256, claims), "allowed"))
        .collect();
    let forged: Vec<_> = tokens
        .iter()
        .map(|(token, _)| token.rsplit_once('.').unwrap().0)
        .map(|input| (format!("{input}.{}", "A".repeat(86)), "ERR_SIGNATURE_INVALID"))
        .collect();
    tokens.extend(forged);
    std::thread::scope(|scope| {
        for start in 0..4 {
            let (gate, tokens) = (&gate, &tokens);
            scope.spawn(move || {
                for turn in 0..200 {
                    let (token, expected) = &tokens[(start * 3 + turn) % tokens.len()];
                    assert_eq!(answer(gate, token, NOW), *expected);
                }
            });
        }
    });
}
