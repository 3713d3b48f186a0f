//! What the services do now and then, which a sandbox can be asked to do always.

/// What a service does that it was seen to do now and then, and that nobody may rely on its not doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Quirk {
    /// Mimecast gives each object another id at each answer, and takes every id that it ever gave
    IdsChange,
    /// JumpCloud answers at an application's default ACS URL, whichever one a request names
    IdpIgnoresAcs,
    /// JumpCloud's metadata documents and Directory Insights take an API key only, and no service account's token
    KeysOnly,
    /// Mimecast's gateway does not have the newer addresses that list groups and their members: they answer 404
    NoGroupLists,
    /// JumpCloud's sso_auth events do not say what came of them, as in its published specification
    OutcomeAbsent,
    /// JumpCloud's sso_auth events say what came of them as text, "true" or "false"
    OutcomeText,
    /// JumpCloud asks for a second step before its first answer to somebody, and writes an event of it
    SecondStep,
    /// Mimecast's requests do not name the ACS URL that they want the answer at
    SpNamesNoAcs,
}
