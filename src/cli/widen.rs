//! From a pilot group to everybody: the command that does it.

use clap::ValueEnum;

use crate::connector::Connector;
use crate::engine::Planned;
use crate::jumpcloud::Region;
use crate::tenant::{MimecastMode, pilot_group};
use crate::text::shell_word;

use super::connected::Tenant;

/// Stands for the Mimecast group of everybody, where nobody named it.
const NAME: &str = "NAME";

/// What is said before the command, and the command; `None` where SAML is in force for no pilot group. What it leaves out
/// stays as it is.
pub fn command(tenant: &Tenant, planned: &Planned) -> Option<(String, String)> {
    let (options, desired) = (&tenant.options, &planned.desired);
    let wanted = &desired.setting;
    let pilot = pilot_group(&wanted.description);
    let live = planned.observed.setting(&wanted.description);
    let applied = match live {
        Some(live) => live.group.name.as_ref(),
        None => wanted.group.as_ref(),
    };
    let tried = applied == Some(&pilot) || !wanted.members.is_empty();
    if !tried {
        return None;
    }
    let group = options.mimecast_group.as_ref();
    let group = group.filter(|group| Some(*group) != applied);
    let mut words = vec!["sso-setup".to_owned(), "mimecast".to_owned()];
    let mut give = |name: &str, value: &str| {
        words.extend([format!("--{name}"), shell_word(value)]);
    };
    give("account-code", desired.account_code.as_str());
    match &options.mimecast_host {
        Some(host) => give("mimecast-host", host),
        None => give("subdomain", &desired.site.subdomain),
    }
    if options.jumpcloud_region != Region::Us
        && let Some(region) = options.jumpcloud_region.to_possible_value()
    {
        give("jumpcloud-region", region.get_name());
    }
    if options.mimecast_mode != MimecastMode::Auto
        && let Some(mode) = options.mimecast_mode.to_possible_value()
    {
        give("mimecast-mode", mode.get_name());
    }
    let organization = options.jumpcloud_org.iter();
    organization.for_each(|organization| give("jumpcloud-org", organization));
    for (name, url) in [
        ("jumpcloud-url", &options.jumpcloud_url),
        ("mimecast-url", &options.access.mimecast_url),
    ] {
        url.iter().for_each(|url| give(name, url.as_str()));
    }
    // A profile that enforces a block of a connector which is left out is not applied to other people.
    let there = |c: &Connector| planned.observed.ours.contains_key(c);
    for connector in Connector::ALL.into_iter().filter(there) {
        give("connector", connector.as_str());
        let application = desired.application(connector);
        if let Some(own) = application.filter(|a| a.suffix != a.default_suffix) {
            give("idp-url-suffix", &format!("{connector}:{}", own.suffix));
        }
    }
    for (block, source) in &options.blocks {
        give("block", &format!("{block}={source}"));
    }
    for block in &options.enforce {
        give("enforce", block.as_str());
    }
    give("profile", &desired.profile);
    give("application-setting", &wanted.description);
    desired.admin.iter().for_each(|admin| give("admin", admin));
    give("mimecast-group", group.map_or(NAME, String::as_str));
    let what = "The pilot signed in. To apply the profile to everybody";
    let what = match group {
        Some(_) => format!("{what}:"),
        None => format!("{what}, with the name of Mimecast's group of everybody for {NAME}:"),
    };
    Some((what, words.join(" ")))
}
