//! The key files of Neuron's `certs` directory.

use super::{AUDIENCE, hides_login_key};
use crate::alg::{Algorithm, KeyType};
use crate::encoding::json::Value;
use crate::error::{Error, Note, ProviderError, Shown};
use crate::jws::JwsVerifyOptions;
use crate::jwt::{self, VerifyOptions};
use crate::key::{ImportOptions, Key};
use crate::options::{Options, invalid};
use crate::provider::Rules;
use crate::provider::diagnosis::{Finding, Report, Severity};

/// Neuron ends with a ninth.
const MOST_FILES: usize = 8;
const ENDINGS: [&str; 2] = [".pem", ".pub"];

/// The files, in their order.
pub(super) struct KeyFiles {
    pub(super) files: Vec<KeyFile>,
    pub(super) problems: Vec<Finding>,
}

/// A file that Neuron would look at.
pub(super) struct KeyFile {
    pub(super) name: String,
    /// None where it cannot be used.
    pub(super) usable: Option<Usable>,
}

pub(super) struct Usable {
    pub(super) key: Key,
    /// Neuron does not mend what it reads.
    pub(super) was_mended: bool,
    /// Holds a token to everything it should be.
    pub(super) strict: jwt::Verifier,
}

impl KeyFiles {
    pub(super) fn read(options: &Options<'_>) -> Result<Self, Error> {
        const EXPECTED: &str = "an object of file names and texts";
        let members = match options.value("keys") {
            Some(Value::Object(members)) => members.read(),
            other => return Err(invalid("keys", other.map_or("missing", Value::kind), EXPECTED)),
        };
        let (mut files, mut report) = (Vec::new(), Report::default());
        for (name, value) in members.iter() {
            let Some(text) = value.as_text() else {
                let place = format!("keys[{}]", Shown::text(name));
                return Err(invalid(&place, value.kind(), "the file's text"));
            };
            if !ENDINGS.iter().any(|ending| name.contains(ending)) {
                report.error(&**name, unusable("its name has neither .pem nor .pub"));
                continue;
            }
            if files.len() == MOST_FILES {
                report.warning(&**name, unusable("Neuron ends when it meets a ninth file"));
            }
            let usable = match read(name, text) {
                Ok(usable) => Some(usable),
                Err(error) => {
                    report.error(&**name, error);
                    None
                }
            };
            if usable.as_ref().is_some_and(|usable| usable.was_mended) {
                report
                    .warning(&**name, unusable("its PEM had to be mended, which Neuron does not"));
            }
            files.push(KeyFile { name: name.clone().into_owned(), usable });
        }
        remark_on_names(&files, &mut report);
        Ok(Self { files, problems: report.findings() })
    }

    /// The key of an issuer: its file's name is the issuer's, and an ending.
    pub(super) fn named(&self, issuer: &str) -> Option<&Usable> {
        let mut named = self.files.iter().filter(|file| stem(&file.name) == Some(issuer));
        named.find_map(|file| file.usable.as_ref())
    }

    /// The file that Neuron takes for an issuer: the first whose name starts with it.
    pub(super) fn starting_with(&self, issuer: &str) -> Option<&KeyFile> {
        self.files.iter().find(|file| file.name.starts_with(issuer))
    }
}

fn stem(name: &str) -> Option<&str> {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending))
}

fn read(name: &str, text: &str) -> Result<Usable, Error> {
    if text.trim().is_empty() {
        return Err(unusable("it is empty, and Neuron ends when it reads it"));
    }
    if text.contains("PRIVATE KEY-----") {
        return Err(unusable("it holds a private key, which does not belong there"));
    }
    let key = Key::from_text(text, &ImportOptions::default())?;
    if !["-----BEGIN PUBLIC KEY-----", "-----BEGIN RSA PUBLIC KEY-----"]
        .iter()
        .any(|label| text.contains(label))
    {
        return Err(unusable("it is no public key in PEM"));
    }
    if key.key_type() != KeyType::Rsa {
        return Err(unusable("it holds no RSA key"));
    }
    Rules::NEURON.check_key(&key)?;
    let options = VerifyOptions {
        jws: JwsVerifyOptions { algorithms: vec![Algorithm::RS256], ..Default::default() },
        audience: vec![AUDIENCE.to_owned()],
        issuer: vec![stem(name).unwrap_or(name).to_owned()],
        required_claims: vec!["exp".to_owned()],
        ..Default::default()
    };
    let strict = jwt::Verifier::new(core::slice::from_ref(&key), &options)?;
    Ok(Usable { was_mended: !key.repairs().is_empty(), key, strict })
}

/// Names by which Neuron takes another file than was meant.
fn remark_on_names(files: &[KeyFile], report: &mut Report) {
    for (index, file) in files.iter().enumerate() {
        let name = &file.name;
        if hides_login_key(name) {
            report.note(Severity::Warning, name, Note::LoginKeyHidden);
        }
        let Some(issuer) = stem(name) else {
            report.warning(name, unusable("its name goes on behind .pem or .pub"));
            continue;
        };
        let others = files.iter().enumerate().filter(|(other, _)| *other != index);
        if others.map(|(_, other)| other).any(|other| other.name.starts_with(issuer)) {
            let note = Note::KeyFile { issuer: Shown::text(issuer) };
            report.note(Severity::Warning, name, note);
        }
    }
}

fn unusable(problem: &'static str) -> Error {
    ProviderError::KeyFile { problem }.into()
}
