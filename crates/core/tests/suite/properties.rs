//! What holds for any input.

use core::time::Duration;

use jotmint::jwt::{SignOptions, Signer, Verifier, VerifyOptions};
use jotmint::{Algorithm, ImportOptions, Key, KeySet, Rules, jws, jwt};
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use serde_json::Value;

use crate::keys::{der, file, signing, verifying};
use crate::tokens::{NOW, encoded};

/// JSON that survives a reading and writing: numbers are whole and small.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(6, 40, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            btree_map("\\PC*", inner, 0..6).prop_map(|map| map.into_iter().collect()),
        ]
    })
}

/// Claims that are not registered.
fn claims() -> impl Strategy<Value = Value> {
    btree_map("x\\PC*", json(), 0..6).prop_map(|map| map.into_iter().collect())
}

fn algorithm() -> impl Strategy<Value = Algorithm> {
    proptest::sample::select(Algorithm::ALL)
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..Default::default() }
}

proptest! {
    #![proptest_config(config(150))]

    #[test]
    fn what_is_signed_is_verified_and_the_same(claims in claims(), algorithm in algorithm()) {
        let options = SignOptions { algorithm: Some(algorithm), ..Default::default() };
        let payload = claims.to_string();
        let token = Signer::new(&signing(algorithm), &options).unwrap().sign(&payload, NOW).unwrap();
        let verifier = Verifier::new(&[verifying(algorithm)], &VerifyOptions::default()).unwrap();
        let verified = verifier.verify(&token, NOW).unwrap();
        prop_assert!(verified.payload.starts_with(&payload[..payload.len() - 1]));
        let mut read: Value = serde_json::from_str(&verified.payload).unwrap();
        prop_assert_eq!(read.as_object_mut().unwrap().remove("iat"), Some(Value::from(1_700_000_000)));
        prop_assert_eq!(read, claims);
    }

    /// The moment `maxAge` ends is still within it, and after the validity that is told.
    #[test]
    fn a_token_is_accepted_while_it_is_valid_and_no_longer(
        (exp, nbf, iat) in (option::of(0..40_u32), option::of(0..40_u32), option::of(0..40_u32)),
        (tolerance, max_age) in (0..10_u32, option::of(0..20_u32)),
        now in 0..80_u32,
    ) {
        // A token without `iat` has no age.
        let max_age = max_age.filter(|_| iat.is_some());
        let dates = [("exp", exp), ("nbf", nbf), ("iat", iat)];
        let claims: serde_json::Map<String, Value> = dates
            .iter()
            .filter_map(|(name, date)| date.map(|date| ((*name).to_owned(), date.into())))
            .collect();
        let options = VerifyOptions {
            clock_tolerance: Duration::from_secs(tolerance.into()),
            max_age: max_age.map(|age| Duration::from_secs(age.into())),
            ..Default::default()
        };
        let unstamped = SignOptions { no_timestamp: true, ..Default::default() };
        let signer = Signer::new(&signing(Algorithm::HS256), &unstamped).unwrap();
        let token = signer.sign(&Value::from(claims).to_string(), NOW).unwrap();
        let verifier = Verifier::new(&[verifying(Algorithm::HS256)], &options).unwrap();

        // Halves of a second, and both sides of every border.
        let now = f64::from(now) / 2.0;
        let accepted = verifier.verify(&token, now).is_ok();
        let validity = verifier.validity(exp.map(f64::from), nbf.map(f64::from), iat.map(f64::from));
        let last = max_age.zip(iat).map(|(age, iat)| f64::from(iat + age + tolerance));
        let ends_by_age = last == Some(now) && exp.is_none_or(|exp| now < f64::from(exp + tolerance));
        let valid = validity.from <= now && (now < validity.until || ends_by_age);
        prop_assert_eq!(accepted, valid);
    }

    #[test]
    fn any_bytes_are_signed_and_verified(bytes in vec(any::<u8>(), 0..300), algorithm in algorithm()) {
        let options = jws::JwsSignOptions { algorithm: Some(algorithm), ..Default::default() };
        let token = jws::sign(&bytes, &signing(algorithm), &options).unwrap();
        let checked = jws::verify(&token, &[verifying(algorithm)], &Default::default()).unwrap();
        prop_assert_eq!(&checked.payload, &bytes);
        prop_assert_eq!(jws::decode(&token).unwrap().payload, bytes);
    }

    #[test]
    fn a_token_with_one_other_character_is_refused(
        algorithm in algorithm(),
        place in any::<prop::sample::Index>(),
        other in proptest::char::range(' ', '~'),
    ) {
        let options = jws::JwsSignOptions { algorithm: Some(algorithm), ..Default::default() };
        let token = jws::sign(br#"{"sub":"bob"}"#, &signing(algorithm), &options).unwrap();
        let place = place.index(token.len());
        prop_assume!(!token[place..].starts_with(other));
        let changed = format!("{}{other}{}", &token[..place], &token[place + 1..]);
        let keys = [verifying(algorithm)];
        prop_assert!(jws::verify(&changed, &keys, &Default::default()).is_err(), "{}", changed);
        let longer = format!("{}{other}{}", &token[..place], &token[place..]);
        prop_assert!(jws::verify(&longer, &keys, &Default::default()).is_err(), "{}", longer);
        let shorter = format!("{}{}", &token[..place], &token[place + 1..]);
        prop_assert!(jws::verify(&shorter, &keys, &Default::default()).is_err(), "{}", shorter);
    }
}

proptest! {
    #![proptest_config(config(1000))]

    #[test]
    fn any_text_is_read_without_a_panic(text in ".*") {
        read_text(&text);
    }

    #[test]
    fn any_three_parts_are_read_without_a_panic(
        header in json(),
        payload in vec(any::<u8>(), 0..60),
        signature in vec(any::<u8>(), 0..80),
    ) {
        let token =
            [encoded(header.to_string()), encoded(payload), encoded(signature)].join(".");
        read_text(&token);
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..200)) {
        read_bytes(&bytes);
    }

    #[test]
    fn any_change_in_a_key_file_is_read_without_a_panic(
        name in proptest::sample::select(&[
            "rsa-1024.pem", "p256.pem", "ed25519.pem", "pss-sha256.pem", "certificate.pem",
            "encrypted.pem", "secp256k1.pem", "p256.pub.pem", "openssh-rsa.pem",
        ][..]),
        place in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<bool>(),
    ) {
        let pem = file(name);
        let mut der = der(&pem);
        let place = place.index(der.len());
        // Not so many iterations of a key derivation that it takes long.
        prop_assume!(name != "encrypted.pem" || !(40..90).contains(&place));
        der[place] = byte;
        if cut { der.truncate(place) }
        read_bytes(&der);
    }

    #[test]
    fn two_texts_never_hold_the_same_token(bytes in vec(any::<u8>(), 0..9), text in "[A-Za-z0-9_=+/ -]{0,12}") {
        let canonical = encoded(&bytes);
        let parts = |part: &str| jws::decode(&format!("e30.{part}.")).map(|parts| parts.payload);
        prop_assert_eq!(parts(&canonical), Ok(bytes));
        if let Ok(read) = parts(&text) {
            prop_assert_eq!(encoded(read), text);
        }
    }

    #[test]
    fn any_jwk_is_read_without_a_panic(
        kty in prop_oneof![Just("RSA"), Just("EC"), Just("OKP"), Just("oct"), Just("x")],
        crv in prop_oneof![Just("P-256"), Just("P-521"), Just("Ed25519"), Just("secp256k1")],
        members in btree_map("n|e|d|p|q|dp|dq|qi|x|y|k|alg|use|key_ops|kid", prop_oneof![json(), number()], 0..12),
    ) {
        let mut jwk: Value = members.into_iter().collect();
        jwk["kty"] = kty.into();
        jwk["crv"] = crv.into();
        read_text(&jwk.to_string());
        let _ = KeySet::from_jwks(&serde_json::json!({ "keys": [jwk] }).to_string());
    }
}

/// As a JWK has it.
fn number() -> impl Strategy<Value = Value> {
    prop_oneof![vec(any::<u8>(), 0..70), vec(any::<u8>(), 32..=32), vec(any::<u8>(), 66..=66)]
        .prop_map(|bytes| encoded(bytes).into())
}

fn read_text(text: &str) {
    let _ = jws::decode(text);
    let _ = jwt::decode(text);
    let _ = crate::tokens::verify(text);
    let pem = format!("-----BEGIN {text}");
    for options in import_options() {
        let _ = Key::from_text(text, &options);
        let _ = Key::from_text(&pem, &options);
    }
    let _ = SignOptions::from_json(text);
    let _ = VerifyOptions::from_json(text);
    let _ = ImportOptions::from_json(text);
    let _ = text.parse::<Rules>();
    let _ = text.parse::<Algorithm>();
}

fn read_bytes(bytes: &[u8]) {
    for options in import_options() {
        let Ok(key) = Key::from_bytes(bytes, &options) else { continue };
        let _ = (key.describe(), key.to_jwk(), key.to_pem(None), key.fingerprint());
        let _ = (key.thumbprint(), key.public_key());
    }
}

fn import_options() -> [ImportOptions; 2] {
    let passphrase = Some("correct horse".to_owned().into());
    let weak = ImportOptions {
        algorithm: Some(Algorithm::HS256),
        allow_weak_key: true,
        ..Default::default()
    };
    [ImportOptions { passphrase, allow_weak_key: true, ..Default::default() }, weak]
}
