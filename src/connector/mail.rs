//! What the mail hosts of a domain tell about its Mimecast grid.

use super::{Grid, UnknownGrid};

/// Where a domain's mail goes, as far as its MX records tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MailRoute {
    /// To one Mimecast grid.
    Grid(&'static Grid),
    /// To several Mimecast grids.
    Several(Vec<&'static Grid>),
    /// To a grid of Mimecast's that is not known here.
    Unknown(&'static UnknownGrid),
    /// To Mimecast, by hosts that tell no grid.
    Mimecast,
    /// To somebody else.
    Elsewhere,
}

impl MailRoute {
    /// Reads host names in lower case, without a trailing dot. Hosts that are not Mimecast's are passed
    /// over where another is: a domain can have a backup elsewhere.
    ///
    /// It tells where mail goes, which is where the account lives unless a domain is moving.
    pub fn of_hosts<H: AsRef<str>>(hosts: &[H]) -> Self {
        let takes = |grid: &&Grid| hosts.iter().any(|h| grid.takes_mail_at(h.as_ref()));
        let grids: Vec<&'static Grid> = Grid::all().iter().filter(takes).collect();
        let mut unknown = hosts
            .iter()
            .filter_map(|h| UnknownGrid::of_host(h.as_ref()));
        if let ([], Some(unknown)) = (grids.as_slice(), unknown.next()) {
            return MailRoute::Unknown(unknown);
        }
        match grids.as_slice() {
            [grid] => MailRoute::Grid(grid),
            [] if hosts.iter().any(|h| Grid::is_mimecast_host(h.as_ref())) => MailRoute::Mimecast,
            [] => MailRoute::Elsewhere,
            _ => MailRoute::Several(grids),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(hosts: &[&str]) -> String {
        match MailRoute::of_hosts(hosts) {
            MailRoute::Grid(grid) => grid.subdomain.to_owned(),
            MailRoute::Several(grids) => {
                let names: Vec<&str> = grids.iter().map(|g| g.subdomain).collect();
                names.join("+")
            }
            MailRoute::Unknown(grid) => grid.name.to_owned(),
            MailRoute::Mimecast => "mimecast".to_owned(),
            MailRoute::Elsewhere => "elsewhere".to_owned(),
        }
    }

    #[test]
    fn every_pattern_of_the_facts_finds_its_grid() {
        for (host, found) in [
            ("eu-smtp-inbound-1.mimecast.com", "eu"),
            ("de-smtp-inbound-2.mimecast.com", "de"),
            ("us-smtp-inbound-1.mimecast.com", "us"),
            ("usb-smtp-inbound-1.mimecast.com", "usb"),
            ("au-smtp-inbound-1.mimecast.com", "au"),
            ("za-smtp-inbound-1.mimecast.co.za", "za"),
            ("je-smtp-inbound-1.mimecast-offshore.com", "jer"),
            ("ca-smtp-outbound-1.mimecast.com", "ca"),
            ("ca-smtp-inbound-1.mimecast.com", "ca"),
            ("uspcom-smtp-outbound-1.mimecast-pscom-us.com", "uspcom"),
            ("uspcom-smtp-inbound-1.mimecast-pscom-us.com", "uspcom"),
            ("uspgov-smtp-inbound-1.mimecast-psgov-us.com", "USPGOV"),
        ] {
            assert_eq!(route(&[host]), found, "{host}");
        }
    }

    #[test]
    fn what_tells_no_grid_is_not_guessed_from() {
        for (hosts, found) in [
            (&["service-alpha-inbound-a.mimecast.com"][..], "mimecast"),
            (&["mx.mimecast-pscom-us.com"], "mimecast"),
            (&["uspcom-smtp-inbound-1.mimecast.com"], "mimecast"),
            (&["mx.notmimecast-psgov-us.com"], "elsewhere"),
            (
                &["eu-smtp-inbound-1.mimecast.com.evil.example"],
                "elsewhere",
            ),
            (&["eu-smtp-inbound-1.notmimecast.com"], "elsewhere"),
            (&["a.eu-smtp-inbound-1.mimecast.com"], "mimecast"),
            (&["mimecast.com"], "elsewhere"),
            (&[""], "elsewhere"),
            (&[], "elsewhere"),
            (
                &["aspmx.l.google.com", "us-smtp-inbound-1.mimecast.com"],
                "us",
            ),
            (
                &[
                    "us-smtp-inbound-1.mimecast.com",
                    "eu-smtp-inbound-1.mimecast.com",
                ],
                "eu+us",
            ),
        ] {
            assert_eq!(route(hosts), found, "{hosts:?}");
        }
    }
}
