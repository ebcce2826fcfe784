//! What a token is made from: durations, options, the payload and what is added to it.

use std::time::Duration;

use jotmint::jwt::{SignOptions, Signer, VerifyOptions};
use jotmint::{Algorithm, Error, jwt};

use crate::keys::{signing, verifying};
use crate::refusals::{check, row};
use crate::tokens::{NOW, signed, verify_with};

/// Checks a payload with options, both as JSON, at a moment.
fn at(now: f64, payload: &str, options: &str) -> Result<(), Error> {
    let options = VerifyOptions::from_json(options)?;
    let verifier = jwt::Verifier::new(&[verifying(Algorithm::HS256)], &options)?;
    verifier.verify(&signed(payload), now).map(drop)
}

/// The payload that is signed.
fn made(payload: &str, options: &str) -> Result<String, Error> {
    let signer = Signer::new(&signing(Algorithm::HS256), &SignOptions::from_json(options)?)?;
    Ok(jwt::decode(&signer.sign(payload, NOW)?)?.payload)
}

#[test]
fn durations_are_seconds_or_have_a_unit() {
    let lasts = |duration: &str| {
        let payload = made("{}", &format!(r#"{{"expiresIn":{duration}}}"#))?;
        let payload: serde_json::Value = serde_json::from_str(&payload).unwrap();
        Ok::<f64, Error>(payload["exp"].as_f64().unwrap() - payload["iat"].as_f64().unwrap())
    };
    for (duration, seconds) in [
        ("3600", 3600.0),
        ("0.5", 1.0),
        ("1e3", 1000.0),
        ("\"1s\"", 1.0),
        ("\"90 sec\"", 90.0),
        ("\"30m\"", 1800.0),
        ("\"1h\"", 3600.0),
        ("\"1.5 hours\"", 5400.0),
        ("\"7d\"", 604_800.0),
        ("\"2 Weeks\"", 1_209_600.0),
        ("\"1y\"", 31_557_600.0),
        ("\" 1h \"", 3600.0),
    ] {
        assert_eq!(lasts(duration), Ok(seconds), "{duration}");
    }
    let words =
        ["3600", "", "h", "1x", "-1h", "1h30m", "1e3s", "1,5h", "100ms", "١h"].map(|text| {
            row(text, lasts(&format!("\"{text}\"")), "ERR_DURATION", "seconds or milliseconds")
        });
    check(words);
    let long = format!("\"{}s\"", "9".repeat(400));
    check([
        row("0", lasts("0"), "ERR_OPTION_INVALID", "`expiresIn` is 0"),
        row("0s", lasts("\"0s\""), "ERR_OPTION_INVALID", "more than 0 seconds"),
        row("-1", lasts("-1"), "ERR_OPTION_INVALID", "not negative"),
        row("null", lasts("null"), "ERR_OPTION_INVALID", "is null; it must be a duration"),
        row("a date", lasts("1700000000"), "ERR_OPTION_INVALID", "not a date"),
        row("400 digits", lasts(&long), "ERR_OPTION_INVALID", "not a date"),
        row("maxAge", at(NOW, "{}", r#"{"maxAge":"60"}"#), "ERR_DURATION", "Option `maxAge`"),
        row(
            "tolerance",
            at(NOW, "{}", r#"{"clockTolerance":-1}"#),
            "ERR_OPTION_INVALID",
            "`clockTolerance`",
        ),
    ]);
}

#[test]
fn options_that_do_not_exist_or_are_wrong() {
    let key = [verifying(Algorithm::HS256)];
    let token = signed("{}");
    let meant = [
        ("kid", "keyid"),
        ("keyId", "keyid"),
        ("key_id", "keyid"),
        ("alg", "algorithm"),
        ("exp", "expiresIn"),
        ("expires", "expiresIn"),
        ("expiresin", "expiresIn"),
        ("expires_in", "expiresIn"),
        ("aud", "audience"),
        ("iss", "issuer"),
        ("jti", "jwtid"),
        ("noTimeStamp", "noTimestamp"),
        ("headers", "header"),
    ];
    for (name, near) in meant {
        let refused = made("{}", &format!(r#"{{"{name}":"x"}}"#)).unwrap_err();
        assert_eq!(refused.code().as_str(), "ERR_OPTION_UNKNOWN");
        let said = refused.to_string();
        assert!(said.contains(&format!("no option `{name}`; did you mean `{near}`?")), "{said}");
        assert_eq!(refused.reason(), Some(name));
    }
    check([
        row(
            "colour",
            made("{}", r#"{"colour":1}"#),
            "ERR_OPTION_UNKNOWN",
            "there are algorithm, keyid",
        ),
        row("no object", made("{}", "[]"), "ERR_OPTION_INVALID", "`options` is an array"),
        row("no JSON", made("{}", "x"), "ERR_OPTION_INVALID", "`options` is no JSON"),
        row(
            "keyid empty",
            made("{}", r#"{"keyid":""}"#),
            "ERR_OPTION_INVALID",
            "environment variable",
        ),
        row("keyid null", made("{}", r#"{"keyid":null}"#), "ERR_OPTION_INVALID", "`keyid` is null"),
        row(
            "audience",
            made("{}", r#"{"audience":["a",""]}"#),
            "ERR_OPTION_INVALID",
            "none of them empty",
        ),
        row(
            "audience",
            made("{}", r#"{"audience":[]}"#),
            "ERR_OPTION_INVALID",
            "`audience` is empty",
        ),
        row("flag", made("{}", r#"{"noTimestamp":"yes"}"#), "ERR_OPTION_INVALID", "true or false"),
        row(
            "algorithm",
            made("{}", r#"{"algorithm":"hs256"}"#),
            "ERR_ALGORITHM_UNKNOWN",
            "case-sensitive",
        ),
        row(
            "none",
            made("{}", r#"{"algorithm":"none"}"#),
            "ERR_ALGORITHM_UNKNOWN",
            "never supported",
        ),
        row(
            "header",
            made("{}", r#"{"header":"x"}"#),
            "ERR_OPTION_INVALID",
            "it must be an object",
        ),
        row(
            "alg",
            made("{}", r#"{"header":{"alg":"RS256"}}"#),
            "ERR_HEADER_INVALID",
            "\"alg\" is not the",
        ),
        row("b64", made("{}", r#"{"header":{"b64":false}}"#), "ERR_HEADER_INVALID", "RFC 7797"),
        row(
            "crit",
            made("{}", r#"{"header":{"crit":["x"]}}"#),
            "ERR_HEADER_INVALID",
            "\"crit\" is not a list",
        ),
        row(
            "kid",
            made("{}", r#"{"header":{"kid":""}}"#),
            "ERR_HEADER_INVALID",
            "\"kid\" is empty",
        ),
        row(
            "kid",
            made("{}", r#"{"header":{"kid":1}}"#),
            "ERR_HEADER_INVALID",
            "\"kid\" is not a text",
        ),
        row(
            "typ",
            made("{}", r#"{"header":{"typ":1}}"#),
            "ERR_HEADER_INVALID",
            "\"typ\" is not a text",
        ),
        row(
            "kid twice",
            made("{}", r#"{"keyid":"a","header":{"kid":"b"}}"#),
            "ERR_OPTION_CONFLICT",
            "`keyid` sets `kid`",
        ),
        row(
            "length",
            verify_with(&token, &key, r#"{"maxTokenLength":0}"#),
            "ERR_OPTION_INVALID",
            "at least 1",
        ),
        row(
            "length",
            verify_with(&token, &key, r#"{"maxTokenLength":1.5}"#),
            "ERR_OPTION_INVALID",
            "a whole number",
        ),
        row(
            "algorithms",
            verify_with(&token, &key, r#"{"algorithms":[]}"#),
            "ERR_OPTION_INVALID",
            "`algorithms` is empty",
        ),
        row(
            "algorithms",
            verify_with(&token, &key, r#"{"algorithms":["none"]}"#),
            "ERR_ALGORITHM_UNKNOWN",
            "\"none\"",
        ),
        row(
            "audiences",
            verify_with(&token, &key, r#"{"audiences":"a"}"#),
            "ERR_OPTION_UNKNOWN",
            "`audience`?",
        ),
        row(
            "maxTokenAge",
            verify_with(&token, &key, r#"{"maxTokenAge":"1h"}"#),
            "ERR_OPTION_UNKNOWN",
            "`maxAge`?",
        ),
    ]);
}

#[test]
fn a_claim_that_is_given_twice() {
    for (option, value, claim) in [
        ("audience", "\"a\"", "aud"),
        ("issuer", "\"a\"", "iss"),
        ("subject", "\"a\"", "sub"),
        ("jwtid", "\"a\"", "jti"),
        ("expiresIn", "60", "exp"),
        ("notBefore", "60", "nbf"),
    ] {
        let theirs = if claim.len() == 3 && value == "60" { "1" } else { "\"b\"" };
        let options = format!(r#"{{"{option}":{value}}}"#);
        let refused = made(&format!(r#"{{"{claim}":{theirs}}}"#), &options).unwrap_err();
        assert_eq!(refused.code().as_str(), "ERR_OPTION_CONFLICT");
        assert!(refused.to_string().contains(&format!("`{option}` sets `{claim}`")), "{refused}");
    }
}

#[test]
fn payloads_that_are_no_claims() {
    check([
        row("nothing", made("", "{}"), "ERR_PAYLOAD_INVALID", "The payload is no JSON"),
        row("undefined", made("undefined", "{}"), "ERR_PAYLOAD_INVALID", "no JSON"),
        row("null", made("null", "{}"), "ERR_PAYLOAD_INVALID", "The payload is null"),
        row("a text", made("\"bob\"", "{}"), "ERR_PAYLOAD_INVALID", "The payload is a text"),
        row("a list", made("[]", "{}"), "ERR_PAYLOAD_INVALID", "an array"),
        row("twice", made(r#"{"a":1,"a":2}"#, "{}"), "ERR_PAYLOAD_INVALID", "the name \"a\" twice"),
        row("deep", made(&"[".repeat(99), "{}"), "ERR_PAYLOAD_INVALID", "more than 64 levels"),
        row("aud", made(r#"{"aud":1}"#, "{}"), "ERR_CLAIM_INVALID", "`aud` is a number"),
    ]);
}

#[test]
fn the_payload_keeps_its_text_and_claims_come_after() {
    let claims = r#"{"audience":["a","b"],"issuer":"i \"quoted\"","subject":"s","jwtid":"j","expiresIn":60,"notBefore":-0}"#;
    let added = r#""aud":["a","b"],"iss":"i \"quoted\"","sub":"s","jti":"j","iat":1700000000,"exp":1700000060,"nbf":1700000000"#;
    let bare = r#"{"noTimestamp":true}"#;
    let spaced = " {\n\t\"b\" : 1.50 , \"a\":[ {} , \"\\u0061}\" ] }\r\n";
    for (payload, options, expected) in [
        ("{}", "{}", r#"{"iat":1700000000}"#.to_owned()),
        ("{}", claims, format!("{{{added}}}")),
        (" { } ", "{}", " { \"iat\":1700000000}".to_owned()),
        (r#"{"a":{}}"#, "{}", r#"{"a":{},"iat":1700000000}"#.to_owned()),
        (r#"{"a":"}"}"#, "{}", r#"{"a":"}","iat":1700000000}"#.to_owned()),
        (spaced, claims, format!("{},{added}}}", spaced.trim_end().trim_end_matches('}'))),
        (spaced, bare, spaced.to_owned()),
        (
            r#"{"é":"😀 ","n":1e2,"big":12345678901234567890}"#,
            bare,
            r#"{"é":"😀 ","n":1e2,"big":12345678901234567890}"#.to_owned(),
        ),
        (r#"{"__proto__":{"x":1}}"#, bare, r#"{"__proto__":{"x":1}}"#.to_owned()),
        // Dates count from the payload's own `iat`.
        (r#"{"iat":1000}"#, r#"{"expiresIn":60}"#, r#"{"iat":1000,"exp":1060}"#.to_owned()),
        ("{}", r#"{"noTimestamp":true,"expiresIn":60}"#, r#"{"exp":1700000060}"#.to_owned()),
    ] {
        assert_eq!(made(payload, options).as_deref(), Ok(&*expected), "{payload} {options}");
    }
    // Whole seconds, whatever the clock shows.
    let signer = Signer::new(
        &signing(Algorithm::HS256),
        &SignOptions { expires_in: Some(Duration::from_millis(1500)), ..Default::default() },
    );
    let token = signer.unwrap().sign("{}", 1000.9).unwrap();
    assert_eq!(jwt::decode(&token).unwrap().payload, r#"{"iat":1000,"exp":1002}"#);
}

#[test]
fn the_header_is_typed_and_named() {
    let header = |options: &str| {
        let options = SignOptions::from_json(options).unwrap();
        let token = Signer::new(&signing(Algorithm::HS256), &options).unwrap().sign("{}", NOW);
        jwt::decode(&token.unwrap()).unwrap().header.text().to_owned()
    };
    assert_eq!(header("{}"), r#"{"alg":"HS256","typ":"JWT"}"#);
    assert_eq!(header(r#"{"keyid":"a\"b"}"#), r#"{"alg":"HS256","typ":"JWT","kid":"a\"b"}"#);
    let further = r#"{"keyid":"k","header":{"typ":"at+jwt","alg":"HS256","kid":"k","x":[1,null],"crit":["x"]}}"#;
    assert_eq!(
        header(further),
        r#"{"alg":"HS256","kid":"k","typ":"at+jwt","x":[1,null],"crit":["x"]}"#
    );
}
