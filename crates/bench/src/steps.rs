use std::hint::black_box;
use std::rc::Rc;

use jotmint::error::Error;
use jotmint::infura::{Decision, Gate, Request};
use jotmint::jwt::{Decoder, SignOptions, Signer, Template, Verifier, VerifyOptions};
use jotmint::{Algorithm, ImportOptions, Key};

use crate::Stop;
use crate::material::{
    EC_PEM, EC_SPKI_PEM, ED25519_PEM, LATE, NOW, PAYLOAD, RSA_PEM, SECRET, SIGNING, VERIFYING,
    large_payload,
};

/// One thing that the core does, ready to be done again and again.
pub struct Step {
    /// As the tables call it.
    pub name: String,
    /// Does it once, and says whether what came out is what should.
    pub run: Box<dyn Fn() -> bool>,
}

/// All that is measured, after a look at each: signatures that hold, and one that does not.
///
/// # Errors
/// Where a step does not do what its name says.
pub fn steps() -> Result<Vec<Step>, Stop> {
    let mut steps = import_steps()?;
    steps.extend(gate_steps()?);
    let signed = [
        (Algorithm::RS256, Key::from_text(RSA_PEM, &ImportOptions::default())?),
        (Algorithm::ES256, Key::from_text(EC_PEM, &ImportOptions::default())?),
        (Algorithm::EDDSA, Key::from_text(ED25519_PEM, &ImportOptions::default())?),
        (Algorithm::HS256, Key::from_secret(SECRET, &ImportOptions::default())?),
    ];
    for (algorithm, key) in &signed {
        steps.extend(signature_steps(algorithm.name(), key)?);
    }
    for (algorithm, key) in signed {
        if algorithm == Algorithm::HS256 {
            steps.extend(claims_steps("", PAYLOAD.to_owned(), &key)?);
            steps.extend(claims_steps(", large payload", large_payload(), &key)?);
            steps.push(refusal(&key)?);
        }
    }
    match steps.iter().find(|step| !(step.run)()) {
        Some(step) => Err(format!("{}: something else came out", step.name).into()),
        None => Ok(steps),
    }
}

fn import_steps() -> Result<Vec<Step>, Stop> {
    let jwk = Key::from_text(EC_PEM, &ImportOptions::default())?.to_jwk()?;
    let texts = [
        ("RSA PEM", RSA_PEM.to_owned()),
        ("EC PEM", EC_PEM.to_owned()),
        ("EC SPKI", EC_SPKI_PEM.to_owned()),
        ("EC JWK", jwk),
    ];
    let import = |text: &str| Key::from_text(black_box(text), &ImportOptions::default());
    Ok(texts.map(|(form, text)| step(format!("import {form}"), move || import(&text))).into())
}

fn signature_steps(algorithm: &str, key: &Key) -> Result<[Step; 2], Stop> {
    let signer = Signer::new(key, &SignOptions::from_json(SIGNING)?)?;
    let verifier = verifier(key)?;
    let token = signer.sign(PAYLOAD, NOW)?;
    if verifier.verify(&forged(&token), NOW).is_ok() {
        return Err(format!("{algorithm}: a changed signature was taken").into());
    }
    Ok([
        step(format!("sign {algorithm}"), move || signer.sign(black_box(PAYLOAD), NOW)),
        step(format!("verify {algorithm}"), move || {
            Ok(verifier.verify(black_box(&token), NOW)?.into_json())
        }),
    ])
}

/// What a signature is made over and what follows it: everything but the engine's part.
fn claims_steps(kind: &str, payload: String, key: &Key) -> Result<[Step; 3], Stop> {
    let token = Signer::new(key, &SignOptions::from_json(SIGNING)?)?.sign(&payload, NOW)?;
    let template = Template::new(Algorithm::HS256, &SignOptions::from_json(SIGNING)?)?;
    let (verifier, decoder) = (verifier(key)?, Decoder::default());
    // The header is known from then on, as it is in a service.
    verifier.verify(&token, NOW)?;
    let read = token.clone();
    Ok([
        step(format!("decode{kind}"), move || Ok(decoder.decode(black_box(&token))?.into_json())),
        step(format!("write claims{kind}"), move || template.input(black_box(&payload), NOW)),
        step(format!("read claims{kind}"), move || {
            let opened = verifier.signatures().open(black_box(&read))?;
            verifier.accept(opened.signed_by(Some(0))?, NOW)
        }),
    ])
}

/// A call that may pass, and bodies that are made to take long to refuse.
fn gate_steps() -> Result<Vec<Step>, Stop> {
    let gate = Gate::new(r#"{ "requireJwt": false, "allowlists": { "methods": ["eth_call"] } }"#)?;
    let gate = Rc::new(gate);
    let many = |item: &str, count: usize| vec![item; count].join(",");
    let bodies = [
        ("a call", r#"{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{}]}"#.to_owned(), 0),
        ("10,000 calls", format!("[{}]", many(r#"{"method":"eth_call"}"#, 10_000)), 400),
        ("100,000 empty objects", format!("[{}]", many("{}", 100_000)), 400),
        ("a name 10,000 times", format!("{{{}}}", many(r#""method":"eth_call""#, 10_000)), 400),
        ("100,000 levels", "[".repeat(100_000), 400),
    ];
    Ok(bodies
        .map(|(name, body, status)| {
            let gate = Rc::clone(&gate);
            let run = move || {
                let request = Request { body: Some(black_box(&body)), ..Request::default() };
                match gate.authorize(&request, NOW) {
                    Ok(Decision::Allowed(_)) => status == 0,
                    Ok(Decision::Refused(refusal)) => refusal.status == status,
                    Err(_) => false,
                }
            };
            Step { name: format!("decide: {name}"), run: Box::new(run) }
        })
        .into())
}

fn refusal(key: &Key) -> Result<Step, Stop> {
    let token = Signer::new(key, &SignOptions::from_json(SIGNING)?)?.sign(PAYLOAD, NOW)?;
    let verifier = verifier(key)?;
    // With its words, which a binding asks for as well.
    let run = move || match verifier.verify(black_box(&token), LATE) {
        Ok(_) => false,
        Err(error) => {
            black_box(error.to_string());
            error.code().as_str() == "ERR_JWT_EXPIRED"
        }
    };
    Ok(Step { name: "refuse HS256, expired".to_owned(), run: Box::new(run) })
}

fn verifier(key: &Key) -> Result<Verifier, Error> {
    // A secret is its own other half.
    let key = key.public_key().unwrap_or_else(|_| key.clone());
    Verifier::new(&[key], &VerifyOptions::from_json(VERIFYING)?)
}

/// The token with the first character of its signature changed.
fn forged(token: &str) -> String {
    let (input, signature) = token.rsplit_once('.').unwrap_or_default();
    let other = if signature.starts_with('A') { 'B' } else { 'A' };
    let rest: String = signature.chars().skip(1).collect();
    format!("{input}.{other}{rest}")
}

fn step<T>(name: String, run: impl Fn() -> Result<T, Error> + 'static) -> Step {
    Step { name, run: Box::new(move || black_box(run()).is_ok()) }
}
