//! Encrypted PKCS#8 (RFC 5958 section 3) with PBES2 (RFC 8018 section 6.2, RFC 7914 section 7), as
//! `openssl genpkey -aes256` writes it.

use aes::cipher::block_padding::Pkcs7;
use aes::cipher::{BlockCipherDecrypt, BlockModeDecrypt, KeyInit, KeyIvInit};
use zeroize::Zeroizing;

use crate::encoding::der::{self, Problem, Reader};
use crate::error::{Error, KeyError, Shown};

/// Fifty times what password managers ask for; more would be a way to keep the caller busy.
const MOST_ITERATIONS: u32 = 10_000_000;
/// Of scrypt's memory, in bytes.
const MOST_MEMORY: u64 = 256 << 20;
/// Of scrypt's passes over its memory.
const MOST_PASSES: u32 = 16;
/// The longest salt, in bytes.
const LONGEST_SALT: usize = 32;

pub(super) fn decrypt(
    der: &[u8],
    passphrase: Option<&Zeroizing<String>>,
) -> Result<Zeroizing<Vec<u8>>, Error> {
    let foreign = |found: &str| KeyError::Unsupported { found: Shown::words(found) };
    let file = Encrypted::read(der).map_err(|_| {
        foreign(
            "encrypted in a way that is no PBES2; write it anew with \
             `openssl pkey -in old.pem -aes256 -out new.pem`",
        )
    })?;
    if file.derivation.is_costly() {
        return Err(foreign("encrypted so that opening it would take minutes or gigabytes").into());
    }
    let passphrase = passphrase.ok_or(KeyError::Encrypted)?;
    file.open(passphrase.as_bytes()).ok_or(KeyError::Passphrase.into())
}

/// EncryptedPrivateKeyInfo.
struct Encrypted<'a> {
    derivation: Derivation<'a>,
    cipher: Cipher,
    iv: &'a [u8],
    data: &'a [u8],
}

struct Derivation<'a> {
    salt: &'a [u8],
    /// Of the key, where the file says it.
    length: Option<u16>,
    function: Function,
}

enum Function {
    Pbkdf2 { iterations: u32, hash: Hash },
    Scrypt { cost: u64, block_size: u32, passes: u32 },
}

/// Of PBKDF2's HMAC. SHA-1, which older openssl took, is sound in it.
enum Hash {
    Sha1,
    Sha224,
    Sha256,
    Sha384,
    Sha512,
}

/// In mode CBC.
#[derive(Clone, Copy)]
enum Cipher {
    Aes128,
    Aes192,
    Aes256,
}

mod oid {
    pub(super) const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13];
    pub(super) const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12];
    pub(super) const SCRYPT: &[u8] = &[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11];
    /// What the names of the hashes start with, as HMACs.
    pub(super) const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2];
    /// What the names of AES's modes start with.
    pub(super) const AES: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1];
}

const UNKNOWN: Problem = "it is encrypted in a way that is not known here";

impl<'a> Encrypted<'a> {
    fn read(der: &'a [u8]) -> Result<Self, Problem> {
        let mut whole = Reader::whole_sequence(der)?;
        let mut scheme = whole.sequence()?;
        let data = whole.read(der::OCTET_STRING)?;
        whole.end()?;
        if scheme.read(der::OID)? != oid::PBES2 {
            return Err(UNKNOWN);
        }
        let mut parameters = scheme.sequence()?;
        scheme.end()?;
        let derivation = Derivation::read(parameters.sequence()?)?;
        let (cipher, iv) = Cipher::read(parameters.sequence()?)?;
        parameters.end()?;
        Ok(Self { derivation, cipher, iv, data })
    }

    /// None where the passphrase is wrong, or a number that the passphrase comes together with.
    fn open(&self, passphrase: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let mut key = Zeroizing::new([0; 32]);
        let key = key.get_mut(..self.cipher.key_length())?;
        self.derivation.derive(passphrase, key)?;
        self.cipher.decrypt(key, self.iv, self.data)
    }
}

impl<'a> Derivation<'a> {
    fn read(mut identifier: Reader<'a>) -> Result<Self, Problem> {
        let name = identifier.read(der::OID)?;
        let mut parameters = identifier.sequence()?;
        identifier.end()?;
        let salt = parameters.read(der::OCTET_STRING)?;
        if salt.len() > LONGEST_SALT {
            return Err(UNKNOWN);
        }
        let (length, function) = match name {
            oid::PBKDF2 => {
                let iterations = number(&mut parameters)?;
                let length = length(&mut parameters)?;
                (length, Function::Pbkdf2 { iterations, hash: Hash::read(&mut parameters)? })
            }
            oid::SCRYPT => {
                let cost = number(&mut parameters)?;
                let block_size = number::<u16>(&mut parameters)?.into();
                let passes = number::<u16>(&mut parameters)?.into();
                (length(&mut parameters)?, Function::Scrypt { cost, block_size, passes })
            }
            _ => return Err(UNKNOWN),
        };
        parameters.end()?;
        Ok(Self { salt, length, function })
    }

    fn is_costly(&self) -> bool {
        match self.function {
            Function::Pbkdf2 { iterations, .. } => iterations > MOST_ITERATIONS,
            Function::Scrypt { cost, block_size, passes } => {
                let memory = cost.saturating_mul(128).saturating_mul(block_size.into());
                memory > MOST_MEMORY || passes > MOST_PASSES
            }
        }
    }

    fn derive(&self, passphrase: &[u8], key: &mut [u8]) -> Option<()> {
        if self.length.is_some_and(|length| usize::from(length) != key.len()) {
            return None;
        }
        match self.function {
            Function::Pbkdf2 { iterations, ref hash } => {
                let derive = match hash {
                    Hash::Sha1 => pbkdf2::pbkdf2_hmac::<sha1::Sha1>,
                    Hash::Sha224 => pbkdf2::pbkdf2_hmac::<sha2::Sha224>,
                    Hash::Sha256 => pbkdf2::pbkdf2_hmac::<sha2::Sha256>,
                    Hash::Sha384 => pbkdf2::pbkdf2_hmac::<sha2::Sha384>,
                    Hash::Sha512 => pbkdf2::pbkdf2_hmac::<sha2::Sha512>,
                };
                derive(passphrase, self.salt, iterations, key);
            }
            Function::Scrypt { cost, block_size, passes } => {
                // Only a power of two is a cost.
                let log_cost = u8::try_from(cost.checked_ilog2()?).ok()?;
                if !cost.is_power_of_two() {
                    return None;
                }
                let parameters = scrypt::Params::new(log_cost, block_size, passes).ok()?;
                scrypt::scrypt(passphrase, self.salt, &parameters, key).ok()?;
            }
        }
        Some(())
    }
}

impl Hash {
    /// Without a name it is SHA-1 (RFC 8018 appendix A.2).
    fn read(parameters: &mut Reader<'_>) -> Result<Self, Problem> {
        if parameters.peek().is_none() {
            return Ok(Self::Sha1);
        }
        let mut identifier = parameters.sequence()?;
        let name = identifier.read(der::OID)?;
        if !identifier.optional(der::NULL)?.unwrap_or_default().is_empty() {
            return Err(UNKNOWN);
        }
        identifier.end()?;
        match name.strip_prefix(oid::HMAC) {
            Some([7]) => Ok(Self::Sha1),
            Some([8]) => Ok(Self::Sha224),
            Some([9]) => Ok(Self::Sha256),
            Some([10]) => Ok(Self::Sha384),
            Some([11]) => Ok(Self::Sha512),
            _ => Err(UNKNOWN),
        }
    }
}

impl Cipher {
    /// With its initialisation vector.
    fn read<'a>(mut identifier: Reader<'a>) -> Result<(Self, &'a [u8]), Problem> {
        let name = identifier.read(der::OID)?;
        let iv = identifier.read(der::OCTET_STRING)?;
        identifier.end()?;
        match (name.strip_prefix(oid::AES), iv.len()) {
            (Some([2]), 16) => Ok((Self::Aes128, iv)),
            (Some([22]), 16) => Ok((Self::Aes192, iv)),
            (Some([42]), 16) => Ok((Self::Aes256, iv)),
            _ => Err(UNKNOWN),
        }
    }

    fn key_length(self) -> usize {
        match self {
            Self::Aes128 => 16,
            Self::Aes192 => 24,
            Self::Aes256 => 32,
        }
    }

    fn decrypt(self, key: &[u8], iv: &[u8], data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Aes128 => cbc::<aes::Aes128Dec>(key, iv, data),
            Self::Aes192 => cbc::<aes::Aes192Dec>(key, iv, data),
            Self::Aes256 => cbc::<aes::Aes256Dec>(key, iv, data),
        }
    }
}

fn cbc<C: BlockCipherDecrypt + KeyInit>(
    key: &[u8],
    iv: &[u8],
    data: &[u8],
) -> Option<Zeroizing<Vec<u8>>> {
    let mut plain = Zeroizing::new(data.to_vec());
    let decryptor = cbc::Decryptor::<C>::new_from_slices(key, iv).ok()?;
    let length = decryptor.decrypt_padded::<Pkcs7>(&mut plain).ok()?.len();
    plain.truncate(length);
    Some(plain)
}

fn number<N: TryFrom<u64>>(reader: &mut Reader<'_>) -> Result<N, Problem> {
    let digits = reader.positive()?;
    let number = match digits.len() {
        0..=8 => digits.iter().fold(0, |sum, digit| (sum << 8) | u64::from(*digit)),
        _ => return Err(UNKNOWN),
    };
    N::try_from(number).map_err(|_| UNKNOWN)
}

fn length(parameters: &mut Reader<'_>) -> Result<Option<u16>, Problem> {
    if parameters.peek() == Some(der::INTEGER) { number(parameters).map(Some) } else { Ok(None) }
}
