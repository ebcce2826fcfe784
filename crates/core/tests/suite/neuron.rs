//! What Neuron would refuse is refused before it is signed, what it requires is filled in.

use jotmint::{Error, Key, Rules, jwt};
use serde_json::json;

use crate::keys::{file, import, import_with};
use crate::refusals::{check, row};
use crate::tokens::minted;

const NEURON: &str = r#"{"issuer":"ci-bot","expiresIn":"7d"}"#;

fn rsa() -> Key {
    import(&file("rsa.pem")).unwrap()
}

fn neuron(payload: &str, options: &str) -> Result<jwt::Decoded, Error> {
    minted(Rules::NEURON, &rsa(), payload, options)
}

#[test]
fn neuron_tokens_are_filled_in() {
    let token = neuron("{}", NEURON).unwrap();
    assert_eq!(token.header.text(), r#"{"alg":"RS256","typ":"JWT"}"#);
    assert_eq!(
        token.payload,
        r#"{"aud":"neuron","iss":"ci-bot","bodyEncode":0,"iat":1700000000,"exp":1700604800}"#
    );
    let token = neuron(r#"{"user":"bob"}"#, NEURON).unwrap();
    assert!(token.payload.starts_with(r#"{"user":"bob","aud":"neuron","iss":"ci-bot","#));
    for user in ["u".repeat(32), "é".repeat(16)] {
        assert!(neuron(&json!({ "user": user }).to_string(), NEURON).is_ok());
    }
    let largest = import(&file("rsa-5120.pem")).unwrap();
    assert!(minted(Rules::NEURON, &largest, "{}", NEURON).is_ok());
    assert!(Rules::NEURON.signer(&rsa(), NEURON).unwrap().warnings().is_empty());
}

#[test]
fn neuron_warns() {
    let warnings =
        |options: &str| Rules::NEURON.signer(&rsa(), options).unwrap().warnings().join("\n");
    for issuer in ["neuron", "neuron-ci"] {
        let said = warnings(&format!(r#"{{"issuer":"{issuer}","expiresIn":60}}"#));
        assert!(said.contains("logging in stops working"), "{said}");
    }
    let text = r#"{"issuer":"ci","expiresIn":60,"textDates":true}"#;
    assert!(warnings(text).contains("never lets the token expire"));
    assert_eq!(
        neuron("{}", text).unwrap().payload,
        r#"{"aud":"neuron","iss":"ci","bodyEncode":"0","iat":"1700000000","exp":"1700000060"}"#
    );
}

#[test]
fn neuron_refuses() {
    let with = |options: &str| neuron("{}", options);
    let payload = |payload: &str| neuron(payload, NEURON);
    let issuer = |issuer: &str| neuron("{}", &json!({"issuer":issuer,"expiresIn":60}).to_string());
    let key = |name: &str| minted(Rules::NEURON, &import(&file(name)).unwrap(), "{}", NEURON);
    let weak = import_with(&file("rsa-1024.pem"), r#"{"allowWeakKey":true}"#).unwrap();
    let long = json!({ "user": "u".repeat(33) }).to_string();
    let wide = json!({ "user": "é".repeat(17) }).to_string();
    check([
        row("no issuer", with(r#"{"expiresIn":60}"#), "ERR_OPTION_MISSING", "`issuer` is missing"),
        row("no expiry", with(r#"{"issuer":"ci"}"#), "ERR_OPTION_MISSING", "for ever"),
        row("issuer empty", issuer(""), "ERR_OPTION_INVALID", "`issuer` is an empty text"),
        row("a path", issuer("certs/ci"), "ERR_PROVIDER_ISSUER", "is a path"),
        row("a path", issuer("..\\ci"), "ERR_PROVIDER_ISSUER", "is a path"),
        row("a file", issuer("ci.pem"), "ERR_PROVIDER_ISSUER", "has the file's ending"),
        row("a file", issuer("ci.pub"), "ERR_PROVIDER_ISSUER", "has the file's ending"),
        row("a blank", issuer("ci "), "ERR_PROVIDER_ISSUER", "blanks"),
        row("a line break", issuer("c\ni"), "ERR_PROVIDER_ISSUER", "control characters"),
        row(
            "another aud",
            with(r#"{"issuer":"ci","expiresIn":60,"audience":"x"}"#),
            "ERR_OPTION_INVALID",
            "neuron",
        ),
        row(
            "no iat",
            with(r#"{"issuer":"ci","expiresIn":60,"noTimestamp":true}"#),
            "ERR_OPTION_UNKNOWN",
            "noTimestamp",
        ),
        row(
            "nbf",
            with(r#"{"issuer":"ci","expiresIn":60,"notBefore":60}"#),
            "ERR_OPTION_UNKNOWN",
            "notBefore",
        ),
        row("a long user", payload(&long), "ERR_PROVIDER_USER", "1 to 32 bytes; this one has 33"),
        row("in bytes", payload(&wide), "ERR_PROVIDER_USER", "this one has 34"),
        row("no user", payload(r#"{"user":""}"#), "ERR_PROVIDER_USER", "this one has 0"),
        row(
            "user a number",
            payload(r#"{"user":1}"#),
            "ERR_PROVIDER_ENTRY",
            "`user` holds a number",
        ),
        row(
            "another claim",
            payload(r#"{"role":"admin"}"#),
            "ERR_PROVIDER_CLAIM",
            "`user` is the only claim",
        ),
        row("exp", payload(r#"{"exp":1}"#), "ERR_PROVIDER_CLAIM", "the rest are options"),
        row(
            "RSA-5128",
            key("rsa-5128.pem"),
            "ERR_PROVIDER_KEY_SIZE",
            "2048 to 5120 bits; this one has 5128",
        ),
        row(
            "RSA-1024",
            minted(Rules::NEURON, &weak, "{}", NEURON),
            "ERR_PROVIDER_KEY_SIZE",
            "this one has 1024",
        ),
        row(
            "an EC key",
            key("p256.pem"),
            "ERR_PROVIDER_ALGORITHM",
            "Neuron does not take ES256; it takes RS256",
        ),
        row(
            "RS384",
            with(r#"{"issuer":"ci","expiresIn":60,"algorithm":"RS384"}"#),
            "ERR_PROVIDER_ALGORITHM",
            "RS384",
        ),
        row("a public key", key("rsa.pub.pem"), "ERR_KEY_KIND", "signing needs a private key"),
    ]);
}
