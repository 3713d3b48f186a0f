//! A part of the tenants of a file, where several machines share them.

use std::fmt;
use std::num::NonZeroU16;
use std::str::FromStr;

use sha2::{Digest, Sha256};

/// One of several parts. Which tenants are in it follows from their names alone: a tenant that is added to the file moves
/// no other one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Shard {
    /// How many parts there are.
    of: NonZeroU16,
    /// Which of them it is, from 1.
    number: NonZeroU16,
}

impl Shard {
    /// How many parts there are.
    pub fn of(self) -> NonZeroU16 {
        self.of
    }

    /// Whether a tenant is in it.
    pub fn has(self, tenant: &str) -> bool {
        let hash = Sha256::digest(tenant);
        let mut first = [0; 8];
        first.copy_from_slice(&hash[..8]);
        u64::from_be_bytes(first) % u64::from(self.of.get()) == u64::from(self.number.get() - 1)
    }

    /// All the parts that this is one of.
    pub fn all(self) -> impl Iterator<Item = Shard> {
        let numbers = (1..=self.of.get()).filter_map(NonZeroU16::new);
        numbers.map(move |number| Shard { number, ..self })
    }
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let shard = parts.and_then(|(number, of)| {
            Some(Shard {
                number: number.parse().ok()?,
                of: of.parse().ok()?,
            })
        });
        shard
            .filter(|shard| shard.number <= shard.of)
            .ok_or_else(|| "it is no part like 2/4, the second of four".to_owned())
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shard(text: &str) -> Shard {
        text.parse().unwrap()
    }

    #[test]
    fn a_part_is_one_of_those_there_are() {
        for text in ["1/1", "1/4", "4/4", "1/65535"] {
            assert_eq!(shard(text).to_string(), text);
        }
        for text in [
            "", "1", "0/4", "5/4", "1/0", "-1/4", "1/4/4", "a/b", "1 / 4", "1/65536",
        ] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }

    #[test]
    fn each_tenant_is_in_one_part_and_the_parts_are_alike() {
        let names: Vec<String> = (0..4000).map(|n| format!("customer-{n}.example")).collect();
        for of in [1, 2, 3, 7, 16] {
            let parts: Vec<Shard> = shard(&format!("1/{of}")).all().collect();
            assert_eq!(parts.len(), of);
            let sizes = parts
                .iter()
                .map(|part| names.iter().filter(|name| part.has(name)).count());
            let sizes: Vec<usize> = sizes.collect();
            assert_eq!(sizes.iter().sum::<usize>(), names.len());
            let fair = names.len() / of;
            assert!(
                sizes.iter().all(|size| size.abs_diff(fair) < fair / 2),
                "{sizes:?}"
            );
        }
    }

    /// Machines of different versions share a file: what is in a part is a promise.
    #[test]
    fn what_is_in_a_part_stays() {
        let of_four = |name: &str| shard("1/4").all().position(|part| part.has(name));
        assert_eq!(of_four("widgets"), Some(0));
        assert_eq!(of_four("acme.example"), Some(2));
        assert_eq!(of_four("Zoo_9"), Some(3));
    }
}
