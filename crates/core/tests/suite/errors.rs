//! Every code with one real occurrence: its whole message, as users see it.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use jotmint::infura::{Decision, Gate, Request};
use jotmint::jwt::{SignOptions, Signer, Template, Verifier, VerifyOptions};
use jotmint::{
    Algorithm, Error, ErrorCode, Key, KeyElsewhere, KeyFormat, KeyKind, KeySet, Rules, error, jws,
    jwt, neuron,
};

use crate::keys::{file, import, import_with, signing, verifying};
use crate::tokens::{NOW, forged, signed, verify, verify_with};
use crate::vectors::tests_folder;

/// Codes that only a binding can meet.
const PLATFORM: &[&str] = &[
    "ERR_ADDON_MISSING",
    "ERR_INTERNAL",
    "ERR_NOT_INITIALIZED",
    "ERR_SIGNER_ASYNC_ONLY",
    "ERR_SIGNER_FAILED",
    "ERR_WASM_LOAD",
];

#[test]
fn codes_and_messages_are_those_of_the_table() {
    let occurred: Vec<Error> = call()
        .into_iter()
        .chain(key())
        .chain(token())
        .chain(claim())
        .chain(provider())
        .chain(gate())
        .collect();
    let table: String = ErrorCode::all()
        .filter(|(code, _)| !PLATFORM.contains(&code.as_str()))
        .map(|(code, _)| entry(code, &occurred))
        .collect();
    crate::pinned::compare("errors.txt", &table);
}

fn entry(code: ErrorCode, occurred: &[Error]) -> String {
    let mut of_code = occurred.iter().filter(|error| error.code() == code);
    let error = of_code.next().unwrap_or_else(|| panic!("no occurrence of {code}"));
    assert!(of_code.next().is_none(), "two occurrences of {code}");
    if let Some(hint) = error.hint() {
        assert!(error.to_string().ends_with(hint), "{error}");
    }
    let about = [("claim", error.claim()), ("reason", error.reason())];
    let about =
        about.into_iter().filter_map(|(name, about)| Some(format!("  {name}: {}\n", about?)));
    format!("{code}\n{}  {error}\n", about.collect::<String>())
}

#[test]
fn codes_are_distinct_and_well_formed() {
    let codes: Vec<&str> = ErrorCode::all().map(|(code, _)| code.as_str()).collect();
    let distinct: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(distinct.len(), codes.len());
    for (code, meaning) in ErrorCode::all() {
        let name = code.as_str().strip_prefix("ERR_").unwrap();
        assert!(
            name.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_'),
            "{code}"
        );
        assert!(meaning.ends_with('.') && !meaning.starts_with(' '), "{code}: {meaning:?}");
    }
    for code in PLATFORM {
        assert!(distinct.contains(code));
    }
}

fn refused<T>(outcome: Result<T, Error>) -> Error {
    outcome.err().expect("a refusal")
}

fn made(payload: &str, options: &str) -> Error {
    let options = SignOptions::from_json(options);
    refused(
        options.and_then(|options| {
            Signer::new(&signing(Algorithm::HS256), &options)?.sign(payload, NOW)
        }),
    )
}

fn call() -> Vec<Error> {
    let template = Template::new(Algorithm::ES256, &SignOptions::default()).unwrap();
    vec![
        made("{}", r#"{"kid":"a"}"#),
        made("{}", r#"{"keyid":""}"#),
        refused(Gate::new(r#"{"keys":[{"id":"id","publicKey":"./public.pem"}]}"#).map(|_| ())),
        refused(Rules::INFURA.signer(&signing(Algorithm::ES256), r#"{"expiresIn":60}"#)),
        made(r#"{"exp":1}"#, r#"{"expiresIn":60}"#),
        made("{}", r#"{"expiresIn":"3600"}"#),
        made("[]", "{}"),
        made("{}", r#"{"algorithm":"none"}"#),
        made("{}", r#"{"header":{"alg":"RS256"}}"#),
        refused(template.attach("e30.e30", &[0; 63])),
    ]
}

fn key() -> Vec<Error> {
    let wrong = r#"{"passphrase":"wrong horse"}"#;
    let rsa = import(&file("rsa.pem")).unwrap();
    let large = format!(r#"{{"kty":"RSA","n":"{}","e":"AQAB"}}"#, "_".repeat(1368));
    vec![
        refused(import("")),
        refused(import("./private.pem")),
        refused(import("-----BEGIN PRIVATE KEY-----")),
        refused(Key::from_bytes(&[0x30, 3, 2, 1, 0], &Default::default())),
        refused(import(r#"{"kty":"RSA"}"#)),
        refused(import(&file("x25519.pem"))),
        refused(import(&file("encrypted.pem"))),
        refused(import_with(&file("encrypted.pem"), wrong)),
        refused(Signer::new(&import(&file("rsa.pub.pem")).unwrap(), &SignOptions::default())),
        refused(import_with(&file("rsa.pem"), r#"{"algorithm":"ES256"}"#)),
        refused(import_with(&file("p384.pem"), r#"{"algorithm":"ES256"}"#)),
        refused(import(
            r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T","use":"enc"}"#,
        )),
        refused(import(&file("rsa-1024.pem"))),
        refused(import(&large)),
        refused(import(
            r#"{"kty":"OKP","crv":"Ed25519","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}"#,
        )),
        refused(import_with(&file("rsa.pub.pem"), r#"{"algorithm":"HS256"}"#)),
        refused(rsa.to_pem(Some(KeyFormat::Sec1))),
        elsewhere(),
        refused(KeySet::from_jwks(r#"{"keys":[]}"#)),
        // No platform of the tests is without randomness.
        error::KeyError::Random.into(),
    ]
}

fn elsewhere() -> Error {
    let (algorithm, kind) = (Algorithm::ES256, KeyKind::Private);
    let known = KeyElsewhere { algorithm, kind, length: 0, operations: Vec::new() };
    refused(Key::elsewhere(known, &Default::default()).and_then(|key| key.to_jwk()))
}

fn token() -> Vec<Error> {
    let hs256 = r#"{"alg":"HS256"}"#;
    let with = |header: &str| refused(verify(&forged(header, "{}")));
    let two = ["a", "b"].map(|keyid| {
        import_with(&file("p256.pub.pem"), &format!(r#"{{"keyid":"{keyid}"}}"#)).unwrap()
    });
    let narrowed = r#"{"algorithms":["HS512","HS256"]}"#;
    let named = forged(r#"{"alg":"ES256","kid":"c"}"#, "{}");
    let secrets = [verifying(Algorithm::HS256)];
    vec![
        refused(verify("")),
        refused(verify(&"x".repeat(262_145))),
        refused(verify("e30.e30")),
        refused(verify("e30.e30=.e30")),
        refused(verify("Bearer e30.e30.e30")),
        refused(verify("e30.e30.\"e30")),
        refused(verify("e30.e30.e31")),
        refused(jwt::decode(&forged(hs256, b"{\"a\":\"\xff\"}"))),
        with("{'alg':1}"),
        refused(jwt::decode(&forged(hs256, "[".repeat(65)))),
        refused(jwt::decode(&forged(hs256, r#"{"exp":1,"exp":2}"#))),
        refused(jwt::decode(&forged(hs256, "[]"))),
        with(r#"{"alg":"HS256","b64":false}"#),
        with("{}"),
        with(r#"{"alg":"None"}"#),
        with(r#"{"alg":"hs256"}"#),
        with(r#"{"alg":"RS256"}"#),
        refused(verify_with(&forged(r#"{"alg":"RS256"}"#, "{}"), &secrets, narrowed)),
        with(r#"{"alg":"HS256","crit":[]}"#),
        with(r#"{"alg":"HS256","crit":["exp"],"exp":1}"#),
        refused(jws::verify(&named, &two, &Default::default())),
        with(hs256),
    ]
}

fn claim() -> Vec<Error> {
    let at = |now: f64, payload: &str, options: &str| {
        let options = VerifyOptions::from_json(options).unwrap();
        let verifier = Verifier::new(&[verifying(Algorithm::HS256)], &options).unwrap();
        refused(verifier.verify(&signed(payload), now))
    };
    vec![
        at(1090.0, r#"{"exp":1000}"#, "{}"),
        at(1000.0, r#"{"nbf":1001}"#, "{}"),
        at(9000.0, r#"{"iat":1000}"#, r#"{"maxAge":"1h"}"#),
        at(1000.0, r#"{"iat":2000}"#, r#"{"maxAge":"1h"}"#),
        at(1000.0, "{}", r#"{"audience":"infura.io"}"#),
        at(1000.0, r#"{"iss":"mallory"}"#, r#"{"issuer":["alice","bob"]}"#),
        at(1000.0, r#"{"exp":"1000"}"#, "{}"),
        at(1000.0, r#"{"exp":1700000000000}"#, "{}"),
    ]
}

fn gate() -> Vec<Error> {
    let gate = Gate::new(
        r#"{"requireJwt":false,"maxBodyLength":99,"maxBatchLength":1,"longestLifetime":60,
            "allowlists":{"methods":["eth_getBalance"],"addresses":["0x1937c5c515057553ccbd46d5866455ce66290284"]}}"#,
    );
    let gate = gate.unwrap();
    let key = signing(Algorithm::ES256);
    let public = key.public_key().unwrap().to_jwk().unwrap();
    let sender = r#","allowlists":{"origins":["https://a.example"],"userAgents":["curl"]}"#;
    let of = |rest: &str| {
        Gate::new(&format!(r#"{{"keys":[{{"id":"id","publicKey":{public}}}]{rest}}}"#)).unwrap()
    };
    let (strict, short) = (of(""), of(r#","longestLifetime":60"#));
    let sending = of(&format!("{sender},\"requireJwt\":false"));
    let asked = |gate: &Gate, request: Request<'_>| match gate.authorize(&request, NOW).unwrap() {
        Decision::Refused(refusal) => refusal.reason,
        Decision::Allowed(_) => panic!("allowed"),
    };
    let body = |body: &str| asked(&gate, Request { body: Some(body), ..Default::default() });
    let signer = Rules::INFURA.signer(&key, r#"{"keyid":"id","expiresIn":"1h"}"#).unwrap();
    let token = format!("Bearer {}", signer.sign("{}", NOW).unwrap());
    let with = |authorization| Request { authorization: Some(authorization), ..Default::default() };
    let from = Request { origin: Some("https://a.example"), ..Default::default() };
    vec![
        asked(&strict, Request::default()),
        asked(&strict, with("Basic x")),
        asked(&short, with(&token)),
        body(&"x".repeat(100)),
        body("{"),
        body(r#"{"method":5}"#),
        body("[5,5]"),
        body(r#"{"method":"eth_call"}"#),
        body(
            r#"{"method":"eth_getBalance","params":["0x00000000219ab540356cbb839cbe05303d7705fa"]}"#,
        ),
        asked(&sending, Request { origin: Some("null"), ..Default::default() }),
        asked(&sending, from),
    ]
}

fn unusable_key_file() -> Error {
    let options = r#"{"keys":{"ci.pem":""},"emulate":true}"#;
    let verifier = neuron::Verifier::new(options).unwrap();
    let token = forged(r#"{"alg":"RS256"}"#, r#"{"iss":"ci"}"#);
    match verifier.authorize(Some(&format!("Bearer {token}")), NOW).unwrap() {
        neuron::Answer::Refused(refusal) => refusal.reason,
        neuron::Answer::Allowed { user } => panic!("{user}"),
    }
}

fn provider() -> Vec<Error> {
    let infura = |payload: &str| {
        let options = r#"{"keyid":"id","expiresIn":60}"#;
        let signer = Rules::INFURA.signer(&signing(Algorithm::ES256), options).unwrap();
        refused(signer.sign(payload, NOW))
    };
    let neuron = |key: &str, issuer: &str, payload: &str| {
        let options = format!(r#"{{"issuer":"{issuer}","expiresIn":60}}"#);
        let signer = Rules::NEURON.signer(&import(&file(key)).unwrap(), &options);
        refused(signer.and_then(|signer| signer.sign(payload, NOW)))
    };
    let many = format!(r#"{{"methods":["eth_call"{}]}}"#, r#","eth_call""#.repeat(30));
    let long = format!(r#"{{"user":"{}"}}"#, "u".repeat(33));
    vec![
        neuron("p256.pem", "ci", "{}"),
        neuron("rsa-5128.pem", "ci", "{}"),
        infura(r#"{"userAgent":["curl"]}"#),
        infura(r#"{"methods":"eth_call"}"#),
        infura(r#"{"addresses":["vitalik.eth"]}"#),
        infura(&many),
        neuron("rsa.pem", "ci", &long),
        unusable_key_file(),
        neuron("rsa.pem", "ci.pem", "{}"),
    ]
}

#[test]
fn no_error_shows_a_key_or_a_passphrase() {
    let folder = tests_folder().join("keys");
    let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let texts = names.map(|path: PathBuf| fs::read_to_string(path).unwrap());
    let jwk = import(&file("p256.pem")).unwrap().to_jwk().unwrap();
    let secret = "a short-secret and no more".to_owned();
    let others = [
        jwk.replace("\"d\":\"", "\"d\":\"A"),
        jwk.replace("\"kty\"", "\"kty"),
        jwk.replace("EC", "RSA"),
        format!(r#"{{"kty":"oct","k":"{}"}}"#, "short-secret".repeat(2)),
        secret,
    ];
    let options = [
        "{}",
        r#"{"passphrase":"wrong horse"}"#,
        r#"{"passphrase":"correct horse","algorithm":"ES384"}"#,
        r#"{"algorithm":"HS512"}"#,
    ];
    let mut errors = 0;
    for text in texts.chain(others) {
        for options in options {
            let error = match import_with(&text, options) {
                Ok(key) => {
                    clean(&text, &format!("{key:?}{}", key.describe()));
                    continue;
                }
                Err(error) => error,
            };
            errors += 1;
            clean(&text, &format!("{error} {error:?}"));
        }
    }
    assert!(errors > 60, "only {errors}");
}

/// Nothing of a secret's length from the key's text stands in what is shown.
fn clean(key: &str, shown: &str) {
    assert!(!shown.contains("horse") && !shown.contains("short-secret"), "{shown}");
    let words = key.split(|c: char| !(c.is_ascii_alphanumeric() || "+/=_-".contains(c)));
    for word in words.filter(|word| word.len() >= 16 && !word.contains("----")) {
        for window in word.as_bytes().windows(12) {
            let window = core::str::from_utf8(window).unwrap();
            assert!(!shown.contains(window), "{window} in {shown}");
        }
    }
}
