//! Keys that are read and do not fit: the kind, type, curve, size or use is another, the numbers
//! make no key, a key is given as a secret.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotmint::jwt::{SignOptions, Signer, Verifier, VerifyOptions};
use jotmint::{Algorithm, Error, GenerateOptions, ImportOptions, Key, KeyFormat};
use serde_json::{Value, json};

use crate::keys::{file, import, import_with};
use crate::refusals::{check, row};

fn for_algorithm(algorithm: &str, text: &str) -> Result<Key, Error> {
    import_with(text, &json!({ "algorithm": algorithm }).to_string())
}

/// A key of `../keys` as a JWK, with some of its members changed.
fn jwk(name: &str, changes: Value) -> String {
    let mut jwk: Value =
        serde_json::from_str(&import(&file(name)).unwrap().to_jwk().unwrap()).unwrap();
    for (member, value) in changes.as_object().unwrap() {
        jwk[member] = value.clone();
    }
    jwk.to_string()
}

fn sign(key: &Key, options: &str) -> Result<(), Error> {
    Signer::new(key, &SignOptions::from_json(options)?).map(drop)
}

fn verify(key: &Key, options: &str) -> Result<(), Error> {
    Verifier::new(std::slice::from_ref(key), &VerifyOptions::from_json(options)?).map(drop)
}

#[test]
fn another_kind_of_key_than_is_needed() {
    let private = import(&file("rsa.pem")).unwrap();
    let public = import(&file("rsa.pub.pem")).unwrap();
    let certificate = import(&file("certificate.pem")).unwrap();
    let secret = Key::generate_secret(Algorithm::HS256).unwrap();
    check([
        row(
            "to sign",
            sign(&public, "{}"),
            "ERR_KEY_KIND",
            "a public key; signing needs a private",
        ),
        row("certificate", sign(&certificate, "{}"), "ERR_KEY_KIND", "a certificate holds only"),
        row("to verify", verify(&private, "{}"), "ERR_KEY_KIND", "a private key; verifying needs"),
        row("half a secret", secret.public_key(), "ERR_KEY_KIND", "a secret has no public half"),
        row("its fingerprint", secret.fingerprint(), "ERR_KEY_KIND", "a secret has no public half"),
        row("secret as PEM", secret.to_pem(None), "ERR_KEY_EXPORT", "it can as jwk"),
        row(
            "RSA as SEC1",
            private.to_der(Some(KeyFormat::Sec1)),
            "ERR_KEY_EXPORT",
            "cannot be written as sec1; it can as pkcs8, pkcs1 or jwk",
        ),
        row("no format", "pem".parse::<KeyFormat>(), "ERR_OPTION_INVALID", "pkcs8, pkcs1, sec1"),
    ]);
}

#[test]
fn another_type_curve_or_use_than_the_algorithm_needs() {
    let [p256, p384, k1] = ["p256.pem", "p384.pem", "secp256k1.pem"].map(file);
    let [rsa, ed25519] = ["rsa.pem", "ed25519.pem"].map(file);
    let es256 = r#"{"algorithm":"ES256"}"#;
    let key = |text: &str| import(text).unwrap();
    let bound = |changes| import(&jwk("rsa.pem", changes)).unwrap();
    check([
        row(
            "P-384",
            for_algorithm("ES256", &p384),
            "ERR_KEY_CURVE",
            "P-384; that key is for ES384",
        ),
        row("secp256k1", for_algorithm("ES256", &k1), "ERR_KEY_CURVE", "that key is for ES256K"),
        row("P-256", for_algorithm("ES256K", &p256), "ERR_KEY_CURVE", "that key is for ES256."),
        row("signing", sign(&key(&p384), es256), "ERR_KEY_CURVE", "P-384"),
        row(
            "EC",
            for_algorithm("RS256", &p256),
            "ERR_KEY_TYPE",
            "an EC key on P-256; that key is for ES256",
        ),
        row(
            "RSA",
            for_algorithm("ES256", &rsa),
            "ERR_KEY_TYPE",
            "an RSA key; that key is for RS256, ",
        ),
        row("Ed25519", for_algorithm("ES256", &ed25519), "ERR_KEY_TYPE", "for EdDSA or Ed25519"),
        row(
            "as a secret",
            sign(&key(&rsa), r#"{"algorithm":"HS256"}"#),
            "ERR_KEY_TYPE",
            "an RSA key",
        ),
        row(
            "verifying",
            verify(&key(&file("rsa.pub.pem")), r#"{"algorithms":["ES256"]}"#),
            "ERR_KEY_TYPE",
            "an RSA key",
        ),
        row(
            "a JWK's alg",
            import(&jwk("rsa.pem", json!({"alg":"HS256"}))),
            "ERR_KEY_TYPE",
            "HS256",
        ),
        row(
            "alg of another use",
            import(&jwk("rsa.pem", json!({"alg":"RSA-OAEP"}))),
            "ERR_KEY_USE",
            "`alg` is \"RSA-OAEP\"",
        ),
        row(
            "use",
            import(&jwk("rsa.pem", json!({"use":"enc"}))),
            "ERR_KEY_USE",
            "`use` is \"enc\"",
        ),
        row(
            "bound",
            sign(&bound(json!({"alg":"RS384"})), r#"{"algorithm":"PS256"}"#),
            "ERR_KEY_USE",
            "`alg` is RS384",
        ),
        row(
            "key_ops",
            sign(&bound(json!({"key_ops":["verify","wrapKey"]})), "{}"),
            "ERR_KEY_USE",
            "`key_ops` is",
        ),
        row(
            "key_ops a text",
            import(&jwk("rsa.pem", json!({"key_ops":"sign"}))),
            "ERR_KEY_JWK",
            "`key_ops` is not a list",
        ),
        row(
            "pair for HS256",
            Key::generate(Algorithm::HS256, &GenerateOptions::default()),
            "ERR_OPTION_INVALID",
            "generateSecret",
        ),
        row(
            "secret for ES256",
            Key::generate_secret(Algorithm::ES256),
            "ERR_OPTION_INVALID",
            "generateKeyPair",
        ),
    ]);
}

#[test]
fn keys_that_are_too_small_or_too_large() {
    let secret = |length: usize, algorithm: &str| for_algorithm(algorithm, &"s".repeat(length));
    let modulus = |bits: usize| URL_SAFE_NO_PAD.encode(vec![0xff; bits / 8]);
    let rsa = |bits: usize| json!({"kty":"RSA","n":modulus(bits),"e":"AQAB"}).to_string();
    let weak = r#"{"allowWeakKey":true}"#;
    let size = |length: usize| Some(length);
    let made = |length| {
        let options = GenerateOptions { modulus_length: size(length), ..Default::default() };
        Key::generate(Algorithm::RS256, &options)
    };
    check([
        row(
            "RSA-1024",
            import(&file("rsa-1024.pem")),
            "ERR_KEY_TOO_SMALL",
            "1024 bits; at least 2048",
        ),
        row("RSA-2040", import(&rsa(2040)), "ERR_KEY_TOO_SMALL", "2040 bits; at least 2048"),
        row("RSA-1016", import_with(&rsa(1016), weak), "ERR_KEY_TOO_SMALL", "at least 1024"),
        row("RSA-8200", import(&rsa(8200)), "ERR_KEY_TOO_LARGE", "8200 bits; at most 8192"),
        row(
            "31 bytes",
            secret(31, "HS256"),
            "ERR_KEY_TOO_SMALL",
            "HS256 has 248 bits; at least 256",
        ),
        row(
            "47 bytes",
            secret(47, "HS384"),
            "ERR_KEY_TOO_SMALL",
            "HS384 has 376 bits; at least 384",
        ),
        row(
            "63 bytes",
            secret(63, "HS512"),
            "ERR_KEY_TOO_SMALL",
            "HS512 has 504 bits; at least 512",
        ),
        row("a byte", import(r#"{"kty":"oct","k":"AA"}"#), "ERR_KEY_TOO_SMALL", "8 bits"),
        row("made: 1024", made(1024), "ERR_OPTION_INVALID", "2048, 3072 or 4096"),
        row("made: 2049", made(2049), "ERR_OPTION_INVALID", "2048, 3072 or 4096"),
    ]);
    for (length, algorithm) in [(32, "HS256"), (48, "HS384"), (64, "HS512")] {
        assert!(secret(length, algorithm).is_ok());
    }
    assert_eq!(import(&rsa(8192)).unwrap().bits(), 8192);
}

#[test]
fn numbers_that_make_no_key() {
    let other = jwk("p256.pem", json!({}));
    let other: Value = serde_json::from_str(&other).unwrap();
    let swapped = json!({"x": other["y"], "y": other["x"]});
    let zero = "A".repeat(43);
    let small_order = json!({"kty":"OKP","crv":"Ed25519","x":zero}).to_string();
    let pair = Key::generate(Algorithm::EDDSA, &GenerateOptions::default()).unwrap();
    let pair: Value = serde_json::from_str(&pair.to_jwk().unwrap()).unwrap();
    let p384 = jwk("p384.pem", json!({}));
    let compressed = file("p256-compressed.pub.pem");
    check([
        row(
            "off the curve",
            import(&jwk("p256.pem", swapped)),
            "ERR_KEY_INVALID",
            "not on its curve",
        ),
        row(
            "of two keys",
            import(&jwk("p256.pem", json!({"d": "AAAA".repeat(10) + "AAE"}))),
            "ERR_KEY_INVALID",
            "do not belong together",
        ),
        row(
            "d = 0",
            import(&jwk("p256.pem", json!({"d": zero}))),
            "ERR_KEY_INVALID",
            "do not belong together",
        ),
        row("compressed", import(&compressed), "ERR_KEY_UNSUPPORTED", "-conv_form uncompressed"),
        row(
            "another curve",
            import(&p384.replace("P-384", "P-256")),
            "ERR_KEY_JWK",
            "`x` does not have the length",
        ),
        row(
            "short d",
            import(&jwk("p256.pem", json!({"d": "AQ"}))),
            "ERR_KEY_JWK",
            "`d` does not have the length",
        ),
        row(
            "padded",
            import(&jwk("p256.pem", json!({"d": "AQ=="}))),
            "ERR_KEY_JWK",
            "`d` is not base64url",
        ),
        row(
            "a number",
            import(&jwk("p256.pem", json!({"d": 1}))),
            "ERR_KEY_JWK",
            "`d` is not a text",
        ),
        row("no point", import(r#"{"kty":"EC","crv":"P-256"}"#), "ERR_KEY_JWK", "`x` is missing"),
        row("small order", import(&small_order), "ERR_KEY_INVALID", "no safe point"),
        row(
            "Ed25519 of two",
            import(&jwk("ed25519.pem", json!({"x": pair["x"]}))),
            "ERR_KEY_INVALID",
            "do not belong together",
        ),
        row(
            "e = 1",
            import(&jwk("rsa.pub.pem", json!({"e":"AQ"}))),
            "ERR_KEY_INVALID",
            "exponent is even or 1",
        ),
        row(
            "e even",
            import(&jwk("rsa.pub.pem", json!({"e":"AQAA"}))),
            "ERR_KEY_INVALID",
            "exponent is even or 1",
        ),
        row(
            "e large",
            import(&jwk("rsa.pub.pem", json!({"e":"_____w8"}))),
            "ERR_KEY_INVALID",
            "more than 33 bits",
        ),
        row(
            "d of another",
            import(&jwk("rsa.pem", json!({"d": "AQAB".repeat(85)}))),
            "ERR_KEY_INVALID",
            "do not fit each other",
        ),
        row(
            "dp of another",
            import(&jwk("rsa.pem", json!({"dp": "AQAB".repeat(42)}))),
            "ERR_KEY_INVALID",
            "do not fit each other",
        ),
        row(
            "no primes",
            import(r#"{"kty":"RSA","n":"AQAB","e":"AQAB","d":"AQAB"}"#),
            "ERR_KEY_JWK",
            "`p` is missing",
        ),
        row(
            "three primes",
            import(&jwk("rsa.pem", json!({"oth":[]}))),
            "ERR_KEY_JWK",
            "more than two primes",
        ),
    ]);
}

#[test]
fn a_key_is_never_a_secret() {
    let hs256 = ImportOptions { algorithm: Some(Algorithm::HS256), ..Default::default() };
    let pem = file("rsa.pub.pem");
    let jwk = jwk("rsa.pub.pem", json!({}));
    let escaped = pem.replace('\n', "\\n");
    check([
        row("PEM", Key::from_text(&pem, &hs256), "ERR_KEY_NOT_A_SECRET", "a PEM is never a secret"),
        row("escaped", Key::from_text(&escaped, &hs256), "ERR_KEY_NOT_A_SECRET", "never a secret"),
        row("as bytes", Key::from_bytes(pem.as_bytes(), &hs256), "ERR_KEY_NOT_A_SECRET", "never"),
        row(
            "as a secret",
            Key::from_secret(pem.as_bytes(), &hs256),
            "ERR_KEY_NOT_A_SECRET",
            "never",
        ),
        row(
            "JWK",
            Key::from_text(&jwk, &hs256),
            "ERR_KEY_TYPE",
            "HS256 cannot be used with an RSA key",
        ),
        row("JWK as bytes", Key::from_bytes(jwk.as_bytes(), &hs256), "ERR_KEY_TYPE", "an RSA key"),
    ]);
    let mixed = r#"{"algorithms":["HS256","RS256"]}"#;
    check([row(
        "a text for both",
        import_with(&"s".repeat(40), mixed),
        "ERR_KEY_FORMAT",
        "a text",
    )]);
    assert!(import_with(&pem, mixed).is_ok());
}
