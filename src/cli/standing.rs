//! What is true of a tenant, in the words of the two consoles.

use crate::connector::{Block, Connector, DEFAULT_LOGOUT_URL};
use crate::output::{CertificateStanding, ConnectorStanding, Standing};
use crate::plan::{Desired, Observed, World};

/// How the connectors' applications stand, and what is enforced, by what was read last.
pub fn standing(desired: &Desired, observed: &Observed) -> Standing {
    let connectors = desired
        .applications
        .iter()
        .filter_map(|wanted| {
            let ours = observed.ours.get(&wanted.connector)?;
            Some(ConnectorStanding {
                connector: wanted.connector,
                label: ours.application.label.clone(),
                idp_url: ours.application.idp_url.clone(),
                acs_url: wanted.acs.own.clone(),
                certificate: ours.metadata.as_ref().ok().and_then(|metadata| {
                    let certificate = metadata.certificates.first()?;
                    Some(CertificateStanding {
                        fingerprint: certificate.fingerprint.clone(),
                        expires: certificate.not_after.date().to_string(),
                    })
                }),
                access: wanted.groups.iter().chain(&wanted.users).cloned().collect(),
            })
        })
        .collect();
    // A profile that no setting points at is enforced for nobody.
    let profile = observed.profile(&desired.profile);
    let profile = profile.filter(|profile| observed.is_attached(profile));
    let enforced = Block::ALL
        .into_iter()
        .filter(|b| profile.is_some_and(|p| p.blocks.get(b).is_some_and(|v| v.enforced)))
        .map(Block::as_str)
        .collect();
    // Of values that cannot be worked out nothing is said; nor of a tile that this run does not look after.
    let world = World::live(desired, observed);
    let mut ways = world.map_or_else(|_| Vec::new(), |world| world.ways());
    let looked_after = |c: Connector| !desired.is_neighbour(c);
    ways.retain(|way| {
        desired.blocks.contains_key(&way.block) || way.connector.is_none_or(looked_after)
    });
    Standing {
        connectors,
        enforced,
        ways,
        login_url: format!("https://{}", desired.site.login_host),
        portal_url: DEFAULT_LOGOUT_URL.to_owned(),
    }
}
