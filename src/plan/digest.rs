//! A fingerprint of a plan, to apply exactly what was reviewed.

use serde_json::{Value, json};

use super::change::{Change, TenantSummary};
use super::wanted::Wanted;
use crate::hash::sha256_hex;

/// `sha256:` and hex over organisation, account code, grid, both base addresses, mode, what was wanted (every guard's
/// input and allowed guard included) and changes; never messages, warnings or times.
pub fn digest(tenant: &TenantSummary, wanted: &Wanted, changes: &[Change]) -> String {
    digest_of_shown(&json!(tenant), wanted, &json!(changes))
}

/// The same of a tenant and of changes as a plan shows them: a plan file has them in no other form.
pub fn digest_of_shown(tenant: &Value, wanted: &Wanted, changes: &Value) -> String {
    let mut digested = json!({
        "organization_id": tenant["organization_id"],
        "account_code": tenant["account_code"],
        "grid": tenant["grid"]["api_host"],
        "jumpcloud": tenant["jumpcloud"],
        "mimecast": tenant["mimecast"],
        "mode": tenant["mode"],
        "wanted": wanted,
        "changes": changes,
    });
    // A plan file that went through a formatter may have its keys in another order.
    digested.sort_all_objects();
    format!("sha256:{}", sha256_hex(digested.to_string().as_bytes()))
}
