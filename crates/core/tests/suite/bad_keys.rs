//! Keys that must be refused, each with its own code and its cause in words.

use jotmint::jwt::{Verifier, VerifyOptions};
use jotmint::{Algorithm, Error, ImportOptions, Key, KeySet};

use crate::keys::{der, file, import, import_with};
use crate::refusals::{check, row};

fn bytes(bytes: &[u8]) -> Result<Key, Error> {
    Key::from_bytes(bytes, &ImportOptions::default())
}

#[test]
fn what_is_no_key() {
    let hs256 = ImportOptions { algorithm: Some(Algorithm::HS256), ..Default::default() };
    check([
        row("nothing", import(""), "ERR_KEY_MISSING", "undefined, null or empty"),
        row("blanks", import(" \r\n\t"), "ERR_KEY_MISSING", "undefined, null or empty"),
        row("no bytes", bytes(b""), "ERR_KEY_MISSING", "undefined, null or empty"),
        row("no secret", Key::from_secret(b"", &hs256), "ERR_KEY_MISSING", "empty"),
        row("no `k`", import(r#"{"kty":"oct","k":""}"#), "ERR_KEY_MISSING", "empty"),
        row("a word", import("hello"), "ERR_KEY_FORMAT", "a text of 5 characters"),
        row("a path", import("./private.pem"), "ERR_KEY_FORMAT", "readFileSync(path, 'utf8')"),
        row("a whole path", import("/etc/keys/id"), "ERR_KEY_FORMAT", "the path of a file"),
        row("a path on Windows", import(r"C:\keys\id"), "ERR_KEY_FORMAT", "the path of a file"),
        row("an address", import("file:///keys/id"), "ERR_KEY_FORMAT", "the path of a file"),
        row("undefined", import("undefined"), "ERR_KEY_FORMAT", "the text `undefined`"),
        row("an object", import("[object Object]"), "ERR_KEY_FORMAT", "the text `[object Object]`"),
        row("base64", import(&"aGVsbG8g".repeat(20)), "ERR_KEY_FORMAT", "a text of 160 characters"),
        row("a list", import("[1]"), "ERR_KEY_FORMAT", "a text of 3 characters"),
        row("a JWKS", import(r#"{"keys":[]}"#), "ERR_KEY_FORMAT", "JWKS"),
        row(
            "a JWKS as a secret",
            Key::from_text(r#"{"keys":[{"kty":"RSA"}]}"#, &hs256),
            "ERR_KEY_FORMAT",
            "JWKS",
        ),
        row(
            "a PEM in JSON",
            import(r#"{"key":"-----BEGIN PRIVATE KEY-----"}"#),
            "ERR_KEY_JWK",
            "`kty` is missing",
        ),
        row("{}", import("{}"), "ERR_KEY_JWK", "`kty` is missing"),
        row("half a JWK", import(r#"{"kty":"#), "ERR_KEY_JWK", "is not JSON"),
        row("zeros", bytes(&[0; 64]), "ERR_KEY_DER", "another element"),
        row("noise", bytes(&[0xff; 64]), "ERR_KEY_DER", "a length that DER does not have"),
        row("an empty set", KeySet::from_jwks(r#"{"keys":[]}"#), "ERR_KEY_SET_EMPTY", "0 key(s)"),
        row(
            "a set of others",
            KeySet::from_jwks(r#"{"keys":[{"kty":"x"},7]}"#),
            "ERR_KEY_SET_EMPTY",
            "2 key(s)",
        ),
        row("no set", KeySet::from_jwks("x"), "ERR_KEY_JWK", "`JWKS` is not a JSON object"),
        row("no list", KeySet::from_jwks(r#"{"keys":5}"#), "ERR_KEY_JWK", "`keys` is not a list"),
        row(
            "no keys",
            Verifier::new(&[], &VerifyOptions::default()).map(drop),
            "ERR_KEY_MISSING",
            "no key",
        ),
    ]);
}

#[test]
fn broken_pem_and_der() {
    let pem = file("p256.pem");
    let whole = der(&pem);
    let cut = pem.replacen("MIGH", "", 1);
    let left_over = [whole.clone(), vec![0]].concat();
    let parameters =
        "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";
    let rsa = file("rsa.pem");
    let half: String = rsa.lines().skip(1).take(8).collect();
    let no_base64 = pem.replacen("MIGH", "M!GH", 1);
    check([
        row("a line", import("-----BEGIN PRIVATE KEY-----"), "ERR_KEY_PEM", "only its first line"),
        row("half a line", import("-----BEGIN PRIVATE"), "ERR_KEY_PEM", "BEGIN line is cut off"),
        row("no key in it", import(parameters), "ERR_KEY_PEM", "no BEGIN line before a key"),
        row("no base64", import(&no_base64), "ERR_KEY_PEM", "not base64"),
        row(
            "old encryption",
            import(&file("encrypted-traditional.pem")),
            "ERR_KEY_PEM",
            "openssl pkey",
        ),
        row("half a body", import(&half), "ERR_KEY_DER", "cut off"),
        row("its start is missing", import(&cut), "ERR_KEY_DER", "DER cannot be read"),
        row("its end is missing", bytes(&whole[..100]), "ERR_KEY_DER", "it is cut off"),
        row("more at its end", bytes(&left_over), "ERR_KEY_DER", "left over at its end"),
        row("a request", import(&file("request.pem")), "ERR_KEY_DER", "certificate request"),
        row("a number", bytes(&[2, 1, 1]), "ERR_KEY_DER", "another element"),
        row("an empty list", bytes(&[0x30, 0]), "ERR_KEY_DER", "cut off"),
    ]);
}

#[test]
fn keys_that_sign_no_token_here() {
    let openssh = ["openssh-rsa", "openssh-ecdsa", "openssh-ed25519"];
    let openssh = openssh.into_iter().flat_map(|name| {
        ["pem", "pub"].map(|ending| {
            let name = format!("{name}.{ending}");
            row(name.clone(), import(&file(&name)), "ERR_KEY_UNSUPPORTED", "ssh-keygen")
        })
    });
    let files = [
        ("x25519.pem", "an X25519 key"),
        ("x448.pem", "an X448 key"),
        ("ed448.pem", "an Ed448 key"),
        ("dsa.pem", "a DSA key"),
        ("dh.pem", "a Diffie-Hellman key"),
        ("p224.pem", "P-224"),
        ("brainpool.pem", "brainpoolP256r1"),
        ("p256-explicit.pem", "openssl ec -in key.pem -param_enc named_curve"),
        ("pss-sha1.pem", "RSA-PSS key for SHA-1"),
        ("encrypted-pbes1.pem", "openssl pkey -in old.pem -aes256"),
        ("encrypted-des3.pem", "openssl pkey -in old.pem -aes256"),
    ]
    .map(|(name, says)| {
        let read = import_with(&file(name), r#"{"passphrase":"correct horse"}"#);
        row(name, read, "ERR_KEY_UNSUPPORTED", says)
    });
    let jwks = [
        (r#"{"kty":"AKP"}"#, "\"AKP\""),
        (r#"{"kty":"EC","crv":"P-224","x":"","y":""}"#, "an EC key on \"P-224\""),
        (r#"{"kty":"OKP","crv":"X25519","x":""}"#, "an OKP key on \"X25519\""),
        (r#"{"kty":"OKP","crv":"Ed448","x":""}"#, "an OKP key on \"Ed448\""),
    ]
    .map(|(jwk, says)| row(jwk, import(jwk), "ERR_KEY_UNSUPPORTED", says));
    check(openssh.chain(files).chain(jwks));
}

#[test]
fn encrypted_keys() {
    let pem = file("encrypted.pem");
    let wrong = r#"{"passphrase":"wrong horse"}"#;
    check([
        row("no passphrase", import(&pem), "ERR_KEY_ENCRYPTED", "importKey(key, { passphrase })"),
        row("as DER", bytes(&der(&pem)), "ERR_KEY_ENCRYPTED", "is encrypted"),
        row("a wrong one", import_with(&pem, wrong), "ERR_KEY_PASSPHRASE", "passphrase is wrong"),
    ]);
    assert!(import_with(&pem, r#"{"passphrase":"correct horse"}"#).is_ok());
}
