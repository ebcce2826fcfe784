//! Keys that openssl made, by the commands of the documents people follow, in every form; and
//! ours, read by openssl.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use jotmint::{Algorithm, ImportOptions, Key, KeyFormat, KeyKind, KeyType, jws};

/// Each key of `openssl_keys.sh`: type, curve, bits, its algorithms' first.
const KEYS: [(&str, KeyType, Option<&str>, usize, Algorithm); 10] = [
    ("genrsa", KeyType::Rsa, None, 2048, Algorithm::RS256),
    ("genpkey", KeyType::Rsa, None, 2048, Algorithm::RS256),
    ("genpkey-aes256", KeyType::Rsa, None, 2048, Algorithm::RS256),
    ("ecparam", KeyType::Ec, Some("P-256"), 256, Algorithm::ES256),
    ("ecparam-block", KeyType::Ec, Some("P-256"), 256, Algorithm::ES256),
    ("P-256", KeyType::Ec, Some("P-256"), 256, Algorithm::ES256),
    ("P-384", KeyType::Ec, Some("P-384"), 384, Algorithm::ES384),
    ("P-521", KeyType::Ec, Some("P-521"), 521, Algorithm::ES512),
    ("secp256k1", KeyType::Ec, Some("secp256k1"), 256, Algorithm::ES256K),
    ("Ed25519", KeyType::Okp, Some("Ed25519"), 256, Algorithm::EDDSA),
];

/// Where openssl's keys lie; made once. Another run of these tests waits for this one's end.
static FOLDER: LazyLock<(PathBuf, File)> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("openssl_keys");
    let lock = File::create(folder.with_extension("lock")).unwrap();
    lock.lock().unwrap();
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    run(&folder, include_str!("openssl_keys.sh"));
    (folder, lock)
});

fn folder() -> &'static Path {
    &FOLDER.0
}

fn run(folder: &Path, script: &str) {
    let output = Command::new("sh").args(["-c", script]).current_dir(folder).output();
    let output = output.unwrap_or_else(|error| panic!("no `sh` to run openssl with: {error}"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        !(said.contains("openssl") && said.contains("not found")),
        "This test needs the `openssl` command: apt-get install openssl."
    );
    assert!(output.status.success(), "openssl: {said}");
}

/// The files of a key whose names start like this, with what they hold.
fn files(key: &str, start: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = fs::read_dir(folder().join(key))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), path))
        .filter(|(name, _)| name.starts_with(start))
        .map(|(name, path)| (name, fs::read(path).unwrap()))
        .collect();
    files.sort_unstable();
    files
}

fn import(name: &str, bytes: &[u8]) -> Key {
    let passphrase = name.starts_with("encrypted").then(|| "correct horse".to_owned().into());
    let options = ImportOptions { passphrase, ..Default::default() };
    let read = match core::str::from_utf8(bytes) {
        Ok(pem) => Key::from_text(pem, &options),
        Err(_) => Key::from_bytes(bytes, &options),
    };
    read.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn fingerprint(key: &str) -> String {
    let text = fs::read_to_string(folder().join(key).join("fingerprint.txt")).unwrap();
    assert_eq!(text.len(), 45);
    text.trim().to_owned()
}

#[test]
fn every_form_of_every_key_is_read() {
    let mut forms = 0;
    for (name, key_type, curve, bits, algorithm) in KEYS {
        let fingerprint = fingerprint(name);
        for (start, kind) in [
            ("private", KeyKind::Private),
            ("encrypted", KeyKind::Private),
            ("public", KeyKind::Public),
        ] {
            for (file, bytes) in files(name, start) {
                let key = import(&file, &bytes);
                let what = format!("{name}/{file}");
                assert_eq!(key.kind(), kind, "{what}");
                assert_eq!(key.key_type(), key_type, "{what}");
                assert_eq!(key.curve(), curve, "{what}");
                assert_eq!(key.bits(), bits, "{what}");
                assert_eq!(key.algorithms()[0], algorithm, "{what}");
                assert_eq!(key.fingerprint().unwrap(), fingerprint, "{what}");
                assert_eq!(key.repairs(), [""; 0], "{what}");
                forms += 1;
            }
        }
    }
    assert!(forms > 150, "only {forms} files");
}

#[test]
fn what_a_private_key_signs_its_public_key_verifies() {
    for (name, .., algorithm) in KEYS {
        let public = files(name, "public");
        let (file, bytes) = &public[0];
        let public = import(file, bytes);
        for (file, bytes) in files(name, "private") {
            let private = import(&file, &bytes);
            for algorithm in private.algorithms() {
                let options =
                    jws::JwsSignOptions { algorithm: Some(algorithm), ..Default::default() };
                let token = jws::sign(b"bytes", &private, &options).unwrap();
                let checked =
                    jws::verify(&token, std::slice::from_ref(&public), &Default::default());
                assert_eq!(checked.unwrap().payload, b"bytes", "{name}/{file} {algorithm}");
            }
        }
        assert!(public.algorithms().contains(&algorithm));
    }
}

#[test]
fn what_is_written_is_what_openssl_writes() {
    for (name, key_type, ..) in KEYS {
        let private = import("private-pkcs8.der", &read(name, "private-pkcs8.der"));
        let public = private.public_key().unwrap();
        let mut same = vec![(&private, KeyFormat::Pkcs8), (&public, KeyFormat::Spki)];
        match key_type {
            KeyType::Rsa => {
                same.extend([(&private, KeyFormat::Pkcs1), (&public, KeyFormat::Pkcs1)])
            }
            KeyType::Ec => same.push((&private, KeyFormat::Sec1)),
            _ => {}
        }
        for (key, format) in same {
            let file = format!("{}-{}", key.kind().name(), format.name());
            let (pem, der) = (format!("{file}.pem"), format!("{file}.der"));
            assert_eq!(**key.to_der(Some(format)).unwrap(), read(name, &der), "{name}/{der}");
            let written = key.to_pem(Some(format)).unwrap();
            let pem = read(name, &pem);
            let theirs = core::str::from_utf8(&pem).unwrap();
            // `openssl ecparam` and `openssl ec` may write the curve's parameters before the key.
            let theirs = &theirs[theirs.rfind("-----BEGIN").unwrap()..];
            assert_eq!(written, theirs, "{name}/{file}.pem");
        }
    }
}

fn read(key: &str, file: &str) -> Vec<u8> {
    fs::read(folder().join(key).join(file)).unwrap_or_else(|error| panic!("{key}/{file}: {error}"))
}

#[test]
fn openssl_reads_what_is_written() {
    let mut written = 0;
    for (name, ..) in KEYS {
        let folder = folder().join(name).join("written");
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir(&folder).unwrap();
        let (file, bytes) = &files(name, "private")[0];
        let private = import(file, bytes);
        for key in [&private, &private.public_key().unwrap()] {
            let formats = ["pkcs8", "pkcs1", "sec1", "spki"].map(|name| name.parse().unwrap());
            for format in formats {
                let Ok(pem) = key.to_pem(Some(format)) else { continue };
                let (kind, format) = (key.kind().name(), format.name());
                fs::write(folder.join(format!("{kind}-{format}.pem")), pem).unwrap();
                written += 1;
            }
            let usual = folder.join(format!("{}.pem", key.kind().name()));
            fs::write(usual, key.to_pem(None).unwrap()).unwrap();
            let jwk = crate::keys::import(&key.to_jwk().unwrap()).unwrap();
            assert_eq!(jwk.to_pem(None).unwrap(), key.to_pem(None).unwrap(), "{name}");
        }
    }
    // RSA: 2 and 2, EC: 2 and 1, Ed25519: 1 and 1.
    assert_eq!(written, 3 * 4 + 6 * 3 + 2);
    run(folder(), include_str!("openssl_check.sh"));
}
