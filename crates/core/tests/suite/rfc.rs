//! Signatures, thumbprints and a fingerprint that others published.

use jotmint::{Algorithm, ImportOptions, Key, jws, jwt};
use serde_json::Value;

use crate::keys::{import, import_with, verifier_of};
use crate::vectors::{self, Vector, list, text};

const FILES: [&str; 5] =
    ["rfc7515.json", "rfc7520.json", "rfc8037.json", "es256k.json", "rfc9864.json"];

fn all() -> impl Iterator<Item = Vector> {
    FILES.into_iter().flat_map(vectors::signed)
}

#[test]
fn published_signatures_are_verified() {
    let mut algorithms: Vec<String> = Vec::new();
    for vector in all().filter(|vector| vector.valid) {
        let key = verifier_of(&import(vector.jwk.as_deref().unwrap()).unwrap());
        let checked = jws::verify(&vector.token, &[key], &jws::JwsVerifyOptions::default())
            .unwrap_or_else(|error| panic!("{}: {error}", vector.name));
        assert_eq!(checked.header.text(), vector.header, "{}", vector.name);
        assert_eq!(checked.payload, vector.payload.as_bytes(), "{}", vector.name);
        algorithms.push(vector.alg);
    }
    algorithms.sort_unstable();
    algorithms.dedup();
    let published = ["ES256", "ES256K", "ES512", "Ed25519", "EdDSA", "HS256", "PS384", "RS256"];
    assert_eq!(algorithms, published);
}

#[test]
fn the_unsigned_example_is_refused() {
    let unsigned: Vec<Vector> = all().filter(|vector| !vector.valid).collect();
    assert_eq!(unsigned.len(), 1);
    for algorithm in [Algorithm::HS256, Algorithm::RS256, Algorithm::ES256] {
        let key = crate::keys::verifying(algorithm);
        let refused = jws::verify(&unsigned[0].token, &[key], &Default::default()).unwrap_err();
        assert_eq!(refused.code().as_str(), "ERR_ALG_NONE");
    }
}

#[test]
fn deterministic_signatures_are_made_anew() {
    let mut same = Vec::new();
    // AWS-LC draws its nonces.
    let repeats =
        |vector: &Vector| vector.deterministic || (vector.rfc6979 && !cfg!(feature = "aws-lc-rs"));
    for vector in all().filter(|vector| vector.valid && repeats(vector)) {
        let options = jws::JwsSignOptions {
            algorithm: Some(vector.alg.parse().unwrap()),
            header: Some(vector.header.clone()),
            ..Default::default()
        };
        // The header's `kid` is the vector's business, not the key's.
        let jwk = without("kid", vector.jwk.as_deref().unwrap());
        let made = jws::sign(vector.payload.as_bytes(), &import(&jwk).unwrap(), &options).unwrap();
        if made.split('.').next() == vector.token.split('.').next() {
            assert_eq!(made, vector.token, "{}", vector.name);
            same.push(vector.name);
        }
    }
    // Of the others, the header is one this library does not write: line breaks, `typ` first.
    let deterministic = [
        "RFC 7515 appendix A.2",
        "RFC 7520 section 4.1",
        "RFC 7520 section 4.4",
        "RFC 8037 appendix A.4 (signing) and A.5 (validation)",
        "erlang-jose JOSE.JWS Ed25519",
        "cjose Ed25519 with the key and payload of RFC 8037",
    ];
    for name in deterministic {
        assert!(same.iter().any(|own| own.starts_with(name)), "{name} not in {same:?}");
    }
}

fn without(member: &str, jwk: &str) -> String {
    let mut jwk: Value = serde_json::from_str(jwk).unwrap();
    jwk.as_object_mut().unwrap().remove(member);
    jwk.to_string()
}

#[test]
fn thumbprints_are_those_published() {
    let file = vectors::read("rfc7638.json");
    let vectors = list(&file["vectors"]);
    for vector in vectors {
        // What a key is for does not count; some are for encryption.
        let jwk = without("alg", &without("use", &vector["jwk"].to_string()));
        let key = import_with(&jwk, r#"{"allowWeakKey":true}"#);
        let key = key.unwrap_or_else(|error| panic!("{}: {error}", vector["name"]));
        assert_eq!(key.thumbprint().unwrap(), text(vector, "sha256"), "{}", vector["name"]);
    }
    assert!(vectors.len() >= 10);
}

#[test]
fn ed25519_keys_of_rfc_8037_are_read_and_written() {
    let file = vectors::read("rfc8037.json");
    let private = import(&file["private_jwk"]["jwk"].to_string()).unwrap();
    let public = import(&file["public_jwk"]["jwk"].to_string()).unwrap();
    assert_eq!(private.thumbprint().unwrap(), text(&file["thumbprint"], "sha256"));
    for (key, published) in [(&private, "private_jwk"), (&public, "public_jwk")] {
        let written: Value = serde_json::from_str(&key.to_jwk().unwrap()).unwrap();
        assert_eq!(written, file[published]["jwk"]);
    }
    assert_eq!(private.public_key().unwrap().to_jwk().unwrap(), public.to_jwk().unwrap());
}

#[test]
fn infuras_example_key_has_its_fingerprint() {
    let file = vectors::read("seed.json");
    let published = &file["public_key"];
    for form in ["pem", "pem_as_published"] {
        let key = import(text(published, form)).unwrap();
        assert_eq!(key.fingerprint().unwrap(), text(published, "fingerprint"));
        assert_eq!(key.fingerprint().unwrap(), "XNovFHIwFgboJsEoOjh0UtFu1cDZ458DKYqZf2r5B7k=");
        assert!(key.repairs().is_empty());
    }
}

#[test]
fn infuras_example_tokens_are_decoded_and_not_verified() {
    let file = vectors::read("seed.json");
    let key = Key::from_text(text(&file["public_key"], "pem"), &ImportOptions::default()).unwrap();
    let verifier = jwt::Verifier::new(&[key], &jwt::VerifyOptions::default()).unwrap();
    let tokens = list(&file["tokens"]);
    assert_eq!(tokens.len(), 2);
    for vector in tokens {
        let decoded = jwt::decode(text(vector, "token")).unwrap();
        assert_eq!(decoded.header.text(), text(vector, "header"));
        assert_eq!(decoded.payload, text(vector, "payload"));
        assert_eq!(decoded.signature.len(), 256);
        let refused = verifier.verify(text(vector, "token"), 1_700_000_000.0).unwrap_err();
        assert_eq!(refused.code().as_str(), "ERR_SIGNATURE_INVALID");
    }
}
