//! Between Mimecast's profile and setting documents and the plan's view of them.

use crate::connector::Block;
use crate::mimecast::{BlockView, Profile, Setting};
use crate::plan::{
    BlockValues, DesiredApplication, DesiredBlock, Metadata, ObservedProfile, ObservedSetting,
};
use crate::saml::Certificate;

/// A profile as the diff sees it; the certificate becomes its fingerprint.
pub fn observed_profile(profile: &Profile) -> ObservedProfile {
    let blocks = Block::ALL.map(|block| {
        let view = profile.block(block);
        let certificate = Certificate::from_base64(&view.certificate);
        let values = BlockValues {
            enforced: view.enforced,
            provider: view.provider,
            metadata_url: view.metadata_url,
            monitor_metadata_url: view.monitor_metadata_url,
            issuer: view.issuer,
            login_url: view.login_url,
            logout_url: view.logout_url,
            // One that cannot be read is shown as it stands, so that it differs from any wanted one.
            certificate: certificate.map_or(view.certificate, |c| c.fingerprint_sha256()),
            allow_single_sign_on: view.allow_single_sign_on,
            password_protected_context: view.password_protected_context,
            integrated_authentication_context: view.integrated_authentication_context,
        };
        (block, values)
    });
    ObservedProfile {
        id: profile.id().to_owned(),
        description: profile.description().to_owned(),
        default: profile.is_default(),
        blocks: blocks.into(),
        bare: profile.is_bare(),
    }
}

/// A setting as the diff sees it.
pub fn observed_setting(setting: &Setting) -> ObservedSetting {
    ObservedSetting {
        id: setting.id().to_owned(),
        description: setting.description().to_owned(),
        default: setting.is_default(),
        group_id: setting.group_id().to_owned(),
        profile_id: setting.authentication_profile_id().to_owned(),
        bare: setting.is_bare(),
    }
}

/// Fills a block in, and leaves its enforcement as it is: that comes last, and by itself.
pub fn fill_block(
    profile: &mut Profile,
    block: Block,
    wanted: &DesiredBlock,
    application: &DesiredApplication,
    metadata: &Metadata,
) {
    let mut view = profile.block(block);
    "Other".clone_into(&mut view.provider);
    if let Some(url) = &application.metadata_url {
        view.metadata_url.clone_from(url);
        view.monitor_metadata_url = true;
    }
    view.issuer.clone_from(&metadata.entity_id);
    view.login_url = metadata.login_url.clone().unwrap_or_default();
    view.logout_url.clone_from(&wanted.logout_url);
    view.certificate = metadata
        .certificates
        .first()
        .map(|c| c.base64.clone())
        .unwrap_or_default();
    view.allow_single_sign_on = wanted.allow_single_sign_on;
    view.password_protected_context = false;
    view.integrated_authentication_context = false;
    profile.set_block(block, &view);
}

/// Makes a block what it is in a new profile.
pub fn empty_block(profile: &mut Profile, block: Block) {
    profile.set_block(block, &BlockView::default());
}

/// Stops enforcing a block.
pub fn release_block(profile: &mut Profile, block: Block) {
    let mut view = profile.block(block);
    view.enforced = false;
    profile.set_block(block, &view);
}

/// Enforces a block.
pub fn enforce_block(profile: &mut Profile, block: Block) {
    let mut view = profile.block(block);
    view.enforced = true;
    profile.set_block(block, &view);
}
