//! One algorithm behind one byte, so that SM4 can follow: 1 = AES-256-GCM.

use aes_gcm::{
    Aes256Gcm, KeyInit, Nonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::ZeroizeOnDrop;

use crate::StoreError;

const AES_256_GCM: u8 = 1;
const NONCE_BYTES: usize = 12;

/// Where randomness comes from: the system in production, a seed in simulations.
pub trait Random: Send + Sync {
    /// Fill with random bytes.
    fn fill(&self, bytes: &mut [u8]);

    /// 128 random bits.
    fn next(&self) -> u128 {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        u128::from_be_bytes(bytes)
    }
}

/// A key for the records of one case.
#[derive(Clone, ZeroizeOnDrop)]
pub struct DataKey([u8; 32]);

impl std::fmt::Debug for DataKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DataKey(…)")
    }
}

impl DataKey {
    pub(crate) fn fresh(random: &dyn Random) -> Self {
        let mut bytes = [0; 32];
        random.fill(&mut bytes);
        Self(bytes)
    }

    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        Some(Self(bytes.try_into().ok()?))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// A keyed hash, as hexadecimal: tells nothing to whoever has not the key.
    pub(crate) fn mac(&self, purpose: &str, parts: &[&str]) -> String {
        let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(&self.0) else {
            return String::new();
        };
        for part in std::iter::once(&purpose).chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// Encrypt; the bytes say with what, and belong to `owner` alone.
    pub fn seal(&self, owner: &str, plain: &[u8], random: &dyn Random) -> Result<Vec<u8>, StoreError> {
        let mut nonce = [0; NONCE_BYTES];
        random.fill(&mut nonce);
        let cipher = Aes256Gcm::new_from_slice(&self.0).map_err(|_| StoreError::Sealed)?;
        let body = cipher
            .encrypt(&Nonce::from(nonce), Payload { msg: plain, aad: owner.as_bytes() })
            .map_err(|_| StoreError::Sealed)?;
        let mut sealed = Vec::with_capacity(1 + NONCE_BYTES + body.len());
        sealed.push(AES_256_GCM);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&body);
        Ok(sealed)
    }

    /// Decrypt what was sealed for `owner`.
    pub fn open(&self, owner: &str, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        let (&algorithm, rest) = sealed.split_first().ok_or(StoreError::Sealed)?;
        let (nonce, body) = rest.split_at_checked(NONCE_BYTES).ok_or(StoreError::Sealed)?;
        if algorithm != AES_256_GCM {
            return Err(StoreError::Sealed);
        }
        let nonce: [u8; NONCE_BYTES] = nonce.try_into().map_err(|_| StoreError::Sealed)?;
        let cipher = Aes256Gcm::new_from_slice(&self.0).map_err(|_| StoreError::Sealed)?;
        cipher
            .decrypt(&Nonce::from(nonce), Payload { msg: body, aad: owner.as_bytes() })
            .map_err(|_| StoreError::Sealed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(std::sync::atomic::AtomicU8);
    impl Random for Counting {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill_with(|| self.0.fetch_add(1, std::sync::atomic::Ordering::Relaxed));
        }
    }

    #[test]
    fn a_sealed_text_opens_for_its_owner_only_and_shows_any_change() {
        let random = Counting(0.into());
        let key = DataKey::fresh(&random);
        let sealed = key.seal("record:1", "楼道灯坏了".as_bytes(), &random).unwrap();

        assert_eq!(key.open("record:1", &sealed).unwrap(), "楼道灯坏了".as_bytes());
        assert!(key.open("record:2", &sealed).is_err());
        assert!(DataKey::fresh(&random).open("record:1", &sealed).is_err());
        for i in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[i] ^= 1;
            assert!(key.open("record:1", &changed).is_err(), "byte {i}");
            assert!(key.open("record:1", &sealed[..i]).is_err(), "cut at {i}");
        }
    }
}
