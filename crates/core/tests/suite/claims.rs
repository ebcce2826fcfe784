//! Claims: what is checked at which moment, what is refused, what is added to the payload.

use jotmint::jwt::{SignOptions, Signer, VerifyOptions};
use jotmint::{Algorithm, Error, jwt};

use crate::keys::{signing, verifying};
use crate::refusals::{check, row};
use crate::tokens::{NOW, signed, signed_with_header, verify, verify_with};

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
fn each_date_has_its_exact_edge() {
    let tolerance = r#"{"clockTolerance":10}"#;
    let age = r#"{"maxAge":"1m"}"#;
    let both = r#"{"maxAge":60,"clockTolerance":"10s"}"#;
    let (expired, early) = ("ERR_JWT_EXPIRED", "ERR_JWT_NOT_ACTIVE");
    let (old, future) = ("ERR_JWT_TOO_OLD", "ERR_JWT_ISSUED_IN_FUTURE");
    // payload, options, the moments on both sides of an edge, the code on the bad one
    let edges = [
        (r#"{"exp":1000}"#, "{}", 999.0, 1000.0, expired),
        (r#"{"exp":1000}"#, "{}", 999.999, 1000.0, expired),
        (r#"{"exp":1000.5}"#, "{}", 1000.4, 1000.5, expired),
        (r#"{"exp":1000}"#, tolerance, 1009.0, 1010.0, expired),
        (r#"{"nbf":1000}"#, "{}", 1000.0, 999.0, early),
        (r#"{"nbf":1000}"#, "{}", 1000.0, 999.999, early),
        (r#"{"nbf":1000}"#, tolerance, 990.0, 989.0, early),
        (r#"{"iat":1000}"#, age, 1060.0, 1061.0, old),
        (r#"{"iat":1000}"#, both, 1070.0, 1071.0, old),
        (r#"{"iat":1000}"#, age, 1000.0, 999.0, future),
        (r#"{"iat":1000}"#, both, 990.0, 989.0, future),
        // Not yet valid comes before expired.
        (r#"{"nbf":1000,"exp":1100}"#, "{}", 1000.0, 999.0, early),
    ];
    for (payload, options, good, bad, code) in edges {
        assert_eq!(at(good, payload, options), Ok(()), "{payload} {options} {good}");
        let refused = at(bad, payload, options).unwrap_err();
        assert_eq!(refused.code().as_str(), code, "{payload} {options} {bad}");
    }
    // Without `maxAge`, `iat` may lie in the future (RFC 7519 section 4.1.6 asks for no check).
    assert_eq!(at(1.0, r#"{"iat":1000}"#, "{}"), Ok(()));
    // A token without dates is valid for ever.
    assert_eq!(at(1e11, "{}", "{}"), Ok(()));
    assert_eq!(at(0.0, r#"{"exp":100000000000}"#, "{}"), Ok(()));
    check([
        row(
            "words",
            at(1000.0, r#"{"exp":880}"#, "{}"),
            expired,
            "at 1970-01-01T00:14:40Z, 2 minutes ago",
        ),
        row(
            "words",
            at(1000.0, r#"{"nbf":4600}"#, "{}"),
            early,
            "from 1970-01-01T01:16:40Z, in 60 minutes",
        ),
        row(
            "words",
            at(7200.0, r#"{"iat":0}"#, age),
            old,
            "issued 2 hours ago; `maxAge` is 60 seconds",
        ),
        row("no iat", at(1.0, "{}", age), "ERR_CLAIM_MISSING", "no `iat`"),
        row("no clock", at(-1.0, "{}", "{}"), "ERR_OPTION_INVALID", "`now` is -1"),
        row("no clock", at(f64::NAN, "{}", "{}"), "ERR_OPTION_INVALID", "`now` is NaN"),
        row("a clock in ms", at(1.7e12, "{}", "{}"), "ERR_OPTION_INVALID", "seconds since 1970"),
    ]);
}

#[test]
fn dates_are_finite_numbers_of_seconds() {
    for claim in ["exp", "nbf", "iat"] {
        let invalid = ["\"1\"", "null", "true", "[]", "{}", "-1", "-0.5", "-1e300"].map(|value| {
            let payload = format!("{{\"{claim}\":{value}}}");
            row(&payload, verify(&signed(&payload)), "ERR_CLAIM_INVALID", "a number of seconds")
        });
        let milliseconds = [
            "100000000001",
            "1700000000000",
            "18446744073709551615",
            "18446744073709551616",
            "9223372036854775808",
            "1e300",
        ]
        .map(|value| {
            let payload = format!("{{\"{claim}\":{value}}}");
            row(&payload, verify(&signed(&payload)), "ERR_CLAIM_MILLISECONDS", "Divide by 1000")
        });
        let overflow = ["1e400", "-1e400", "NaN", "Infinity"].map(|value| {
            let payload = format!("{{\"{claim}\":{value}}}");
            row(&payload, verify(&signed(&payload)), "ERR_TOKEN_JSON", "numbers that a double")
        });
        check(invalid.into_iter().chain(milliseconds).chain(overflow));
        let signs = ["\"1\"", "null", "1700000000000"].map(|value| {
            let code =
                if value.len() > 10 { "ERR_CLAIM_MILLISECONDS" } else { "ERR_CLAIM_INVALID" };
            row(value, made(&format!("{{\"{claim}\":{value}}}"), "{}"), code, "seconds")
        });
        check(signs);
        let written = ["2030-01-31T12:00:00.000Z", "2030-01-31"].map(|date| {
            let payload = format!("{{\"{claim}\":\"{date}\"}}");
            row(
                date,
                made(&payload, "{}"),
                "ERR_CLAIM_INVALID",
                "Math.floor(date.getTime() / 1000)",
            )
        });
        check(written);
        // No date, so nothing is said of one.
        for text in ["", "2030-01-3", "2030-1-31T", "2O30-01-31", "1893456000000"] {
            let error = made(&format!("{{\"{claim}\":\"{text}\"}}"), "{}").unwrap_err();
            assert!(!error.to_string().contains("Date"), "{text}: {error}");
        }
    }
}

#[test]
fn an_expected_claim_must_be_there_and_be_that() {
    let key = [verifying(Algorithm::HS256)];
    // option, the claim, good values, bad values
    let texts = [("issuer", "iss"), ("subject", "sub"), ("jwtid", "jti"), ("audience", "aud")];
    for (option, claim) in texts {
        let options = format!(r#"{{"{option}":"a"}}"#);
        let payload = |value: &str| format!(r#"{{"{claim}":{value}}}"#);
        assert_eq!(at(NOW, &payload("\"a\""), &options), Ok(()));
        check([
            row(claim, at(NOW, "{}", &options), "ERR_CLAIM_MISSING", "which is required"),
            row(
                claim,
                at(NOW, &payload("\"b\""), &options),
                "ERR_CLAIM_MISMATCH",
                "is \"b\"; expected \"a\"",
            ),
            row(claim, at(NOW, &payload("\"A\""), &options), "ERR_CLAIM_MISMATCH", "\"A\""),
            row(claim, at(NOW, &payload("\"\""), &options), "ERR_CLAIM_MISMATCH", "is \"\""),
            row(
                claim,
                at(NOW, &payload("1"), "{}"),
                "ERR_CLAIM_INVALID",
                "is a number; it must be a text",
            ),
            row(claim, at(NOW, &payload("null"), &options), "ERR_CLAIM_INVALID", "is null"),
        ]);
    }
    let many = r#"{"issuer":["a","b"],"audience":["c","d"]}"#;
    assert_eq!(at(NOW, r#"{"iss":"b","aud":["x","d"]}"#, many), Ok(()));
    check([
        row(
            "none of them",
            at(NOW, r#"{"iss":"b","aud":["x","y"]}"#, many),
            "ERR_CLAIM_MISMATCH",
            "expected \"c\" or \"d\"",
        ),
        row("for nobody", at(NOW, r#"{"iss":"b","aud":[]}"#, many), "ERR_CLAIM_MISMATCH", "`aud`"),
        row(
            "mixed",
            at(NOW, r#"{"aud":["c",1]}"#, "{}"),
            "ERR_CLAIM_INVALID",
            "a text or a list of texts",
        ),
        row(
            "required",
            at(NOW, "{}", r#"{"requiredClaims":["exp"]}"#),
            "ERR_CLAIM_MISSING",
            "no `exp`",
        ),
        row(
            "of two",
            at(NOW, r#"{"exp":9e9}"#, r#"{"requiredClaims":["exp","x"]}"#),
            "ERR_CLAIM_MISSING",
            "no `x`",
        ),
    ]);
    // There with any value, null too.
    assert_eq!(at(NOW, r#"{"x":null}"#, r#"{"requiredClaims":["x"]}"#), Ok(()));

    let typed = |typ: &str| signed_with_header(&format!(r#"{{"typ":"{typ}"}}"#), "{}");
    let options = r#"{"typ":"at+jwt"}"#;
    for typ in ["at+jwt", "AT+JWT", "application/at+jwt"] {
        assert!(verify_with(&typed(typ), &key, options).is_ok(), "{typ}");
    }
    assert!(verify_with(&typed("at+jwt"), &key, r#"{"typ":"application/at+jwt"}"#).is_ok());
    check([
        row(
            "typ",
            verify_with(&typed("JWT"), &key, options),
            "ERR_CLAIM_MISMATCH",
            "`typ` is \"JWT\"",
        ),
        row("no typ", verify_with(&signed("{}"), &key, options), "ERR_CLAIM_MISSING", "no `typ`"),
    ]);
}
