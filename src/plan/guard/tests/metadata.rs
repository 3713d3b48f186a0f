//! What Mimecast is told, and how long it holds.

use super::*;

#[test]
fn unfit_metadata_is_refused_and_says_why() {
    type Spoil = fn(&mut Metadata);
    let table: [(&str, Spoil); 7] = [
        ("entity ID", |m| m.entity_id = "Other".to_owned()),
        ("login URL", |m| {
            m.login_url = Some("https://evil.example/".to_owned())
        }),
        ("SingleSignOnService", |m| m.login_url = None),
        ("no signing certificate", |m| m.certificates.clear()),
        ("1024 bits", |m| m.certificates[0].rsa_bits = Some(1024)),
        ("not valid before", |m| {
            m.certificates[0].not_before = NOW + Duration::days(1)
        }),
        ("expired", |m| m.certificates[0].not_after = NOW),
    ];
    for (word, spoil) in table {
        let mut observed = connected();
        // Something to do, so that the metadata matters.
        block(&mut observed).logout_url = String::new();
        let ours = observed.ours.get_mut(&Connector::Apps).unwrap();
        spoil(ours.metadata.as_mut().unwrap());
        let plan = plan(&desired(), &observed, None);
        assert_eq!(plan.refusals[0].guard, "metadata-unfit", "{word}");
        assert!(
            plan.refusals[0].message.contains(word),
            "{}",
            plan.refusals[0].message
        );
    }
}

#[test]
fn an_expiring_certificate_warns_a_month_and_refuses_a_week_before() {
    let table = [(31, 0, 0), (30, 1, 0), (8, 1, 0), (7, 0, 1), (1, 0, 1)];
    for (days, warnings, refused) in table {
        let mut observed = connected();
        block(&mut observed).logout_url = String::new();
        let ours = observed.ours.get_mut(&Connector::Apps).unwrap();
        ours.metadata.as_mut().unwrap().certificates[0].not_after = NOW + Duration::days(days);
        let plan = plan(&desired(), &observed, None);
        let expiring = plan
            .warnings
            .iter()
            .filter(|w| w.code == "certificate-expiring");
        assert_eq!(
            (expiring.count(), plan.refusals.len()),
            (warnings, refused),
            "{days} days"
        );
    }
}

#[test]
fn a_public_metadata_url_must_serve_the_same_document() {
    let mut observed = connected();
    block(&mut observed).logout_url = String::new();
    let mut other = metadata();
    other.certificates[0].fingerprint = "EE:EE".to_owned();
    for (public, expected) in [
        (Ok(metadata()), vec![]),
        (Ok(other), vec!["metadata-unfit"]),
        (Err("not found".to_owned()), vec!["metadata-unfit"]),
    ] {
        observed
            .ours
            .get_mut(&Connector::Apps)
            .unwrap()
            .public_metadata = Some(public);
        assert_eq!(refusals(&desired(), &observed, None), expected);
    }
}
