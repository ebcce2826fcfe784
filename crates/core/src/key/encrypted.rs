//! Encrypted PKCS#8 (RFC 5958 section 3) with PBES2 (RFC 8018), as `openssl genpkey -aes256`
//! writes it.

use pkcs8::EncryptedPrivateKeyInfoRef;
use pkcs8::pkcs5::EncryptionScheme;
use pkcs8::pkcs5::pbes2::Kdf;
use zeroize::Zeroizing;

use crate::error::{Error, KeyError, Shown};

/// Fifty times what password managers ask for; more would be a way to keep the caller busy.
const MOST_ITERATIONS: u32 = 10_000_000;
/// Of scrypt's memory, in bytes.
const MOST_MEMORY: u64 = 256 << 20;

pub(super) fn decrypt(
    der: &[u8],
    passphrase: Option<&Zeroizing<String>>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let foreign = |found: &str| KeyError::Unsupported { found: Shown::words(found) };
    let info = EncryptedPrivateKeyInfoRef::try_from(der).map_err(|_| {
        foreign(
            "encrypted in a way that is no PBES2; write it anew with \
             `openssl pkey -in old.pem -aes256 -out new.pem`",
        )
    })?;
    check_cost(&info.encryption_algorithm).map_err(foreign)?;
    let passphrase = passphrase.ok_or(KeyError::Encrypted)?;
    let plain = info.decrypt(passphrase.as_bytes()).map_err(|_| KeyError::Passphrase)?;
    Ok(Zeroizing::new(plain.as_bytes().to_vec()))
}

fn check_cost(scheme: &EncryptionScheme) -> Result<(), &'static str> {
    const COSTLY: &str = "encrypted so that opening it would take minutes or gigabytes";
    let cheap = match scheme.pbes2().map(|parameters| &parameters.kdf) {
        Some(Kdf::Pbkdf2(kdf)) => kdf.iteration_count <= MOST_ITERATIONS,
        Some(Kdf::Scrypt(kdf)) => [kdf.block_size.into(), 128]
            .into_iter()
            .try_fold(kdf.cost_parameter, u64::checked_mul)
            .is_some_and(|memory| memory <= MOST_MEMORY && kdf.parallelization <= 16),
        _ => return Err("encrypted in a way that is no PBES2"),
    };
    if cheap { Ok(()) } else { Err(COSTLY) }
}
