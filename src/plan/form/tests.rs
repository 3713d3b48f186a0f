use super::*;

#[test]
fn a_field_is_found_by_each_of_its_names() {
    for field in BlockField::ALL {
        assert_eq!(BlockField::named(field.name()), Some(field));
        assert_eq!(BlockField::keyed(field.key()), Some(field));
    }
    for field in SettingField::ALL {
        assert_eq!(SettingField::named(field.name()), Some(field));
        assert_eq!(SettingField::keyed(field.key()), Some(field));
    }
    assert_eq!(BlockField::Issuer.of(Block::WebApps), "web-apps.issuer");
}
