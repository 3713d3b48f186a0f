//! What an API application must have for each address: a product, and a permission of its role.
//!
//! Both lacks are one answer, 403. Which address wants which is from Scriptception's ledger of the published catalogue
//! (`capabilities/api-v2.json`, 2026-08-08; medium confidence) and from Mimecast's developer pages; for addresses that no
//! catalogue has it is *assumed*.

use axum::http::Method;

use super::addresses::GROUPS;

/// Account details.
pub const ACCOUNT: Product = "accountmanagement";
/// Audit events.
pub const AUDIT: Product = "auditevents";
/// People and groups.
pub const DIRECTORY: Product = "userandgroupmanagement";
/// Among others, administrator roles.
const ONBOARDING: Product = "emailsecurityonboarding";

/// To read account details.
pub const READ_ACCOUNT: Permission = "Account | Dashboard | Read";
/// To read audit events.
pub const READ_AUDIT: Permission = "Account | Logs | Read";
/// To read groups and who is in them, at the newer addresses.
pub const READ_GROUPS: Permission = "Directories | Groups | Read";
/// To make and fill groups; and to find them at the older address.
const EDIT_GROUPS: Permission = "Directories | Groups | Edit";
/// To read who is in a group, at the older address.
const SYNC: Permission = "Services | Directory Sync | Read";
/// To read the account's users (Axonius's page on its Mimecast adapter: low confidence).
const READ_USERS: Permission = "Directories | Internal | Read";
/// To read administrator roles.
const READ_ROLES: Permission = "Directories | Roles | Read";

type Product = &'static str;
type Permission = &'static str;

/// The product that a request to `path`, relative to the service's base address, wants, and the permission, where it wants
/// one. `None` for the addresses that are assumed, and those that are not there.
pub fn wanted(method: &Method, path: &str) -> Option<(Product, Option<Permission>)> {
    let below_groups = path
        .strip_prefix(GROUPS)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    Some(match path {
        "/identity/whoami" => (ACCOUNT, None),
        "/api/account/get-account" => (ACCOUNT, Some(READ_ACCOUNT)),
        "/api/audit/get-categories" => (AUDIT, None),
        "/api/audit/get-audit-events" => (AUDIT, Some(READ_AUDIT)),
        "/api/directory/find-groups" => (DIRECTORY, Some(EDIT_GROUPS)),
        "/api/directory/get-group-members" => (DIRECTORY, Some(SYNC)),
        "/api/user/get-internal-users" => (DIRECTORY, Some(READ_USERS)),
        "/role/cloud-gateway/v1/roles" => (ONBOARDING, Some(READ_ROLES)),
        _ if below_groups && method == Method::GET => (DIRECTORY, Some(READ_GROUPS)),
        _ if below_groups => (DIRECTORY, Some(EDIT_GROUPS)),
        _ => return None,
    })
}
