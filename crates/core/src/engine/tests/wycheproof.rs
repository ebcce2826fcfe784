//! Project Wycheproof's bare signatures; its tokens are in `tests/suite/wycheproof.rs`.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::unhex;
use crate::engine::{Curve, EcPublicKey, Hash, Padding, RsaPublicKey};

macro_rules! vectors {
    ($file:literal) => {
        include_str!(concat!("../../../tests/vectors/wycheproof/", $file, "_test.json"))
    };
}

#[test]
fn ecdsa() {
    let files = [
        (Curve::P256, vectors!("ecdsa_secp256r1_sha256_p1363")),
        (Curve::P384, vectors!("ecdsa_secp384r1_sha384_p1363")),
        (Curve::P521, vectors!("ecdsa_secp521r1_sha512_p1363")),
        (Curve::Secp256k1, vectors!("ecdsa_secp256k1_sha256_p1363")),
    ];
    for (curve, vectors) in files {
        judge(vectors, |group, message, signature| {
            // SPKI ends with the point.
            let spki = unhex(text(group, "publicKeyDer"));
            let point = &spki[spki.len() - 1 - 2 * curve.coordinate_len()..];
            EcPublicKey::new(curve, point).unwrap().verify(message, signature)
        });
    }
}

#[test]
fn ed25519() {
    judge(vectors!("ed25519"), |group, message, signature| {
        let key = number(&group["publicKeyJwk"], "x");
        super::ed25519::verified(&key, message, signature)
    });
}

#[test]
fn rsa() {
    let files = [
        (Padding::Pkcs1, "keyJwk", vectors!("rsa_signature_2048_sha256")),
        (Padding::Pss, "publicKeyJwk", vectors!("rsa_pss_2048_sha256_mgf1_32")),
    ];
    for (padding, jwk, vectors) in files {
        judge(vectors, |group, message, signature| {
            let (n, e) = (number(&group[jwk], "n"), number(&group[jwk], "e"));
            let key = RsaPublicKey::new(&n, &e).unwrap();
            key.verify(padding, Hash::Sha256, message, signature)
        });
    }
}

fn judge(vectors: &str, verify: impl Fn(&Value, &[u8], &[u8]) -> bool) {
    let vectors: Value = serde_json::from_str(vectors).unwrap();
    let mut judged = 0;
    for group in vectors["testGroups"].as_array().unwrap() {
        for test in group["tests"].as_array().unwrap() {
            let (message, signature) = (unhex(text(test, "msg")), unhex(text(test, "sig")));
            let valid = verify(group, &message, &signature);
            let expected = text(test, "result");
            assert!(expected == "acceptable" || valid == (expected == "valid"), "{test}");
            judged += 1;
        }
    }
    assert_eq!(Some(judged), vectors["numberOfTests"].as_u64());
}

fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member].as_str().unwrap()
}

fn number(jwk: &Value, member: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text(jwk, member)).unwrap()
}
