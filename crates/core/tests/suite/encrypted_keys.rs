//! Encrypted PKCS#8: which of its many forms are opened, and as what the others are refused.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jotmint::{Error, ImportOptions, Key};

use crate::refusals::{check, row};

/// What it is, the DER in base64, and how it is refused, if it is.
fn rows() -> Vec<(String, Vec<u8>, Option<String>)> {
    let rows: Vec<(String, String, Option<String>)> =
        serde_json::from_str(include_str!("../vectors/encrypted.json")).unwrap();
    assert!(rows.len() > 70, "only {} rows", rows.len());
    rows.into_iter().map(|(what, der, code)| (what, STANDARD.decode(der).unwrap(), code)).collect()
}

fn open(der: &[u8], passphrase: Option<&str>) -> Result<Key, Error> {
    let passphrase = passphrase.map(|text| text.to_owned().into());
    Key::from_bytes(der, &ImportOptions { passphrase, ..Default::default() })
}

#[test]
fn what_is_opened() {
    let taken = rows().into_iter().filter(|(.., code)| code.is_none());
    for (what, der, _) in taken {
        let key =
            open(&der, Some("correct horse")).unwrap_or_else(|error| panic!("{what}: {error}"));
        let public = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        assert!(key.to_jwk().unwrap().contains(public), "{what}");
    }
}

#[test]
fn what_is_refused() {
    let refused = rows().into_iter().filter_map(|(what, der, code)| Some((what, der, code?)));
    check(refused.map(|(what, der, code)| {
        let opened = open(&der, Some("correct horse"));
        match code.as_str() {
            "ERR_KEY_PASSPHRASE" => row(what, opened, "ERR_KEY_PASSPHRASE", "passphrase is wrong"),
            "ERR_KEY_UNSUPPORTED" => row(what, opened, "ERR_KEY_UNSUPPORTED", "is no PBES2"),
            _ => row(what, opened, "ERR_KEY_UNSUPPORTED", "minutes or gigabytes"),
        }
    }));
}

#[test]
fn a_passphrase_is_asked_for_where_it_would_help() {
    check(rows().into_iter().map(|(what, der, code)| {
        let opened = open(&der, None);
        match code.as_deref() {
            None | Some("ERR_KEY_PASSPHRASE") => {
                row(what, opened, "ERR_KEY_ENCRYPTED", "is encrypted")
            }
            _ => row(what, opened, "ERR_KEY_UNSUPPORTED", "encrypted"),
        }
    }));
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let taken = rows().into_iter().filter(|(.., code)| code.is_none());
    check(taken.flat_map(|(what, der, _)| {
        ["", "correct hors", "correct horse "].map(|passphrase| {
            let what = format!("{what}, {passphrase:?}");
            row(what, open(&der, Some(passphrase)), "ERR_KEY_PASSPHRASE", "is wrong")
        })
    }));
}
