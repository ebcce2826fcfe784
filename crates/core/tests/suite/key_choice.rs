//! Which key of several a token is checked with.

use jotmint::{Algorithm, GenerateOptions, Key, jws};

use crate::refusals::{check, row};

fn key(keyid: Option<&str>) -> Key {
    let options = GenerateOptions { keyid: keyid.map(str::to_owned), ..Default::default() };
    Key::generate(Algorithm::ES256, &options).unwrap()
}

fn token(key: &Key, keyid: Option<&str>) -> String {
    let options = jws::JwsSignOptions { keyid: keyid.map(str::to_owned), ..Default::default() };
    jws::sign(b"x", key, &options).unwrap()
}

fn signer(token: &str, keys: &[&Key]) -> Result<usize, jotmint::Error> {
    let public: Vec<Key> = keys.iter().map(|key| key.public_key().unwrap()).collect();
    jws::verify(token, &public, &Default::default()).map(|checked| checked.key)
}

#[test]
fn of_several_the_one_with_the_tokens_kid_is_taken() {
    let (a, b, plain) = (key(Some("a")), key(Some("b")), key(None));
    assert_eq!(signer(&token(&a, None), &[&a, &b, &plain]), Ok(0));
    assert_eq!(signer(&token(&b, None), &[&a, &b, &plain]), Ok(1));
    // One without a key ID may be any.
    assert_eq!(signer(&token(&plain, Some("c")), &[&a, &b, &plain]), Ok(2));
    // A token without a kid is tried with all.
    assert_eq!(signer(&token(&plain, None), &[&a, &b, &plain]), Ok(2));
    check([
        row(
            "another's kid",
            signer(&token(&a, Some("b")), &[&a, &b]),
            "ERR_SIGNATURE_INVALID",
            "not valid",
        ),
        row(
            "unknown",
            signer(&token(&a, Some("c")), &[&a, &b]),
            "ERR_KEY_NOT_FOUND",
            "its `kid` is \"c\"",
        ),
        row(
            "in another case",
            signer(&token(&a, Some("A")), &[&a, &b]),
            "ERR_KEY_NOT_FOUND",
            "\"A\"",
        ),
        row(
            "nobody's",
            signer(&token(&key(None), None), &[&a, &b]),
            "ERR_SIGNATURE_INVALID",
            "not valid",
        ),
    ]);
}

#[test]
fn a_single_key_is_tried_whatever_its_name() {
    let a = key(Some("a"));
    assert_eq!(signer(&token(&a, Some("b")), &[&a]), Ok(0));
}

#[test]
fn keys_of_one_name_are_all_tried() {
    let (one, two) = (key(Some("a")), key(Some("a")));
    assert_eq!(signer(&token(&one, None), &[&one, &two]), Ok(0));
    assert_eq!(signer(&token(&two, None), &[&one, &two]), Ok(1));
}

#[test]
fn a_kid_does_not_lend_a_key_another_algorithm() {
    let ec = key(Some("a"));
    let secret = crate::keys::signing(Algorithm::HS256);
    let hs256 = token(&secret, Some("a"));
    let keys = [ec.public_key().unwrap(), secret];
    let refused = jws::verify(&hs256, &keys, &Default::default());
    check([row("HS256", refused, "ERR_ALG_MISMATCH", "is HS256; the key is for ES256")]);
}

#[test]
fn keys_that_are_not_for_the_allowed_algorithms_are_left_out() {
    let (a, b) = (key(None), Key::generate(Algorithm::EDDSA, &Default::default()).unwrap());
    let public = [a.public_key().unwrap(), b.public_key().unwrap()];
    let options = jws::JwsVerifyOptions::from_json(r#"{"algorithms":["EdDSA"]}"#).unwrap();
    assert_eq!(jws::verify(&token(&b, None), &public, &options).unwrap().key, 1);
    check([row(
        "ES256",
        jws::verify(&token(&a, None), &public, &options),
        "ERR_ALG_NOT_ALLOWED",
        "EdDSA",
    )]);
}
