//! One verdict, whichever engine serves: malformed signatures and keys of `../vectors/verdicts`,
//! each with the answer it must get, and the signatures that are easier to make here. All answers
//! stand in `verdicts.txt`, and the tests of every engine are compared with that one file.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jotmint::{Algorithm, Error, ImportOptions, Key, KeyKind, KeyType, jws};
use serde_json::{Value, json};

use crate::keys::verifier_of;
use crate::tokens::encoded;
use crate::vectors::{list, read, text};

const TAKEN: &str = "taken";
const REFUSED: &str = "ERR_SIGNATURE_INVALID";

/// What was asked, what must be answered, and what was.
struct Row {
    variant: String,
    expected: String,
    answer: String,
}

struct Family {
    name: String,
    rows: Vec<Row>,
}

#[test]
fn signatures_get_the_verdict_of_the_standards() {
    judge(&SIGNATURES);
}

#[test]
fn keys_get_the_verdict_of_the_standards() {
    judge(&KEYS);
}

#[test]
fn every_engine_answers_as_the_table_says() {
    let families = SIGNATURES.iter().chain(KEYS.iter());
    crate::pinned::compare("verdicts.txt", &families.map(section).collect::<String>());
}

#[test]
fn every_algorithm_is_judged() {
    let file = read("verdicts/signatures.json");
    let judged: BTreeSet<&str> = list(&file).iter().map(|group| text(group, "alg")).collect();
    assert_eq!(judged, Algorithm::ALL.iter().map(|algorithm| algorithm.name()).collect());
}

fn judge(families: &[Family]) {
    assert!(!families.is_empty(), "an empty table");
    let all = families.iter().flat_map(|family| family.rows.iter().map(move |row| (family, row)));
    // A key's answer goes on in words.
    let wrong: Vec<String> = all
        .filter(|(_, row)| row.answer.split(' ').next() != Some(&row.expected))
        .map(|(Family { name, .. }, Row { variant, expected, answer })| {
            format!("{name}: {variant}: not {expected} but {answer}")
        })
        .collect();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn section(Family { name, rows }: &Family) -> String {
    let rows = rows.iter().map(|Row { variant, answer, .. }| format!("  {variant}: {answer}\n"));
    format!("{name}\n{}", rows.collect::<String>())
}

static SIGNATURES: LazyLock<Vec<Family>> =
    LazyLock::new(|| list(&read("verdicts/signatures.json")).iter().map(signatures).collect());

fn signatures(group: &Value) -> Family {
    let key = read_key(&group["jwk"], &group["weak"]).unwrap();
    let verdict = |signature: &[u8]| answer(&verify(&key, text(group, "input"), signature));
    let cases = members(&group["cases"]);
    let mut rows: Vec<Row> = cases
        .iter()
        .map(|(variant, case)| Row {
            variant: (*variant).to_owned(),
            expected: text(case, "verdict").to_owned(),
            answer: verdict(&octets(text(case, "signature"))),
        })
        .collect();
    if let Some(good) = cases.get("good") {
        let good = octets(text(good, "signature"));
        rows.extend(made_from(&good).map(|(variant, made)| Row {
            variant: format!("{variant} ({})", made.len()),
            expected: REFUSED.to_owned(),
            answer: distinct(made.iter().map(|signature| verdict(signature))),
        }));
    }
    Family { name: text(group, "family").to_owned(), rows }
}

/// Many signatures of one kind, made from a good one: none is as good.
fn made_from(good: &[u8]) -> impl Iterator<Item = (&'static str, Vec<Vec<u8>>)> {
    let length = good.len();
    let changed = |at: usize, by: u8| {
        let mut signature = good.to_vec();
        signature[at] ^= by;
        signature
    };
    let lengths = || (0..=2 * length).filter(move |other| *other != length);
    let filled = |other: usize| vec![0; other.saturating_sub(length)];
    let start = |other: usize| &good[..other.min(length)];
    let end = |other: usize| &good[length - other.min(length)..];
    [
        ("one bit of an octet changed", (0..length).map(|at| changed(at, 1 << (at % 8))).collect()),
        ("one octet turned over", (0..length).map(|at| changed(at, 0xff)).collect()),
        (
            "its start, or zeros behind",
            lengths().map(|n| [start(n), &filled(n)].concat()).collect(),
        ),
        ("its end, or zeros before", lengths().map(|n| [&filled(n), end(n)].concat()).collect()),
        (
            "itself again and again",
            lengths().map(|n| [good, good].concat()[..n].to_vec()).collect(),
        ),
        ("zeros alone, of any length", (0..=2 * length).map(|n| vec![0; n]).collect()),
    ]
    .into_iter()
}

fn verify(key: &Key, input: &str, signature: &[u8]) -> Result<(), Error> {
    let token = format!("{input}.{}", encoded(signature));
    jws::verify(&token, std::slice::from_ref(key), &Default::default()).map(drop)
}

static KEYS: LazyLock<Vec<Family>> =
    LazyLock::new(|| list(&read("verdicts/keys.json")).iter().map(keys).collect());

fn keys(family: &Value) -> Family {
    let rows = members(&family["keys"]).into_iter().map(|(variant, case)| Row {
        variant: variant.to_owned(),
        expected: text(case, "verdict").to_owned(),
        answer: answer(&use_key(family, case)),
    });
    Family { name: text(family, "family").to_owned(), rows: rows.collect() }
}

/// Some engines look at a key only when it is used: what is taken must also work.
fn use_key(family: &Value, case: &Value) -> Result<(), Error> {
    let weak = &family["weak"];
    let key = match case["der"].as_str() {
        Some(der) => Key::from_bytes(&octets(der), &options(weak)),
        None => read_key(&changed(&family["jwk"], &case["jwk"]), weak),
    }?;
    let public = verifier_of(&key);
    let verify = |token: &str| {
        jws::verify(token, std::slice::from_ref(&public), &Default::default()).map(drop)
    };
    if let Some(token) = case["token"].as_str() {
        verify(token)?;
    }
    for algorithm in key.algorithms() {
        if key.kind() == KeyKind::Private {
            let options = jws::JwsSignOptions { algorithm: Some(algorithm), ..Default::default() };
            verify(&jws::sign(b"verdict", &key, &options)?)?;
        }
        let length = key.bits().div_ceil(8) * if key.key_type() == KeyType::Rsa { 1 } else { 2 };
        let header = encoded(format!(r#"{{"alg":"{algorithm}"}}"#));
        let forged = verify(&format!("{header}.e30.{}", encoded(vec![1; length])));
        assert_eq!(answer(&forged), REFUSED, "{algorithm} with {key:?}");
    }
    Ok(())
}

/// The first JWK with its members changed; null takes one away.
fn changed(first: &Value, changes: &Value) -> Value {
    let mut jwk = members(first);
    jwk.extend(members(changes));
    jwk.retain(|_, value| !value.is_null());
    json!(jwk)
}

fn read_key(jwk: &Value, weak: &Value) -> Result<Key, Error> {
    Key::from_text(&jwk.to_string(), &options(weak))
}

fn options(weak: &Value) -> ImportOptions {
    ImportOptions { allow_weak_key: weak.as_bool().unwrap(), ..Default::default() }
}

/// The code; for a key also the cause, so that not even the words depend on the engine.
fn answer(outcome: &Result<(), Error>) -> String {
    let Err(error) = outcome else { return TAKEN.to_owned() };
    let message = error.to_string();
    let cause = error.hint().and_then(|hint| message.strip_suffix(hint));
    match cause.map(str::trim_end) {
        Some(cause) => format!("{} {cause}", error.code()),
        None => error.code().to_string(),
    }
}

/// One answer, where all are the same.
fn distinct(answers: impl Iterator<Item = String>) -> String {
    answers.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(" or ")
}

/// In the order of their names, whatever order serde_json was built to keep.
fn members(value: &Value) -> BTreeMap<&str, &Value> {
    let members = value.as_object().unwrap_or_else(|| panic!("no object: {value}"));
    members.iter().map(|(name, value)| (name.as_str(), value)).collect()
}

fn octets(base64url: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(base64url).unwrap()
}
