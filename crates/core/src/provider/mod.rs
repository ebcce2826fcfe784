//! Top: the services tokens are made for, each a set of rules in a file of its own and a row here.

mod diagnosis;
pub mod infura;
pub mod neuron;

use core::fmt;
use core::ops::RangeInclusive;
use core::str::FromStr;

use crate::alg::{Algorithm, KeyType};
use crate::error::{Error, ProviderError, Shown};
use crate::jwt::{SignOptions, Signer, Template};
use crate::key::Key;
use crate::options;
pub use diagnosis::{DiagnoseOptions, Finding, Severity, diagnose, findings_to_json};
use diagnosis::{Reading, Report};

/// By whose rules tokens are made: RFC 7519's alone, or a service's as well.
///
/// ```
/// use jotmint::{Algorithm, GenerateOptions, Key, Rules};
///
/// let key = Key::generate(Algorithm::ES256, &GenerateOptions::default())?;
/// let options = r#"{ "keyid": "42f5184e315e40d4b79325778691093a", "expiresIn": "1h" }"#;
/// let signer = Rules::INFURA.signer(&key, options)?;
/// let token = signer.sign(r#"{"methods":["eth_getBalance"]}"#, 1_700_000_000.0)?;
/// assert!(signer.sign(r#"{"method":["eth_getBalance"]}"#, 1_700_000_000.0).is_err());
/// # Ok::<(), jotmint::Error>(())
/// ```
#[derive(Clone, Copy)]
pub struct Rules(&'static Row);

struct Row {
    /// As callers write it.
    name: &'static str,
    /// As people write it.
    title: &'static str,
    /// None for all.
    algorithms: Option<&'static [Algorithm]>,
    /// Sizes in bits; none for any.
    rsa_bits: Option<RangeInclusive<usize>>,
    /// Reads the options, with what the service fixes filled in.
    options: fn(&str) -> Result<SignOptions, Error>,
    /// Adds the rules for header and payload.
    template: fn(Template, &str) -> Result<Template, Error>,
    /// What else there is to say about a token that was made for the service.
    diagnose: Option<fn(&Reading<'_>, &mut Report)>,
}

/// Something that a service would refuse, and where in the claims it stands: `methods[2]`.
struct Flaw {
    path: String,
    error: Error,
}

impl Rules {
    /// RFC 7519 alone.
    pub const JWT: Self = Self(&Row {
        name: "jwt",
        title: "JWT",
        algorithms: None,
        rsa_bits: None,
        options: SignOptions::from_json,
        template: |template, _| Ok(template),
        diagnose: None,
    });
    /// Infura (MetaMask's Ethereum service).
    pub const INFURA: Self = Self(&infura::ROW);
    /// Neuron (EMQX's industrial gateway).
    pub const NEURON: Self = Self(&neuron::ROW);

    const ALL: [Self; 3] = [Self::JWT, Self::INFURA, Self::NEURON];

    /// `jwt`, `infura` or `neuron`.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// A signer by these rules. `options` is the text of a JSON object.
    ///
    /// # Errors
    /// Those of [`Signer::new`], and any of [`ProviderError`].
    pub fn signer(self, key: &Key, options: &str) -> Result<Signer, Error> {
        let mut read = (self.0.options)(options)?;
        let algorithm = key.signing_algorithm(read.algorithm)?;
        self.check_key(key)?;
        read.keyid = read.keyid.or_else(|| key.keyid().map(str::to_owned));
        Ok(Signer::from_template(key, self.assemble(algorithm, &read, options)?))
    }

    /// Header and claims by these rules, for a signature made elsewhere. `options` is the text of
    /// a JSON object.
    ///
    /// # Errors
    /// Those of [`Template::new`], and any of [`ProviderError`].
    pub fn template(self, algorithm: Algorithm, options: &str) -> Result<Template, Error> {
        self.assemble(algorithm, &(self.0.options)(options)?, options)
    }

    fn assemble(
        self,
        algorithm: Algorithm,
        read: &SignOptions,
        options: &str,
    ) -> Result<Template, Error> {
        match self.0.algorithms {
            Some(taken) if !taken.contains(&algorithm) => {
                let (found, expected) = (algorithm.name(), Shown::list(taken));
                Err(ProviderError::Algorithm { provider: self.0.title, found, expected }.into())
            }
            _ => (self.0.template)(Template::new(algorithm, read)?, options),
        }
    }

    fn check_key(self, key: &Key) -> Result<(), Error> {
        match (key.key_type(), &self.0.rsa_bits) {
            (KeyType::Rsa, Some(taken)) if !taken.contains(&key.bits()) => {
                let (provider, bits) = (self.0.title, key.bits());
                let (minimum, maximum) = (*taken.start(), *taken.end());
                Err(ProviderError::KeySize { provider, bits, minimum, maximum }.into())
            }
            _ => Ok(()),
        }
    }
}

impl FromStr for Rules {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self, Error> {
        Self::ALL.into_iter().find(|rules| rules.name() == name).ok_or_else(|| {
            options::invalid("provider", &Shown::text(name).to_string(), "jwt, infura or neuron")
        })
    }
}

impl fmt::Debug for Rules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
