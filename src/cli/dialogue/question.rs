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
            Question::Application(connector) => !options.chosen_connectors().contains(&connector),
            Question::Administrator | Question::BackupAdministrator => {
                !concerns_administrators(options)
            }
            _ => false,
        }
    }

    /// Whether the answer may be no answer once that of `first` is another.
    pub fn follows(self, first: Question) -> bool {
        match first {
            Question::Organization => self > first,
            Question::AccountCode => {
                let of_mimecast = [
                    Question::Subdomain,
                    Question::MimecastGroup,
                    Question::BackupAdministrator,
                    Question::Pilot,
                ];
                of_mimecast.contains(&self) || self.is_of_applications()
            }
            Question::Subdomain => self.is_of_applications(),
            Question::Connectors => matches!(self, Question::MetadataUrl(_)),
            Question::Application(of) => self == Question::MetadataUrl(of),
            // Who tries it first has access by a group.
            Question::Groups => self == Question::Pilot,
            _ => false,
        }
    }

    fn is_of_applications(self) -> bool {
        matches!(self, Question::Application(_) | Question::MetadataUrl(_))
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
