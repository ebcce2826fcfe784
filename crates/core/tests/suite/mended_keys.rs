//! Keys that are not quite right and are taken: mended in reading, weak and allowed, restricted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jotmint::jws;
use jotmint::{Algorithm, ImportOptions, Key};
use serde_json::Value;

use crate::keys::{file, import, import_with, verifier_of};

#[test]
fn pem_is_read_as_people_have_it() {
    let pem = file("rsa.pem");
    let thumbprint = import(&pem).unwrap().thumbprint().unwrap();
    let jwk = import(&pem).unwrap().to_jwk().unwrap();
    let indented: String = pem.lines().map(|line| format!("    {line}\n")).collect();
    let cases = [
        ("as it should be", pem.clone(), None),
        ("escaped", pem.replace('\n', "\\n"), Some("line breaks were written out as \\n")),
        (
            "escaped, CR LF",
            pem.replace('\n', "\\r\\n"),
            Some("line breaks were written out as \\n"),
        ),
        ("blanks", pem.replace('\n', " "), Some("its line breaks were lost")),
        ("one line", pem.replace('\n', ""), Some("its line breaks were lost")),
        ("no end", pem.split("-----END").next().unwrap().into(), Some("the END line was missing")),
        ("CR LF", pem.replace('\n', "\r\n"), Some("its lines ended in CR LF")),
        ("quoted", format!("\"{pem}\""), Some("it was in quotes")),
        ("in single quotes", format!("'{pem}'"), Some("it was in quotes")),
        ("a byte-order mark", format!("\u{feff}{pem}"), Some("a byte-order mark stood before it")),
        ("indented", indented, Some("its lines were indented")),
        ("base64", STANDARD.encode(&pem), Some("it was base64 of a whole PEM")),
        ("base64 in lines", lines(&STANDARD.encode(&pem)), Some("it was base64 of a whole PEM")),
        ("base64 of a JWK", STANDARD.encode(jwk), Some("it was base64 of a whole JWK")),
        ("its body", body(&pem), Some("it was base64 without a PEM's first and last line")),
        (
            "its body in one line and quotes",
            format!("\"{}\"", body(&pem).replace('\n', "")),
            Some("it was base64 without a PEM's first and last line"),
        ),
        ("text before", format!("Bag Attributes\n  friendlyName: x\n{pem}"), None),
        ("another label", pem.replace("PRIVATE KEY", "EC PRIVATE KEY"), None),
    ];
    for (what, text, repair) in cases {
        let key = import(&text).unwrap_or_else(|error| panic!("{what}: {error}"));
        assert_eq!(key.thumbprint().unwrap(), thumbprint, "{what}");
        assert_eq!(key.repairs(), repair.as_slice(), "{what}");
        let bytes = Key::from_bytes(text.as_bytes(), &ImportOptions::default()).unwrap();
        assert_eq!(bytes.thumbprint().unwrap(), thumbprint, "{what}, as bytes");
    }
}

#[test]
fn several_mistakes_at_once_are_all_named() {
    let pem = file("p256.pem");
    let text = format!("\u{feff}\"{}\"", pem.replace('\n', "\\r\\n"));
    let key = import(&text).unwrap();
    assert_eq!(
        key.repairs(),
        [
            "a byte-order mark stood before it",
            "it was in quotes",
            "line breaks were written out as \\n"
        ]
    );
    let key = import(&STANDARD.encode(pem.replace('\n', " "))).unwrap();
    assert_eq!(key.repairs(), ["it was base64 of a whole PEM", "its line breaks were lost"]);
}

#[test]
fn every_form_is_read_without_its_first_and_last_line() {
    let names = [
        "rsa.pem",
        "rsa.pub.pem",
        "p256.pem",
        "p256.pub.pem",
        "p384.pem",
        "secp256k1.pem",
        "ed25519.pem",
    ];
    for name in names {
        let pem = file(name);
        let (whole, bare) = (import(&pem).unwrap(), import(&body(&pem)).unwrap());
        assert_eq!(bare.thumbprint(), whole.thumbprint(), "{name}");
        assert_eq!(bare.kind(), whole.kind(), "{name}");
    }
    let options = r#"{"passphrase":"correct horse"}"#;
    assert!(import_with(&body(&file("encrypted.pem")), options).is_ok());
}

#[test]
fn base64_that_is_no_key_may_be_a_secret() {
    let hs256 = r#"{"algorithm":"HS256"}"#;
    for bytes in [[7; 48], [0x30; 48]] {
        let secret = import_with(&STANDARD.encode(bytes), hs256).unwrap();
        assert_eq!((secret.bits(), secret.repairs().len()), (64 * 8, 0));
    }
    for name in ["rsa.pem", "p256.pub.pem"] {
        for key in [STANDARD.encode(file(name)), body(&file(name))] {
            let refused = import_with(&key, hs256).unwrap_err();
            assert_eq!(refused.code().as_str(), "ERR_KEY_NOT_A_SECRET", "{name}");
        }
    }
}

/// What stands between the first and the last line.
fn body(pem: &str) -> String {
    let lines: Vec<&str> = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    lines.join("\n")
}

/// As a program that wraps base64 writes it.
fn lines(base64: &str) -> String {
    base64.as_bytes().chunks(76).map(|line| format!("{}\n", line.escape_ascii())).collect()
}

#[test]
fn weak_keys_are_taken_where_the_caller_says_so() {
    let rsa = import_with(&file("rsa-1024.pem"), r#"{"allowWeakKey":true}"#).unwrap();
    // SHA-512, its salt and two bytes do not fit into 1024 bits (RFC 8017 section 9.1.1).
    let names: Vec<&str> = rsa.algorithms().iter().map(|algorithm| algorithm.name()).collect();
    assert_eq!(names, ["RS256", "RS384", "RS512", "PS256", "PS384"]);
    let secret = import_with("s", r#"{"algorithm":"HS512","allowWeakKey":true}"#).unwrap();
    for key in [rsa, secret] {
        for algorithm in key.algorithms() {
            let options = jws::JwsSignOptions { algorithm: Some(algorithm), ..Default::default() };
            let token = jws::sign(b"x", &key, &options).unwrap();
            assert!(jws::verify(&token, &[verifier_of(&key)], &Default::default()).is_ok());
        }
    }
}

#[test]
fn pss_keys_sign_with_pss_alone() {
    let cases: [(&str, &[Algorithm]); 3] = [
        ("pss.pem", &[Algorithm::PS256, Algorithm::PS384, Algorithm::PS512]),
        ("pss-sha256.pem", &[Algorithm::PS256]),
        ("pss-sha512.pem", &[Algorithm::PS512]),
    ];
    for (name, algorithms) in cases {
        let key = import(&file(name)).unwrap();
        assert_eq!(key.algorithms(), algorithms, "{name}");
        assert_eq!(key.public_key().unwrap().algorithms(), algorithms, "{name}");
        let again = import(&key.to_pem(None).unwrap()).unwrap();
        assert_eq!(again.algorithms(), algorithms, "{name}");
        for algorithm in Algorithm::ALL {
            let options = jws::JwsSignOptions { algorithm: Some(*algorithm), ..Default::default() };
            let signed = jws::sign(b"x", &key, &options);
            assert_eq!(signed.is_ok(), algorithms.contains(algorithm), "{name} {algorithm}");
            if let Err(error) = signed {
                assert_eq!(error.code().as_str(), "ERR_KEY_TYPE");
                assert!(error.to_string().contains("PSS alone"), "{error}");
            }
        }
    }
}

#[test]
fn ed25519_goes_by_both_names() {
    let key = import(&file("ed25519.pem")).unwrap();
    for (name, other) in [("EdDSA", "Ed25519"), ("Ed25519", "EdDSA")] {
        let options = jws::JwsSignOptions::from_json(&format!(r#"{{"algorithm":"{name}"}}"#));
        let token = jws::sign(b"x", &key, &options.unwrap()).unwrap();
        assert!(jws::decode(&token).unwrap().header.text().contains(&format!("\"{name}\"")));
        // Whichever name the key was read with, it takes both.
        let named = import_with(&file("ed25519.pem"), &format!(r#"{{"algorithm":"{other}"}}"#));
        let public = named.unwrap().public_key().unwrap();
        assert!(jws::verify(&token, std::slice::from_ref(&public), &Default::default()).is_ok());
        let narrowed =
            jws::JwsVerifyOptions::from_json(&format!(r#"{{"algorithms":["{other}"]}}"#));
        let refused = jws::verify(&token, &[public], &narrowed.unwrap()).unwrap_err();
        assert_eq!(refused.code().as_str(), "ERR_ALG_NOT_ALLOWED");
    }
}

#[test]
fn a_jwk_keeps_its_name_and_algorithm() {
    let jwk: Value =
        serde_json::from_str(&import(&file("p256.pem")).unwrap().to_jwk().unwrap()).unwrap();
    let mut jwk = jwk;
    jwk["kid"] = "key-1".into();
    jwk["alg"] = "ES256".into();
    jwk["use"] = "sig".into();
    jwk["key_ops"] = serde_json::json!(["sign"]);
    let key = import(&jwk.to_string()).unwrap();
    assert_eq!(key.keyid(), Some("key-1"));
    let public = key.public_key().unwrap();
    assert_eq!(public.keyid(), Some("key-1"));
    let token = jws::sign(b"x", &key, &Default::default()).unwrap();
    assert_eq!(jws::decode(&token).unwrap().header.text(), r#"{"alg":"ES256","kid":"key-1"}"#);
    assert!(jws::verify(&token, &[public], &Default::default()).is_ok());
    let renamed = import_with(&jwk.to_string(), r#"{"keyid":"key-2"}"#).unwrap();
    assert_eq!(renamed.keyid(), Some("key-2"));
}

#[test]
fn a_set_keeps_what_it_can_use() {
    let public = import(&file("p256.pub.pem")).unwrap().to_jwk().unwrap();
    let set = format!(
        r#"{{"keys":[{{"kty":"OKP","crv":"X25519","x":"AA"}},{public},{{"kty":"new"}},
            {{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}}]}}"#
    );
    let set = jotmint::KeySet::from_jwks(&set).unwrap();
    assert_eq!(set.keys().len(), 1);
    assert_eq!(set.keys()[0].algorithms(), [Algorithm::ES256]);
}
