//! Keys and claims. The claims are those of `benches/material.mjs`, so a token is as long as there.

/// The time at which everything happens, in seconds since 1970.
pub const NOW: f64 = 1_700_000_000.0;

/// An hour and a second later the token has expired.
pub const LATE: f64 = NOW + 3601.0;

/// What a signer is given. It adds `iat`.
pub const PAYLOAD: &str = concat!(
    r#"{"aud":"infura.io","exp":1700003600,"methods":["eth_blockNumber"],"#,
    r#""addresses":["0x2bcdc2c4b1d2d7d4b8d7c0f9a4e1d6b5c3a2f1e0"]}"#
);

/// Options of a signer.
pub const SIGNING: &str = r#"{ "keyid": "1d2a5c6b7e8f40919aabbccddeeff001" }"#;

/// Options of a verifier.
pub const VERIFYING: &str = r#"{ "audience": "infura.io" }"#;

/// 2048 bits, PKCS#8.
pub const RSA_PEM: &str = include_str!("../../core/tests/keys/rsa.pem");
/// P-256, PKCS#8.
pub const EC_PEM: &str = include_str!("../../core/tests/keys/p256.pem");
/// The public half of [`EC_PEM`], SPKI.
pub const EC_SPKI_PEM: &str = include_str!("../../core/tests/keys/p256.pub.pem");
/// Ed25519, PKCS#8.
pub const ED25519_PEM: &str = include_str!("../../core/tests/keys/ed25519.pem");
/// For HMAC.
pub const SECRET: &[u8; 32] = b"a secret of thirty-two octets 32";

/// About 16 kB of everything that JSON has: nesting, decimals, escapes, letters beyond ASCII.
pub fn large_payload() -> String {
    let entry = |index: u32| {
        format!(
            r#"{{"id":{index},"name":"caf\u00e9 \"{index}\"","город":"Київ","price":{index}.25e-3,"#
        ) + r#""tags":["a","b\n",true,null],"range":{"from":-1,"to":1e9,"of":[[],{}]}}"#
    };
    let entries: Vec<String> = (0..120).map(entry).collect();
    format!(r#"{{"aud":"infura.io","exp":1700003600,"entries":[{}]}}"#, entries.join(","))
}
