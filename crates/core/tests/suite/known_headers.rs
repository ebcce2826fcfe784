//! A header that was read before is not read again, and nothing else is different for it.

use jotmint::jwt::{Decoder, Verifier, VerifyOptions};
use jotmint::{Algorithm, Error, GenerateOptions, Key, jws};

use crate::keys::verifying;
use crate::tokens::{NOW, encoded, signed, signed_with_header};

fn verifier(options: &str) -> Verifier {
    let options = VerifyOptions::from_json(options).unwrap();
    Verifier::new(&[verifying(Algorithm::HS256)], &options).unwrap()
}

fn number(verifier: &Verifier, token: &str) -> Option<usize> {
    verifier.verify(token, NOW).unwrap().header.number()
}

/// What a verdict says, but for the number.
fn said<T>(verdict: Result<T, Error>, text: impl Fn(&T) -> String) -> String {
    match verdict {
        Ok(value) => text(&value),
        Err(error) => format!("{} {error} {:?}", error.code(), error.claim()),
    }
}

/// Good ones, and one octet of each part changed in many ways.
fn many_tokens() -> Vec<String> {
    let payloads = [
        r#"{"sub":"bob"}"#,
        r#"{"exp":5}"#,
        r#"{"aud":"other"}"#,
        r#"{"aud":"api","exp":1800000000}"#,
        r#"{"exp":"5"}"#,
        r#"{"a":1,"a":2}"#,
        "[]",
        "no JSON",
    ];
    let mut tokens: Vec<String> = payloads.iter().map(signed).collect();
    let good = signed(r#"{"aud":"api","exp":1800000000}"#);
    for at in 0..good.len() {
        for other in ['A', 'z', '.', '=', ' ', 'é'] {
            let mut changed: Vec<char> = good.chars().collect();
            changed[at] = other;
            tokens.push(changed.into_iter().collect());
        }
        tokens.push(good[..at].to_owned());
    }
    tokens
}

#[test]
fn every_verdict_is_that_of_a_verifier_without_memory() {
    for options in ["{}", r#"{"audience":"api"}"#, r#"{"typ":"JWT"}"#, r#"{"maxAge":5}"#] {
        let warm = verifier(options);
        let _ = warm.verify(&signed("{}"), NOW);
        assert!(warm.signatures().known_header(0).is_some(), "{options}");
        for token in many_tokens() {
            let text = |verified: &jotmint::jwt::Verified| {
                format!("{} {} {}", verified.payload, verified.key, verified.header.text())
            };
            let cold = said(verifier(options).verify(&token, NOW), text);
            assert_eq!(said(warm.verify(&token, NOW), text), cold, "{options} {token}");
            let opened = |verifier: &Verifier| {
                said(verifier.signatures().open(&token), |opened| {
                    format!("{:?} {:?}", opened.candidates(), opened.signature())
                })
            };
            assert_eq!(opened(&warm), opened(&verifier(options)), "{options} {token}");
        }
    }
}

#[test]
fn every_decoding_is_that_of_a_decoder_without_memory() {
    let warm = Decoder::default();
    assert_eq!(warm.decode(&signed("{}")).unwrap().header.number(), None);
    assert_eq!(warm.decode(&signed("{}")).unwrap().header.number(), Some(0));
    for token in many_tokens() {
        let text =
            |decoded: &jotmint::jwt::Decoded| format!("{decoded:?}").replace("Some(0)", "None");
        let cold = said(Decoder::default().decode(&token), text);
        assert_eq!(said(warm.decode(&token), text), cold, "{token}");
    }
}

#[test]
fn only_a_good_signature_makes_a_header_known() {
    let verifier = verifier("{}");
    let (header, payload) = (encoded(r#"{"alg":"HS256"}"#), encoded("{}"));
    let forged = format!("{header}.{payload}.{}", encoded([7; 32]));
    assert_eq!(verifier.verify(&forged, NOW).unwrap_err().code().as_str(), "ERR_SIGNATURE_INVALID");
    assert!(verifier.signatures().open(&forged).is_ok());
    assert_eq!(verifier.signatures().known_header(0), None);

    // The signature counts, not the claims.
    assert!(verifier.verify(&signed(r#"{"exp":5}"#), NOW).is_err());
    assert_eq!(verifier.signatures().known_header(0), Some(r#"{"alg":"HS256"}"#));
    assert!(verifier.verify(&forged, NOW).is_err());
}

#[test]
fn each_way_of_writing_a_header_is_one_of_its_own() {
    let verifier = verifier("{}");
    let headers = [r#"{"a":1,"b":2}"#, r#"{"b":2,"a":1}"#, r#"{"a":1,"b":3}"#];
    let tokens = headers.map(|header| signed_with_header(header, "{}"));
    for token in &tokens {
        let first = verifier.verify(token, NOW).unwrap().header;
        let again = verifier.verify(token, NOW).unwrap().header;
        assert_eq!(first, again);
        let known = again.number().and_then(|number| verifier.signatures().known_header(number));
        assert_eq!(known, Some(first.text()), "{token}");
    }
}

#[test]
fn one_that_is_known_is_for_its_own_key_alone() {
    let key = |keyid: &str| {
        let options = GenerateOptions { keyid: Some(keyid.to_owned()), ..Default::default() };
        Key::generate(Algorithm::ES256, &options).unwrap()
    };
    let (a, b) = (key("a"), key("b"));
    let keys = [a.public_key().unwrap(), b.public_key().unwrap()];
    let verifier = jws::Verifier::new(&keys, &Default::default()).unwrap();
    let token = |key: &Key, keyid: &str| {
        let options = jws::JwsSignOptions { keyid: Some(keyid.to_owned()), ..Default::default() };
        jws::sign(b"x", key, &options).unwrap()
    };
    for _ in 0..3 {
        assert_eq!(verifier.verify(&token(&a, "a")).unwrap().key, 0);
        assert_eq!(verifier.verify(&token(&b, "b")).unwrap().key, 1);
        for swapped in [token(&a, "b"), token(&b, "a")] {
            let error = verifier.verify(&swapped).unwrap_err();
            assert_eq!(error.code().as_str(), "ERR_SIGNATURE_INVALID");
        }
    }
    assert!(verifier.known_header(1).is_some() && verifier.known_header(2).is_none());
}

#[test]
fn eight_are_kept_and_none_is_replaced() {
    let verifier = verifier("{}");
    let tokens: Vec<String> =
        (0..20).map(|n| signed_with_header(&format!(r#"{{"n":{n}}}"#), "{}")).collect();
    for _ in 0..3 {
        for (index, token) in tokens.iter().enumerate() {
            let number = number(&verifier, token);
            assert!(number == Some(index) || number.is_none() || index >= 8);
        }
    }
    let numbers: Vec<_> = tokens.iter().map(|token| number(&verifier, token)).collect();
    let expected: Vec<_> = (0..20).map(|index| (index < 8).then_some(index)).collect();
    assert_eq!(numbers, expected);
    assert_eq!(verifier.signatures().known_header(8), None);
}

#[test]
fn a_long_one_is_read_each_time() {
    let verifier = verifier("{}");
    let token = signed_with_header(&format!(r#"{{"x":"{}"}}"#, "y".repeat(2000)), "{}");
    assert_eq!(number(&verifier, &token), None);
    assert_eq!(number(&verifier, &token), None);
    assert_eq!(verifier.signatures().known_header(0), None);
}

#[test]
fn threads_agree_on_numbers() {
    let verifier = verifier("{}");
    let tokens: Vec<String> =
        (0..8).map(|n| signed_with_header(&format!(r#"{{"n":{n}}}"#), "{}")).collect();
    std::thread::scope(|scope| {
        for start in 0..4 {
            let (verifier, tokens) = (&verifier, &tokens);
            scope.spawn(move || {
                for turn in 0..200 {
                    let token = &tokens[(start + turn) % tokens.len()];
                    let header = verifier.verify(token, NOW).unwrap().header;
                    if let Some(number) = header.number() {
                        let known = verifier.signatures().known_header(number);
                        assert_eq!(known, Some(header.text()));
                    }
                }
            });
        }
    });
    let mut numbers: Vec<_> = tokens.iter().map(|token| number(&verifier, token)).collect();
    numbers.sort();
    assert_eq!(numbers, (0..8).map(Some).collect::<Vec<_>>());
}
