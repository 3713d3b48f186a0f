//! Where the console is. Mimecast's own console has one address for all of it, so these are the sandbox's.

/// Where everything of the console is; both lists begin here: *Users & Groups | Applications*.
pub const CONSOLE: &str = "/console";

/// The two lists, and the forms of what is in them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Authentication profiles.
    Profiles,
    /// Application settings.
    Settings,
}

impl List {
    /// Both, in the order of the console.
    pub const ALL: [List; 2] = [List::Profiles, List::Settings];

    const fn segment(self) -> &'static str {
        match self {
            List::Profiles => "authentication-profiles",
            List::Settings => "application-settings",
        }
    }

    /// Where the list is.
    pub fn path(self) -> String {
        format!("{CONSOLE}/{}", self.segment())
    }

    /// Where the form of a new one is; no id is that word.
    pub fn new_path(self) -> String {
        format!("{}/new", self.path())
    }

    /// Where the form of one is.
    pub fn form_path(self, id: &str) -> String {
        format!("{}/{id}", self.path())
    }

    /// Where one is deleted.
    pub fn delete_path(self, id: &str) -> String {
        format!("{}/{id}/delete", self.path())
    }
}
