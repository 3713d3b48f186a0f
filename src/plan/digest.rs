//! A fingerprint of a plan, to apply exactly what was reviewed.

use serde::Serialize;
use serde_json::json;

use super::allowed::Allowed;
use super::change::{Change, TenantSummary};
use crate::hash::sha256_hex;

#[derive(Serialize)]
struct Digested<'a> {
    organization_id: &'a str,
    account_code: &'a str,
    jumpcloud: &'a str,
    mimecast: &'a str,
    mode: super::Mode,
    allow: Vec<String>,
    changes: &'a [Change],
}

/// `sha256:` and hex over organisation, account code, both base addresses, mode, allowed guards
/// and changes; never messages, warnings or times.
pub fn digest(tenant: &TenantSummary, allow: &Allowed, changes: &[Change]) -> String {
    let digested = Digested {
        organization_id: &tenant.organization_id,
        account_code: tenant.account_code.as_str(),
        jumpcloud: &tenant.jumpcloud,
        mimecast: &tenant.mimecast,
        mode: tenant.mode,
        allow: allow.names(),
        changes,
    };
    let text = json!(digested).to_string();
    format!("sha256:{}", sha256_hex(text.as_bytes()))
}
