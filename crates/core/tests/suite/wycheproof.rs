//! Project Wycheproof's tokens and keys. Its bare signatures are the engine's to check.

use jotmint::{Error, Key, KeySet, jws};
use serde_json::Value;

use crate::keys::{import, verifier_of};
use crate::vectors::{self, list, text};

/// Where we judge otherwise, and why.
const OTHERWISE: [(&str, &[u64], &str); 6] = [
    (TOKENS, &[346, 350], "the key says PS256, the token PS384"),
    (TOKENS, &[347, 351], "the key says ES521, which is no algorithm; the token says ES512"),
    (TOKENS, &[367, 370], "the same text as 357, which is valid"),
    (TOKENS, &[372, 373], "a `?` stands inside the base64url"),
    (KEYS, &[1, 4], "each key is for its own algorithm, whatever else is in the set"),
    (KEYS, &[7], "the weakness of ROCA's primes is the key maker's business"),
];

const TOKENS: &str = "json_web_signature_test.json";
const KEYS: &str = "json_web_key_test.json";

#[test]
fn tokens_are_judged_as_wycheproof_does() {
    judge(TOKENS, 401, |group, token| {
        let jwk = jwk(group);
        check(token, &[verifier_of(&import(&jwk.to_string())?)])
    });
}

#[test]
fn keys_are_judged_as_wycheproof_does() {
    judge(KEYS, 26, |group, token| {
        let jwk = jwk(group);
        let keys: Vec<Key> = match jwk["keys"].is_null() {
            true => vec![import(&jwk.to_string())?],
            false => KeySet::from_jwks(&jwk.to_string())?.keys().to_vec(),
        };
        check(token, &keys.iter().map(verifier_of).collect::<Vec<_>>())
    });
}

/// The public key or set; a secret has no public half.
fn jwk(group: &Value) -> &Value {
    if group["public"].is_null() { &group["private"] } else { &group["public"] }
}

fn check(token: &str, keys: &[Key]) -> Result<(), Error> {
    jws::verify(token, keys, &jws::JwsVerifyOptions::default()).map(drop)
}

fn judge(file: &str, count: usize, verdict: impl Fn(&Value, &str) -> Result<(), Error>) {
    let (mut seen, mut wrong) = (0, Vec::new());
    for group in list(&vectors::read(&format!("wycheproof/{file}"))["testGroups"]) {
        for test in list(&group["tests"]) {
            seen += 1;
            let id = test["tcId"].as_u64().unwrap();
            let verdict = verdict(group, text(test, "jws"));
            let expected = text(test, "result") == "valid";
            let otherwise = OTHERWISE.iter().any(|(own, ids, _)| *own == file && ids.contains(&id));
            if verdict.is_ok() != (expected != otherwise) {
                wrong.push(format!("{id} {}: {verdict:?}", test["comment"]));
            }
        }
    }
    assert_eq!(seen, count);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
