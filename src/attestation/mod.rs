//! What people confirmed of Mimecast's console, which no API can read: who, when, and a digest of the values.
//!
//! One file a tenant, JSON Lines: a header that says whose it is, then one attestation a line, sorted by
//! what it is about, so that files kept in Git merge. Of several about the same thing the last one counts, and
//! lines that occur twice, or out of order, do no harm.
//!
//! An attestation is about a [`Piece`]: a human change, or a part of one that can become untrue by itself (one SAML block;
//! the group of a setting). It holds while the values wanted now have the digest that was confirmed.
//!
//! Each line carries a checksum that covers the tenant too. It is there against slips: an edited line, one that
//! was copied from another tenant's file, a merge gone wrong. It is no signature: whoever can write the file can
//! also make a line that fits.

mod book;
mod format;
mod standing;

pub use book::Book;
pub use format::{Attestation, Owner, Piece, parse, render, values_digest};
pub use standing::{Attested, Confirmed};
