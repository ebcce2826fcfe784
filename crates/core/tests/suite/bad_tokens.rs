//! Tokens that must be refused, each with its own code and its cause in words.

use std::time::{Duration, Instant};

use jotmint::{Algorithm, jws, jwt};

use crate::keys::{file, import, signing, verifying};
use crate::refusals::{check, row};
use crate::tokens::{encoded, forged, signed, signed_with_header, verify, verify_with};

const HS256: &str = r#"{"alg":"HS256"}"#;

#[test]
fn the_wrong_number_of_parts() {
    check([
        row("nothing", verify(""), "ERR_TOKEN_MISSING", "the text is empty"),
        row("one", verify("e30"), "ERR_TOKEN_PARTS", "has 1 part(s)"),
        row("two", verify("e30.e30"), "ERR_TOKEN_PARTS", "has 2 part(s)"),
        row("four", verify("e30.e30.e30.e30"), "ERR_TOKEN_PARTS", "has 4 part(s)"),
        row("an encrypted one", verify("a.b.c.d.e"), "ERR_TOKEN_PARTS", "has 5 part(s)"),
        row("dots", verify(&".".repeat(1000)), "ERR_TOKEN_PARTS", "has 1001 part(s)"),
        row("JSON form", verify(r#"{"payload":""}"#), "ERR_TOKEN_PARTS", "has 1 part(s)"),
    ]);
}

#[test]
fn characters_that_base64url_does_not_have() {
    let token = signed(r#"{"sub":"bob"}"#);
    let parts: Vec<&str> = token.split('.').collect();
    let [header, payload, signature] = parts[..] else { panic!("{token}") };
    let with = |header: &str, payload: &str, signature: &str| {
        verify(&format!("{header}.{payload}.{signature}"))
    };
    let put = |part: &str, odd: char| format!("{}{odd}{}", &part[..4], &part[4..]);
    let mut rows = Vec::new();
    for (odd, code, says) in [
        ('=', "ERR_TOKEN_PADDING", "at position 4"),
        (' ', "ERR_TOKEN_WHITE_SPACE", "at position 4"),
        ('\n', "ERR_TOKEN_WHITE_SPACE", "at position 4"),
        ('\t', "ERR_TOKEN_WHITE_SPACE", "at position 4"),
        ('+', "ERR_TOKEN_CHARACTER", "at position 4"),
        ('/', "ERR_TOKEN_CHARACTER", "at position 4"),
        ('"', "ERR_TOKEN_CHARACTER", "at position 4"),
        ('\0', "ERR_TOKEN_CHARACTER", "at position 4"),
        ('é', "ERR_TOKEN_CHARACTER", "at position 4"),
    ] {
        rows.push(row("header", with(&put(header, odd), payload, signature), code, "The header"));
        rows.push(row("header", with(&put(header, odd), payload, signature), code, says));
        rows.push(row("payload", with(header, &put(payload, odd), signature), code, "The payload"));
        rows.push(row(
            "signature",
            with(header, payload, &put(signature, odd)),
            code,
            "The signature",
        ));
    }
    check(rows);
    check([
        row("padded", verify(&format!("{token}=")), "ERR_TOKEN_PADDING", "signature has padding"),
        row(
            "Bearer",
            verify(&format!("Bearer {token}")),
            "ERR_TOKEN_WHITE_SPACE",
            "without `Bearer `",
        ),
        row(
            "a line break",
            verify(&format!("{token}\n")),
            "ERR_TOKEN_WHITE_SPACE",
            "signature has",
        ),
        row(
            "quoted",
            verify(&format!("\"{token}\"")),
            "ERR_TOKEN_CHARACTER",
            "quotes around the token",
        ),
    ]);
}

#[test]
fn other_ways_to_write_the_same_bytes() {
    let token = signed(r#"{"sub":"bob"}"#);
    let parts: Vec<&str> = token.split('.').collect();
    let next = |part: &str| {
        // The last character's lowest bits belong to no byte.
        let last = part.chars().next_back().unwrap();
        let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        let index = alphabet.find(last).unwrap();
        format!("{}{}", &part[..part.len() - 1], &alphabet[index + 1..index + 2])
    };
    // HS256's header has 15 bytes, so its last character is full.
    let payload = format!("{}.{}.{}", parts[0], next(parts[1]), parts[2]);
    let signature = format!("{}.{}.{}", parts[0], parts[1], next(parts[2]));
    let rest = format!("{token}A");
    check([
        row("payload", verify(&payload), "ERR_TOKEN_NON_CANONICAL", "The payload does not end"),
        row("signature", verify(&signature), "ERR_TOKEN_NON_CANONICAL", "The signature does not"),
        row("header", verify("e31.e30.e30"), "ERR_TOKEN_NON_CANONICAL", "The header does not end"),
        row("one more", verify(&rest), "ERR_SIGNATURE_INVALID", "The signature is not valid."),
        row("one alone", verify("e30.A.e30"), "ERR_TOKEN_NON_CANONICAL", "The payload"),
    ]);
}

/// What no header and no payload may be.
const BAD_JSON: [(&[u8], &str, &str); 24] = [
    (b"", "ERR_TOKEN_JSON", "not valid JSON, at line 1, column 0"),
    (b"{", "ERR_TOKEN_JSON", "not valid JSON"),
    (b"{}x", "ERR_TOKEN_JSON", "line 1, column 3"),
    (b"{\"a\":1,}", "ERR_TOKEN_JSON", "column 8"),
    (b"{\n\"a\":\n01}", "ERR_TOKEN_JSON", "line 3, column 2"),
    (b"{'a':1}", "ERR_TOKEN_JSON", "not valid JSON"),
    (b"{\"a\":NaN}", "ERR_TOKEN_JSON", "not valid JSON"),
    (b"{\"a\":Infinity}", "ERR_TOKEN_JSON", "not valid JSON"),
    (b"{\"exp\":1e400}", "ERR_TOKEN_JSON", "numbers that a double can hold"),
    (b"{\"a\":\"\x01\"}", "ERR_TOKEN_JSON", "not valid JSON"),
    (b"{\"a\":\"\\ud800\"}", "ERR_TOKEN_JSON", "not valid JSON"),
    (b"\xef\xbb\xbf{}", "ERR_TOKEN_JSON", "not valid JSON"),
    (b"{\"a\":\"\xff\"}", "ERR_TOKEN_UTF8", "not valid UTF-8"),
    (b"{\"a\":\"\xc0\xaf\"}", "ERR_TOKEN_UTF8", "not valid UTF-8"),
    (b"{\"a\":\"\xed\xa0\x80\"}", "ERR_TOKEN_UTF8", "not valid UTF-8"),
    (b"{\"a\":\"\xe2\x82", "ERR_TOKEN_UTF8", "not valid UTF-8"),
    (b"null", "ERR_TOKEN_NOT_AN_OBJECT", "JSON, but not an object"),
    (b"[]", "ERR_TOKEN_NOT_AN_OBJECT", "JSON, but not an object"),
    (b"7", "ERR_TOKEN_NOT_AN_OBJECT", "JSON, but not an object"),
    (b"\"bob\"", "ERR_TOKEN_NOT_AN_OBJECT", "JSON, but not an object"),
    (b"{\"exp\":1,\"exp\":2}", "ERR_TOKEN_DUPLICATE_NAME", "the name \"exp\" twice"),
    (b"{\"a\":1,\"\\u0061\":2}", "ERR_TOKEN_DUPLICATE_NAME", "the name \"a\" twice"),
    (b"{\"b\":{\"c\":[{\"a\":1,\"a\":2}]}}", "ERR_TOKEN_DUPLICATE_NAME", "the name \"a\" twice"),
    (b"{\"__proto__\":1,\"__proto__\":2}", "ERR_TOKEN_DUPLICATE_NAME", "\"__proto__\" twice"),
];

#[test]
fn headers_and_payloads_that_are_no_strict_json_object() {
    check(BAD_JSON.iter().flat_map(|(bytes, code, says)| {
        let what = String::from_utf8_lossy(bytes).into_owned();
        let header = forged(bytes, "{}");
        [
            row(format!("payload {what}"), verify(&signed(bytes)), code, says),
            row(format!("payload {what}"), verify(&signed(bytes)), code, "The payload"),
            row(format!("decoded {what}"), jwt::decode(&forged(HS256, bytes)), code, says),
            row(format!("header {what}"), verify(&header), code, says),
            row(format!("header {what}"), jws::decode(&header), code, "The header"),
        ]
    }));
    // Bytes that are no claims are fine for `jws`.
    for (bytes, ..) in BAD_JSON {
        let checked =
            jws::verify(&signed(bytes), &[verifying(Algorithm::HS256)], &Default::default());
        assert_eq!(checked.unwrap().payload, bytes);
    }
}

#[test]
fn deep_nesting() {
    let lists = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
    let objects = |depth: usize| "{\"a\":".repeat(depth) + "1" + &"}".repeat(depth);
    let says = "more than 64 levels deep";
    check([
        row("65 lists", verify(&signed(lists(64))), "ERR_TOKEN_NESTING", says),
        row("65 objects", verify(&signed(objects(65))), "ERR_TOKEN_NESTING", says),
        row("10,000 lists", verify(&signed(lists(10_000))), "ERR_TOKEN_NESTING", says),
        row("10,000 objects", verify(&signed(objects(10_000))), "ERR_TOKEN_NESTING", says),
        row("unclosed", verify(&signed("[".repeat(10_000))), "ERR_TOKEN_NESTING", says),
        row(
            "in the header",
            verify(&forged(objects(10_000), "{}")),
            "ERR_TOKEN_NESTING",
            "The header",
        ),
        row(
            "decoded",
            jwt::decode(&forged(HS256, lists(10_000))),
            "ERR_TOKEN_NESTING",
            "The payload",
        ),
    ]);
    assert!(verify(&signed(lists(63))).is_ok());
    assert!(verify(&signed(objects(64))).is_ok());
}

#[test]
fn tokens_that_are_too_long_are_refused_before_they_are_read() {
    let megabytes = "x".repeat(50 << 20);
    let header = format!("{}.e30.e30", &megabytes);
    let start = Instant::now();
    check([
        row("50 MB", verify(&megabytes), "ERR_TOKEN_TOO_LONG", "52428800 bytes; at most 262144"),
        row("in the header", verify(&header), "ERR_TOKEN_TOO_LONG", "`maxTokenLength`"),
        row("decoded", jwt::decode(&megabytes), "ERR_TOKEN_TOO_LONG", "at most 262144"),
        row("decoded", jws::decode(&megabytes), "ERR_TOKEN_TOO_LONG", "at most 262144"),
    ]);
    let taken = start.elapsed();
    assert!(taken < Duration::from_millis(50), "{taken:?}");

    let key = [verifying(Algorithm::HS256)];
    let of_length = |length: usize| {
        let head = encoded(HS256).len() + 1 + 44;
        let payload = (length - head) / 4 * 3;
        let text = format!("{{\"a\":\"{}\"}}", "x".repeat(payload - 8));
        signed(text)
    };
    let longest = of_length(256 * 1024);
    assert!((262_140..=262_144).contains(&longest.len()), "{}", longest.len());
    assert!(verify(&longest).is_ok());
    let short = signed(r#"{"sub":"bob"}"#);
    let exactly = format!(r#"{{"maxTokenLength":{}}}"#, short.len());
    let less = format!(r#"{{"maxTokenLength":{}}}"#, short.len() - 1);
    assert!(verify_with(&short, &key, &exactly).is_ok());
    check([
        row("1 less", verify_with(&short, &key, &less), "ERR_TOKEN_TOO_LONG", "`maxTokenLength`"),
        row("longer", verify(&of_length(262_149)), "ERR_TOKEN_TOO_LONG", "at most 262144"),
    ]);
    assert!(verify_with(&of_length(300_000), &key, r#"{"maxTokenLength":400000}"#).is_ok());
}

#[test]
fn header_parameters_of_the_wrong_type() {
    let header = |text: &str| verify(&forged(text, "{}"));
    check([
        row("alg", header(r#"{"alg":1}"#), "ERR_TOKEN_HEADER", "`alg` is not a text"),
        row("alg", header(r#"{"alg":null}"#), "ERR_TOKEN_HEADER", "`alg` is not a text"),
        row("alg", header(r#"{"alg":["HS256"]}"#), "ERR_TOKEN_HEADER", "`alg` is not a text"),
        row("kid", header(r#"{"alg":"HS256","kid":1}"#), "ERR_TOKEN_HEADER", "`kid` is not a text"),
        row(
            "typ",
            header(r#"{"alg":"HS256","typ":{}}"#),
            "ERR_TOKEN_HEADER",
            "`typ` is not a text",
        ),
        row("b64", header(r#"{"alg":"HS256","b64":false}"#), "ERR_TOKEN_HEADER", "RFC 7797"),
        row(
            "b64",
            header(r#"{"alg":"HS256","b64":false,"crit":["b64"]}"#),
            "ERR_TOKEN_HEADER",
            "`b64`",
        ),
        row("b64", header(r#"{"alg":"HS256","b64":0}"#), "ERR_TOKEN_HEADER", "`b64`"),
    ]);
}

#[test]
fn algorithms_that_are_none_or_not_the_keys() {
    let alg = |name: &str| format!(r#"{{"alg":"{name}"}}"#);
    let none = ["none", "None", "NONE", "nOnE"].map(|name| {
        row(name, verify(&forged(alg(name), "{}")), "ERR_ALG_NONE", "the token is not signed")
    });
    let unsigned = format!("{}.e30.", encoded(alg("none")));
    let unknown =
        ["", "hs256", "HS256 ", "HS1", "RSA-OAEP", "ES521", "none ", "n\\u006fne!"].map(|name| {
            row(name, verify(&forged(alg(name), "{}")), "ERR_ALG_UNKNOWN", "no signature algorithm")
        });
    check(none.into_iter().chain(unknown));
    check([
        row("unsigned", verify(&unsigned), "ERR_ALG_NONE", "never accepted"),
        row("escaped", verify(&forged(r#"{"alg":"n\u006fne"}"#, "{}")), "ERR_ALG_NONE", "`none`"),
        row("no alg", verify(&forged("{}", "{}")), "ERR_ALG_MISSING", "has no `alg`"),
    ]);

    let rsa = [import(&file("rsa.pub.pem")).unwrap()];
    let p256 = [import(&file("p256.pub.pem")).unwrap()];
    let token = |name: &str| forged(alg(name), "{}");
    let only = r#"{"algorithms":["RS256"]}"#;
    check([
        row(
            "HS256 with RSA",
            verify_with(&token("HS256"), &rsa, "{}"),
            "ERR_ALG_MISMATCH",
            "is HS256; the key is for RS256",
        ),
        row(
            "ES256 with RSA",
            verify_with(&token("ES256"), &rsa, "{}"),
            "ERR_ALG_MISMATCH",
            "is ES256",
        ),
        row(
            "ES256K with P-256",
            verify_with(&token("ES256K"), &p256, "{}"),
            "ERR_ALG_MISMATCH",
            "is for ES256.",
        ),
        row(
            "RS256 with a secret",
            verify(&token("RS256")),
            "ERR_ALG_MISMATCH",
            "the key is for HS256",
        ),
        row(
            "HS512 with HS256's",
            verify(&token("HS512")),
            "ERR_ALG_MISMATCH",
            "the key is for HS256",
        ),
        row(
            "PS256",
            verify_with(&token("PS256"), &rsa, only),
            "ERR_ALG_NOT_ALLOWED",
            "is PS256; allowed is RS256",
        ),
    ]);
}

#[test]
fn crit_that_is_wrong_or_not_understood() {
    let header =
        |crit: &str| verify(&forged(format!(r#"{{"alg":"HS256","x":1,"crit":{crit}}}"#), "{}"));
    let invalid = [
        "[]",
        "\"x\"",
        "{}",
        "null",
        "[1]",
        "[\"y\"]",
        "[\"x\",\"x\"]",
        "[\"alg\"]",
        "[\"x\",\"crit\"]",
    ]
    .map(|crit| row(crit, header(crit), "ERR_CRIT_INVALID", "not a list of distinct extension"));
    check(invalid);
    let token = signed_with_header(r#"{"exp":1,"y":2,"crit":["exp","y"]}"#, "{}");
    let key = [verifying(Algorithm::HS256)];
    check([
        row("none known", verify(&token), "ERR_CRIT_UNKNOWN", "demands that \"exp\" is understood"),
        row(
            "one known",
            verify_with(&token, &key, r#"{"crit":["exp"]}"#),
            "ERR_CRIT_UNKNOWN",
            "\"y\"",
        ),
    ]);
    assert!(verify_with(&token, &key, r#"{"crit":["y","exp"]}"#).is_ok());
}

#[test]
fn a_long_crit_takes_no_long_time() {
    let names: Vec<String> = (0..12_000).map(|number| format!("\"{number}\"")).collect();
    let header =
        format!(r#"{{"alg":"HS256",{}:0,"crit":[{}]}}"#, names.join(":0,"), names.join(","));
    let token = forged(header, "{}");
    assert!(token.len() > 250_000);
    let start = Instant::now();
    check([row("12,000 names", verify(&token), "ERR_CRIT_UNKNOWN", "\"0\"")]);
    let taken = start.elapsed();
    assert!(taken < Duration::from_millis(500), "{taken:?}");
}

#[test]
fn signatures_that_are_not_the_keys() {
    for algorithm in Algorithm::ALL {
        let options = jws::JwsSignOptions { algorithm: Some(*algorithm), ..Default::default() };
        let token = jws::sign(b"{}", &signing(*algorithm), &options).unwrap();
        let (input, signature) = token.rsplit_once('.').unwrap();
        let bytes = jws::decode(&token).unwrap().signature;
        let key = [verifying(*algorithm)];
        let mut flipped = bytes.clone();
        flipped[0] ^= 1;
        let zeros = vec![0; bytes.len()];
        let bad = [
            (
                "another's payload",
                format!("{}.eyJhIjoxfQ.{signature}", input.split('.').next().unwrap()),
            ),
            ("one bit", format!("{input}.{}", encoded(flipped))),
            ("zeros", format!("{input}.{}", encoded(zeros))),
            ("none", format!("{input}.")),
            ("shorter", format!("{input}.{}", encoded(&bytes[..bytes.len() - 1]))),
            ("longer", format!("{input}.{}", encoded([&bytes[..], &[0]].concat()))),
        ];
        for (what, token) in bad {
            let refused = verify_with(&token, &key, "{}").unwrap_err();
            assert_eq!(refused.code().as_str(), "ERR_SIGNATURE_INVALID", "{algorithm} {what}");
            // Nothing more than that it failed.
            assert_eq!(refused.to_string(), "The signature is not valid.");
        }
        assert!(verify_with(&token, &key, "{}").is_ok());
    }
}
