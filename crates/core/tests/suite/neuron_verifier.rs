//! What Neuron answers, and what a secure verifier answers: `../vectors/neuron.json`.

use jotmint::neuron::{Answer, Refusal, Verifier};
use jotmint::{Key, Rules};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::keys::{file, import};
use crate::refusals::{check, row};
use crate::tokens::NOW;
use crate::vectors::{list, read, text};

fn verifier(keys: &Value, emulate: bool) -> Verifier {
    Verifier::new(&json!({ "keys": keys, "emulate": emulate }).to_string()).unwrap()
}

/// The user, or Neuron's code.
fn answer(verifier: &Verifier, authorization: Option<&str>, now: f64) -> Result<String, u16> {
    match verifier.authorize(authorization, now).unwrap() {
        Answer::Allowed { user } => Ok(user),
        Answer::Refused(Refusal { error, status, name, reason }) => {
            let expected = match error {
                1004 => (401, "NEED_TOKEN"),
                1005 => (401, "DECODE_TOKEN"),
                1006 => (403, "EXPIRED_TOKEN"),
                1007 => (403, "VALIDATE_TOKEN"),
                _ => panic!("{error}"),
            };
            assert_eq!((status, name), expected, "{reason}");
            Err(error)
        }
    }
}

#[test]
fn the_table_is_answered_in_both_modes() {
    let table = read("neuron.json");
    let now = table["now"].as_f64().unwrap();
    let mut wrong = Vec::new();
    for (mode, emulate) in [("neuron", true), ("secure", false)] {
        let verifier = verifier(&table["keys"], emulate);
        for case in list(&table["cases"]) {
            let found = answer(&verifier, case["authorization"].as_str(), now);
            let code = found.as_ref().err().map_or(0, |code| u64::from(*code));
            if code != case[mode].as_u64().unwrap() {
                wrong.push(format!("{mode}: {}: {code}", text(case, "what")));
            }
            if let (Ok(user), Some(expected)) = (&found, case["user"].as_str()) {
                assert_eq!(user, expected, "{mode}: {}", text(case, "what"));
            }
        }
    }
    assert!(list(&table["cases"]).len() > 70);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn rsa() -> Key {
    import(&file("rsa.pem")).unwrap()
}

fn minted(issuer: &str) -> String {
    let options = json!({ "issuer": issuer, "expiresIn": 60 }).to_string();
    format!("Bearer {}", Rules::NEURON.signer(&rsa(), &options).unwrap().sign("{}", NOW).unwrap())
}

/// Of `name` among good files; the good ones go on.
#[test]
fn files_that_cannot_be_used_are_told_and_the_others_go_on() {
    let public = file("rsa.pub.pem");
    let ec = file("p256.pub.pem");
    let large = import(&file("rsa-5128.pem")).unwrap().public_key().unwrap().to_pem(None).unwrap();
    let escaped = public.replace('\n', "\\n");
    let jwk = rsa().public_key().unwrap().to_jwk().unwrap();
    let rows: [(&str, &str, &str); 15] = [
        ("x.pem", &public, ""),
        ("x.pub", &public, ""),
        ("x.pem", "", "error ERR_PROVIDER_KEY_FILE it is empty"),
        ("x.pem", "no key", "error ERR_KEY_FORMAT"),
        ("x.pem", &file("rsa.pem"), "error ERR_PROVIDER_KEY_FILE it holds a private key"),
        ("x.pem", &file("encrypted.pem"), "error ERR_PROVIDER_KEY_FILE it holds a private key"),
        ("x.pem", &file("certificate.pem"), "error ERR_PROVIDER_KEY_FILE it is no public key"),
        ("x.pem", &jwk, "error ERR_PROVIDER_KEY_FILE it is no public key"),
        ("x.pem", &ec, "error ERR_PROVIDER_KEY_FILE it holds no RSA key"),
        ("x.pem", &large, "error ERR_PROVIDER_KEY_SIZE"),
        ("x.pem", &escaped, "warning ERR_PROVIDER_KEY_FILE its PEM had to be mended"),
        ("x.txt", &public, "error ERR_PROVIDER_KEY_FILE its name has neither"),
        ("x.pem.bak", &public, "warning ERR_PROVIDER_KEY_FILE its name goes on"),
        ("neuron.pem", &public, "warning NOTE_LOGIN_KEY_HIDDEN"),
        ("good", &public, "error ERR_PROVIDER_KEY_FILE its name has neither"),
    ];
    for (name, text, expected) in rows {
        for emulate in [false, true] {
            let verifier = verifier(&json!({ name: text, "good.pem": public }), emulate);
            let said: Vec<String> = verifier
                .problems()
                .iter()
                .map(|one| {
                    assert_eq!(one.path, name, "{one:?}");
                    format!("{} {} {}", one.severity.name(), one.code, one.message)
                })
                .collect();
            let parts: Vec<&str> = expected.splitn(3, ' ').collect();
            match *parts {
                [""] => assert_eq!(said, [""; 0], "{name}"),
                _ => {
                    assert_eq!(said.len(), 1, "{said:?}");
                    let all = parts.iter().all(|part| said[0].contains(part));
                    assert!(all, "{name}: {said:?}, not {expected}");
                }
            }
            assert!(answer(&verifier, Some(&minted("good")), NOW).is_ok(), "{name}");
        }
    }
    // What was mended is read here and not there.
    let mended = json!({ "x.pem": escaped });
    assert!(answer(&verifier(&mended, false), Some(&minted("x")), NOW).is_ok());
    assert_eq!(answer(&verifier(&mended, true), Some(&minted("x")), NOW), Err(1005));
}

#[test]
fn names_that_lead_to_another_file_are_told() {
    let public = file("rsa.pub.pem");
    let said = |keys: Value| {
        let line = |one: &jotmint::Finding| format!("{} {}", one.path, one.code);
        verifier(&keys, false).problems().iter().map(line).collect::<Vec<_>>()
    };
    // Of two files of one issuer, the one that can be used counts.
    let broken = verifier(&json!({ "a.pem": "x", "a.pub": public }), false);
    assert!(answer(&broken, Some(&minted("a")), NOW).is_ok());
    let two = json!({ "ci.pem": public, "ci-bot.pem": public });
    assert_eq!(said(two), ["ci.pem NOTE_KEY_FILE"]);
    let nine: serde_json::Map<String, Value> =
        (0..9).map(|n| (format!("k{n}.pem"), public.clone().into())).collect();
    assert_eq!(said(nine.into()), ["k8.pem ERR_PROVIDER_KEY_FILE"]);
}

#[test]
fn options_that_are_none_are_refused() {
    let made = |options: &str| Verifier::new(options).map(|_| "a verifier");
    check([
        row("no JSON", made("{"), "ERR_OPTION_INVALID", "no JSON"),
        row("no keys", made("{}"), "ERR_OPTION_INVALID", "`keys` is missing"),
        row("a list", made(r#"{"keys":[]}"#), "ERR_OPTION_INVALID", "`keys` is an array"),
        row("no text", made(r#"{"keys":{"a.pem":5}}"#), "ERR_OPTION_INVALID", "\"a.pem\""),
        row("emulate", made(r#"{"keys":{},"emulate":1}"#), "ERR_OPTION_INVALID", "`emulate`"),
        row("another", made(r#"{"keys":{},"emulated":true}"#), "ERR_OPTION_UNKNOWN", "`emulate`"),
    ]);
    let verifier = verifier(&json!({}), false);
    for now in [f64::NAN, 1.7e12] {
        assert!(verifier.authorize(None, now).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..Default::default() })]

    #[test]
    fn any_header_is_decided(text in "(Bearer )?.*", head in ".*", body in ".*") {
        let encoded = crate::tokens::encoded;
        let parts = format!("Bearer {}.{}.{text}", encoded(head), encoded(body));
        for emulate in [false, true] {
            let verifier = verifier(&json!({ "ci-bot.pem": file("rsa.pub.pem") }), emulate);
            for header in [&text, &parts] {
                let answer = verifier.authorize(Some(header), NOW).unwrap();
                prop_assert!(matches!(answer, Answer::Refused(_)));
                prop_assert!(serde_json::from_str::<Value>(&answer.to_json()).is_ok());
            }
        }
    }
}
