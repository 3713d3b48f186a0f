//! The questions of a set-up: what each is called, and what of the options answers it.

use crate::connector::{Block, Connector};
use crate::plan::BACKUP_ADMINISTRATOR;
use crate::tenant::{Options, Skip};

/// A question, in the order in which they are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// The account code at Mimecast.
    AccountCode,
    /// The grid, where the account code does not tell it.
    Subdomain,
    /// Which of several organisations.
    Organization,
    Connectors,
    /// Whether an application that is there is used for this connector.
    Application(Connector),
    /// JumpCloud's groups that are given access.
    Groups,
    MimecastGroup,
    /// An administrator who can sign in through JumpCloud.
    Administrator,
    /// Whether one outside the profile can sign in.
    BackupAdministrator,
    /// Who tries it first.
    Pilot,
    /// Where anybody can read the metadata of this connector's application.
    MetadataUrl(Connector),
    /// Whose sign-in is waited for.
    Whom,
}

impl Question {
    /// What a review calls the answer.
    pub fn label(self) -> String {
        match self {
            Question::AccountCode => "Mimecast account".to_owned(),
            Question::Subdomain => "Mimecast subdomain".to_owned(),
            Question::Organization => "JumpCloud organisation".to_owned(),
            Question::Connectors => "Connectors".to_owned(),
            Question::Application(connector) => format!("Application for {connector}"),
            Question::Groups => "JumpCloud groups".to_owned(),
            Question::MimecastGroup => "Mimecast group".to_owned(),
            Question::Administrator => "Administrator".to_owned(),
            Question::BackupAdministrator => "Administrator outside".to_owned(),
            Question::Pilot => "Tried first by".to_owned(),
            Question::MetadataUrl(connector) => format!("Metadata URL of {connector}"),
            Question::Whom => "Waited for".to_owned(),
        }
    }

    /// Whether the answer tells whose services are meant: all that was read is another's once it changes.
    pub fn is_whose(self) -> bool {
        self <= Question::Organization
    }

    /// What says that it is answered with nothing.
    pub fn skip(self) -> Option<Skip> {
        match self {
            Question::Groups => Some(Skip::Group),
            Question::MimecastGroup => Some(Skip::MimecastGroup),
            Question::Administrator => Some(Skip::Admin),
            Question::BackupAdministrator => Some(Skip::BackupAdministrator),
            Question::Pilot => Some(Skip::Pilot),
            Question::MetadataUrl(_) => Some(Skip::MetadataUrl),
            _ => None,
        }
    }

    /// Whether it is answered with nothing, or was.
    pub fn is_skipped(self, options: &Options) -> bool {
        self.skip().is_some_and(|skip| options.skip.contains(&skip))
    }

    /// Whether it is a question no more where these connectors are chosen.
    pub fn is_stray(self, options: &Options) -> bool {
        match self {
            Question::Application(of) | Question::MetadataUrl(of) => {
                !options.chosen_connectors().contains(&of)
            }
            Question::Administrator | Question::BackupAdministrator => {
                !concerns_administrators(options)
            }
            _ => false,
        }
    }

    /// Whether the answer was given about that of `other`: it may be no answer once that is another. All that an answer hangs
    /// on is named, also what it hangs on by way of a third.
    pub fn hangs_on(self, other: Question) -> bool {
        use Question::{
            AccountCode, Administrator, Application, BackupAdministrator, Connectors, Groups,
            MetadataUrl, MimecastGroup, Organization, Pilot, Subdomain, Whom,
        };
        match self {
            AccountCode | Organization | Connectors => false,
            Subdomain => other == AccountCode,
            // Applications of this organisation, with the ACS URLs of this account.
            Application(_) => matches!(other, AccountCode | Subdomain | Organization),
            MetadataUrl(of) => {
                let whose = matches!(other, AccountCode | Subdomain | Organization);
                whose || other == Connectors || other == Application(of)
            }
            Groups | Whom => other == Organization,
            MimecastGroup => other == AccountCode,
            // A user of JumpCloud, who administers this account.
            Administrator => matches!(other, AccountCode | Organization),
            // One whom the application setting, which is for this group, does not concern.
            BackupAdministrator => matches!(other, AccountCode | MimecastGroup),
            // People who have access, and for whom SAML would be put in force.
            Pilot => {
                let whose = matches!(other, AccountCode | Subdomain | Organization);
                whose || matches!(other, Application(_) | Groups | MimecastGroup)
            }
        }
    }

    /// Takes the answer out of the options.
    pub fn forget(self, options: &mut Options) {
        match self {
            Question::AccountCode => options.account.account_code = None,
            Question::Subdomain => options.subdomain = None,
            Question::Organization => options.jumpcloud_org = None,
            Question::Connectors => options.connectors.clear(),
            Question::Application(of) => {
                options.idp_url_suffix.retain(|s| s.connector != Some(of));
            }
            Question::Groups => options.groups.clear(),
            Question::MimecastGroup => options.mimecast_group = None,
            Question::Administrator => options.admin = None,
            Question::BackupAdministrator => {
                options.confirm_steps.retain(|s| s != BACKUP_ADMINISTRATOR);
            }
            Question::Pilot => {
                options.pilot.clear();
                options.pilot_only = false;
            }
            Question::MetadataUrl(of) => options.metadata_url.retain(|u| u.connector != Some(of)),
            Question::Whom => options.users.clear(),
        }
        options.skip.retain(|skip| Some(*skip) != self.skip());
    }
}

/// Whether SAML is to be put in force for administrators.
pub fn concerns_administrators(options: &Options) -> bool {
    let connectors = || options.chosen_connectors();
    options.enforce.contains(&Block::AdminConsole)
        || options.enforce.is_empty() && connectors().contains(&Connector::AdminConsole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Question> {
        let of_connectors = Connector::ALL.into_iter();
        let of_connectors =
            of_connectors.flat_map(|of| [Question::Application(of), Question::MetadataUrl(of)]);
        let others = [
            Question::AccountCode,
            Question::Subdomain,
            Question::Organization,
            Question::Connectors,
            Question::Groups,
            Question::MimecastGroup,
            Question::Administrator,
            Question::BackupAdministrator,
            Question::Pilot,
            Question::Whom,
        ];
        of_connectors.chain(others).collect()
    }

    #[test]
    fn an_answer_hangs_on_earlier_ones_and_on_all_that_those_hang_on() {
        let all = all();
        for of in &all {
            for on in all.iter().filter(|on| of.hangs_on(**on)) {
                assert!(on < of, "{on:?} is asked before {of:?}");
                for third in all.iter().filter(|third| on.hangs_on(**third)) {
                    assert!(of.hangs_on(*third), "{of:?}, {on:?}, {third:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_asked_again_once_an_answer_is_another() {
        let (apps, portal) = (Connector::Apps, Connector::PersonalPortal);
        let applications = Connector::ALL.map(Question::Application);
        let urls = Connector::ALL.map(Question::MetadataUrl);
        let of_applications = [&applications[..], &urls].concat();
        let cases = [
            (
                Question::AccountCode,
                [
                    &of_applications[..],
                    &[
                        Question::Subdomain,
                        Question::MimecastGroup,
                        Question::Administrator,
                        Question::BackupAdministrator,
                        Question::Pilot,
                    ],
                ]
                .concat(),
            ),
            (
                Question::Subdomain,
                [&of_applications[..], &[Question::Pilot]].concat(),
            ),
            (
                Question::Organization,
                [
                    &of_applications[..],
                    &[
                        Question::Groups,
                        Question::Administrator,
                        Question::Pilot,
                        Question::Whom,
                    ],
                ]
                .concat(),
            ),
            (Question::Connectors, urls.into()),
            (
                Question::Application(apps),
                vec![Question::MetadataUrl(apps), Question::Pilot],
            ),
            (
                Question::Application(portal),
                vec![Question::MetadataUrl(portal), Question::Pilot],
            ),
            (Question::Groups, vec![Question::Pilot]),
            (
                Question::MimecastGroup,
                vec![Question::BackupAdministrator, Question::Pilot],
            ),
            (Question::Administrator, vec![]),
            (Question::BackupAdministrator, vec![]),
            (Question::Pilot, vec![]),
            (Question::MetadataUrl(apps), vec![]),
            (Question::Whom, vec![]),
        ];
        for (changed, mut expected) in cases {
            let mut again = all();
            again.retain(|question| question.hangs_on(changed));
            again.sort();
            expected.sort();
            assert_eq!(again, expected, "{changed:?}");
        }
    }
}
