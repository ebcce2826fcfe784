//! The bare calls of the engine that the addon ships, for the column "engine" of `npm run bench`:
//! what a signature costs where there is no token around it. Keys are made beforehand, the text is
//! the signing input of the token that `npm run bench` measures, and what a call writes into is
//! used again.
//!
//! A line on standard input asks, one on standard output answers: `sign:ES256 50` is a row and for
//! how many milliseconds to do it, the answer is how often it can be done in a second, or `-` where
//! there is no such row. `sign-many:ES256` is the same on all cores at once. It ends with the input.

use std::collections::HashMap;
use std::hint::black_box;
use std::io::{BufRead, Write};
use std::thread;
use std::time::{Duration, Instant};

use aws_lc_rs::error::Unspecified;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{
    self, EcdsaKeyPair, EcdsaSigningAlgorithm, EcdsaVerificationAlgorithm, Ed25519KeyPair, KeyPair,
    ParsedPublicKey, RsaEncoding, RsaKeyPair, RsaParameters,
};
use ed25519_dalek::{Signature, Verifier, VerifyingKey};
use hmac::{Hmac, KeyInit, Mac};
use jotmint::Algorithm;
use jotmint::jwt::{SignOptions, Template};
use jotmint_bench::Stop;
use jotmint_bench::material::{NOW, PAYLOAD, SECRET, SIGNING};
use sha2::Sha256;

/// Between two looks at the clock, as in benches/measure.mjs.
const BETWEEN_LOOKS: Duration = Duration::from_millis(1);

/// Goes by uncounted when a row is asked for the first time.
const WARM_UP: Duration = Duration::from_millis(20);

fn main() -> Result<(), Stop> {
    let mut rows: HashMap<String, Vec<Row>> = HashMap::new();
    let mut answers = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let (id, milliseconds) = line.split_once(' ').unwrap_or((&line, ""));
        if !rows.contains_key(id) {
            rows.insert(id.to_owned(), made(id)?);
        }
        match (rows.get_mut(id), milliseconds.trim().parse()) {
            (Some(rows), Ok(milliseconds)) if !rows.is_empty() => {
                writeln!(answers, "{:.1}", together(rows, Duration::from_millis(milliseconds))?)?;
            }
            _ => writeln!(answers, "-")?,
        }
        answers.flush()?;
    }
    Ok(())
}

/// One for each core where there are many to do; none where there is no such row.
fn made(id: &str) -> Result<Vec<Row>, Stop> {
    let (kind, algorithm) = id.split_once(':').unwrap_or((id, ""));
    let (kind, cores) = match kind.strip_suffix("-many") {
        Some(kind) => (kind, thread::available_parallelism()?.get()),
        None => (kind, 1),
    };
    (0..cores).filter_map(|_| Row::new(kind, algorithm).transpose()).collect()
}

/// What all of them do in a second, side by side.
fn together(rows: &mut [Row], time: Duration) -> Result<f64, Stop> {
    thread::scope(|scope| {
        let rates: Vec<_> =
            rows.iter_mut().map(|row| scope.spawn(move || row.rate(time))).collect();
        rates.into_iter().try_fold(0.0, |sum, rate| {
            let rate = rate.join().map_err(|_| "a call panicked")??;
            Ok(sum + rate)
        })
    })
}

struct Row {
    call: Box<dyn FnMut() -> bool + Send>,
    /// Calls between two looks at the clock.
    batch: u32,
}

impl Row {
    fn new(kind: &str, algorithm: &str) -> Result<Option<Self>, Stop> {
        let Some(Scheme { sign, verify }) = scheme(algorithm)? else { return Ok(None) };
        let input = signing_input(algorithm)?;
        let mut signature = Vec::new();
        if !sign(&input, &mut signature) || !holds(&verify, &input, &signature) {
            return Err(format!("{algorithm}: signatures are not what they should be").into());
        }
        let call: Box<dyn FnMut() -> bool + Send> = match kind {
            "sign" => Box::new(move || sign(black_box(&input), &mut signature)),
            "verify" => Box::new(move || verify(black_box(&input), black_box(&signature))),
            _ => return Ok(None),
        };
        let mut row = Self { call, batch: 1 };
        let in_a_batch = row.rate(WARM_UP)? * BETWEEN_LOOKS.as_secs_f64();
        while f64::from(row.batch) * 2.0 <= in_a_batch {
            row.batch *= 2;
        }
        Ok(Some(row))
    }

    /// Calls a second.
    fn rate(&mut self, time: Duration) -> Result<f64, &'static str> {
        let begin = Instant::now();
        let mut calls = 0.0;
        loop {
            for _ in 0..self.batch {
                if !(self.call)() {
                    return Err("a call failed");
                }
            }
            calls += f64::from(self.batch);
            let elapsed = begin.elapsed();
            if elapsed >= time {
                return Ok(calls / elapsed.as_secs_f64());
            }
        }
    }
}

/// What the token of `npm run bench` is signed over.
fn signing_input(algorithm: &str) -> Result<Vec<u8>, Stop> {
    let algorithm = algorithm.parse::<Algorithm>()?;
    let template = Template::new(algorithm, &SignOptions::from_json(SIGNING)?)?;
    Ok(template.input(PAYLOAD, NOW)?.into_bytes())
}

/// Whether a signature is good, and neither it nor the text can be changed.
fn holds(verify: &Verify, input: &[u8], signature: &[u8]) -> bool {
    let changed = |octets: &[u8]| {
        let mut octets = octets.to_vec();
        if let Some(last) = octets.last_mut() {
            *last ^= 1;
        }
        octets
    };
    verify(input, signature)
        && !verify(input, &changed(signature))
        && !verify(&changed(input), signature)
}

type Sign = Box<dyn Fn(&[u8], &mut Vec<u8>) -> bool + Send>;
type Verify = Box<dyn Fn(&[u8], &[u8]) -> bool + Send>;

struct Scheme {
    sign: Sign,
    verify: Verify,
}

fn scheme(algorithm: &str) -> Result<Option<Scheme>, Stop> {
    use signature as s;
    Ok(Some(match algorithm {
        "RS256" => rsa(&s::RSA_PKCS1_SHA256, &s::RSA_PKCS1_2048_8192_SHA256)?,
        "PS256" => rsa(&s::RSA_PSS_SHA256, &s::RSA_PSS_2048_8192_SHA256)?,
        "ES256" => ecdsa(&s::ECDSA_P256_SHA256_FIXED_SIGNING, &s::ECDSA_P256_SHA256_FIXED)?,
        "ES384" => ecdsa(&s::ECDSA_P384_SHA384_FIXED_SIGNING, &s::ECDSA_P384_SHA384_FIXED)?,
        "EdDSA" => ed25519()?,
        "HS256" => hs256()?,
        _ => return Ok(None),
    }))
}

fn rsa(
    encoding: &'static dyn RsaEncoding,
    parameters: &'static RsaParameters,
) -> Result<Scheme, Stop> {
    let pair = RsaKeyPair::generate(KeySize::Rsa2048)?;
    let public = ParsedPublicKey::new(parameters, pair.public_key().as_ref())?;
    let sign = move |input: &[u8], out: &mut Vec<u8>| {
        out.resize(pair.public_modulus_len(), 0);
        pair.sign(encoding, &SystemRandom::new(), input, out).is_ok()
    };
    Ok(Scheme { sign: Box::new(sign), verify: checked_by(public) })
}

fn ecdsa(
    signing: &'static EcdsaSigningAlgorithm,
    verifying: &'static EcdsaVerificationAlgorithm,
) -> Result<Scheme, Stop> {
    let pair = EcdsaKeyPair::generate(signing)?;
    let public = ParsedPublicKey::new(verifying, pair.public_key().as_ref())?;
    let sign =
        move |input: &[u8], out: &mut Vec<u8>| keep(pair.sign(&SystemRandom::new(), input), out);
    Ok(Scheme { sign: Box::new(sign), verify: checked_by(public) })
}

/// Checked as the addon does it where the processor has AVX2.
fn ed25519() -> Result<Scheme, Stop> {
    let pair = Ed25519KeyPair::generate()?;
    let public = VerifyingKey::from_bytes(pair.public_key().as_ref().try_into()?)?;
    let sign = move |input: &[u8], out: &mut Vec<u8>| keep(pair.try_sign(input), out);
    let verify = move |input: &[u8], signature: &[u8]| {
        Signature::from_slice(signature)
            .is_ok_and(|signature| public.verify(input, &signature).is_ok())
    };
    Ok(Scheme { sign: Box::new(sign), verify: Box::new(verify) })
}

/// As the addon does it where the processor has instructions for SHA-256.
fn hs256() -> Result<Scheme, Stop> {
    let key: Hmac<Sha256> = Hmac::new_from_slice(SECRET)?;
    let verifying = key.clone();
    let sign = move |input: &[u8], out: &mut Vec<u8>| {
        keep(Ok(key.clone().chain_update(input).finalize().into_bytes()), out)
    };
    let verify = move |input: &[u8], tag: &[u8]| {
        verifying.clone().chain_update(input).verify_slice(tag).is_ok()
    };
    Ok(Scheme { sign: Box::new(sign), verify: Box::new(verify) })
}

fn checked_by(public: ParsedPublicKey) -> Verify {
    Box::new(move |input, signature| public.verify_sig(input, signature).is_ok())
}

/// The engine hands these out by value.
fn keep(signature: Result<impl AsRef<[u8]>, Unspecified>, out: &mut Vec<u8>) -> bool {
    out.clear();
    signature.map(|signature| out.extend_from_slice(signature.as_ref())).is_ok()
}
