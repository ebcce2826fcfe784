//! Keys that a platform keeps: what is known of them counts as it does for any other key.

use jotmint::jwt::{SignOptions, Signer, Verifier, VerifyOptions};
use jotmint::{Algorithm, Error, ImportOptions, Key, KeyElsewhere, KeyKind, Rules, diagnose, jws};

use crate::keys::{signing, verifying};
use crate::refusals::{check, row};
use crate::tokens::NOW;

fn known(algorithm: Algorithm, kind: KeyKind, operation: &str) -> KeyElsewhere {
    KeyElsewhere { algorithm, kind, length: 2048, operations: vec![operation.to_owned()] }
}

fn import(known: KeyElsewhere, options: &str) -> Result<Key, Error> {
    Key::elsewhere(known, &ImportOptions::from_json(options).unwrap())
}

fn key(algorithm: Algorithm, kind: KeyKind, operation: &str) -> Key {
    import(known(algorithm, kind, operation), "{}").unwrap()
}

fn verifier(keys: &[Key]) -> Verifier {
    Verifier::new(keys, &VerifyOptions::default()).unwrap()
}

#[test]
fn describe_themselves_as_others_do() {
    for algorithm in Algorithm::ALL.iter().copied().filter(|algorithm| !algorithm.is_hmac()) {
        let (here, elsewhere) = (verifying(algorithm), key(algorithm, KeyKind::Public, "verify"));
        assert_eq!(
            (elsewhere.key_type(), elsewhere.curve(), elsewhere.bits(), elsewhere.kind()),
            (here.key_type(), here.curve(), here.bits(), here.kind()),
            "{algorithm}"
        );
        assert_eq!(elsewhere.algorithms().first(), Some(&algorithm));
    }
    let secret = key(Algorithm::HS256, KeyKind::Secret, "sign");
    assert_eq!(secret.kind(), KeyKind::Secret);
}

#[test]
fn sign_and_check_in_two_halves() {
    for algorithm in Algorithm::ALL.iter().copied() {
        // The platform, played by a key that is here.
        let (platform, public) = (signing(algorithm), verifying(algorithm));
        let (private, checking) = if algorithm.is_hmac() {
            let secret = |operation| key(algorithm, KeyKind::Secret, operation);
            (secret("sign"), secret("verify"))
        } else {
            (key(algorithm, KeyKind::Private, "sign"), key(algorithm, KeyKind::Public, "verify"))
        };
        let options = SignOptions { algorithm: Some(algorithm), ..Default::default() };
        let whole = Signer::new(&platform, &options).unwrap().sign(r#"{"sub":"a"}"#, NOW).unwrap();
        let halves = Signer::new(&private, &options).unwrap();
        let template = halves.template();
        assert_eq!(template.algorithm(), algorithm);
        let input = template.input(r#"{"sub":"a"}"#, NOW).unwrap();
        let (signed, _) = whole.rsplit_once('.').unwrap();
        assert_eq!(input, signed);
        let here = verifier(std::slice::from_ref(&public));
        let signature = here.signatures().open(&whole).unwrap().signature().to_vec();
        let token = template.attach(&input, &signature).unwrap();
        assert_eq!(token, whole);

        let both = verifier(&[checking, public]);
        let opened = both.signatures().open(&token).unwrap();
        assert_eq!((opened.algorithm(), opened.candidates()), (algorithm, [0, 1].as_slice()));
        assert!(!both.signatures().is_signed_by(&opened, &token, 0), "nothing is known of it here");
        assert!(both.signatures().is_signed_by(&opened, &token, 1));
        assert!(!both.signatures().is_signed_by(&opened, &format!("A{token}"), 1));
        let checked = opened.clone().signed_by(Some(0)).unwrap();
        assert_eq!(both.accept(checked, NOW).unwrap().payload, r#"{"sub":"a","iat":1700000000}"#);
        for index in [None, Some(2)] {
            let refused = opened.clone().signed_by(index).unwrap_err();
            assert_eq!(refused.code().as_str(), "ERR_SIGNATURE_INVALID");
        }
    }
}

#[test]
fn cannot_be_used_for_what_only_the_platform_can_do() {
    let private = key(Algorithm::ES256, KeyKind::Private, "sign");
    let public = key(Algorithm::ES256, KeyKind::Public, "verify");
    let token = jws::sign(b"x", &signing(Algorithm::ES256), &Default::default()).unwrap();
    let both = [verifying(Algorithm::ES256), public.clone()];
    let code = "ERR_KEY_ASYNC_ONLY";
    let signer = Signer::new(&private, &SignOptions::default()).unwrap();
    check([
        row("sign", signer.sign("{}", NOW), code, "signAsync"),
        row("jws sign", jws::sign(b"x", &private, &Default::default()), code, "signAsync"),
        row("verify", verifier(&both).verify(&token, NOW), code, "verifyAsync"),
        row("jws verify", jws::verify("x", &both, &Default::default()), code, "verifyAsync"),
        row("public half", private.public_key(), code, "exportKey"),
        row("pem", public.to_pem(None), code, "exportKey"),
        row("jwk", public.to_jwk(), code, "exportKey"),
        row("fingerprint", public.fingerprint(), code, "exportKey"),
        row("thumbprint", public.thumbprint(), code, "exportKey"),
    ]);
}

#[test]
fn are_not_said_to_have_signed_or_not() {
    let token = jws::sign(b"{}", &signing(Algorithm::ES256), &Default::default()).unwrap();
    for kind in [KeyKind::Public, KeyKind::Private] {
        let keys = [key(Algorithm::ES256, kind, "verify")];
        let findings = diagnose(&token, &keys, &Default::default(), NOW).unwrap();
        let about = findings.iter().filter(|finding| finding.path == "$.signature");
        let codes: Vec<&str> = about.map(|finding| finding.code.as_str()).collect();
        assert_eq!(codes, ["ERR_KEY_ASYNC_ONLY"]);
    }
}

#[test]
fn are_held_to_the_same_rules() {
    let sized = |algorithm, kind, length, options: &str| {
        import(KeyElsewhere { length, ..known(algorithm, kind, "sign") }, options)
    };
    let (rsa, secret) = (KeyKind::Private, KeyKind::Secret);
    let es256 = key(Algorithm::ES256, KeyKind::Private, "sign");
    let signer =
        |key: &Key, options: &str| Signer::new(key, &SignOptions::from_json(options).unwrap());
    let verifier = |key: Key| Verifier::new(&[key], &VerifyOptions::default()).map(drop);
    check([
        row("small RSA", sized(Algorithm::RS256, rsa, 1024, "{}"), "ERR_KEY_TOO_SMALL", "1024"),
        row("large RSA", sized(Algorithm::RS256, rsa, 16384, "{}"), "ERR_KEY_TOO_LARGE", "16384"),
        row("odd RSA", sized(Algorithm::PS256, rsa, 2049, "{}"), "ERR_KEY_UNSUPPORTED", "2049"),
        row("secret", sized(Algorithm::HS512, secret, 256, "{}"), "ERR_KEY_TOO_SMALL", "512"),
        row(
            "another algorithm at import",
            sized(Algorithm::RS256, rsa, 2048, r#"{"algorithm":"PS256"}"#),
            "ERR_KEY_USE",
            "RS256",
        ),
        row(
            "another at signing",
            signer(&es256, r#"{"algorithm":"ES384"}"#),
            "ERR_KEY_CURVE",
            "P-256",
        ),
        row(
            "a public key signs",
            signer(&key(Algorithm::ES256, KeyKind::Public, "sign"), "{}"),
            "ERR_KEY_KIND",
            "private",
        ),
        row("a private key verifies", verifier(es256.clone()), "ERR_KEY_KIND", "public"),
        row(
            "usages",
            signer(&key(Algorithm::ES256, KeyKind::Private, "deriveKey"), "{}"),
            "ERR_KEY_USE",
            "deriveKey",
        ),
        row(
            "Neuron's sizes",
            Rules::NEURON.signer(
                &sized(Algorithm::RS256, rsa, 8192, "{}").unwrap(),
                r#"{"issuer":"ci","expiresIn":60}"#,
            ),
            "ERR_PROVIDER_KEY_SIZE",
            "8192",
        ),
    ]);
    let weak = r#"{"allowWeakKey":true}"#;
    assert!(sized(Algorithm::RS256, rsa, 1024, weak).is_ok());
    assert!(sized(Algorithm::HS512, secret, 8, weak).is_ok());
    assert!(sized(Algorithm::ES256, rsa, 0, "{}").is_ok());
}
