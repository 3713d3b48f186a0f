use super::*;

#[test]
fn placeholders_are_known_by_their_kind() {
    for text in [
        "XX",
        "a.XX-b",
        "XXX",
        "x=XXXXXX",
        "https://YOUR_ACS_URL/",
        "https://YOURDOMAIN.TLD/saml",
        "https://yourdomain.tld/saml",
        "YOUR-COMPANY",
        "https://your-company.example/acs",
        "https://yoursubdomain.example.com",
        "https://login.your_tenant.example/",
        "<your domain>",
        "https://<subdomain>.example/",
        "https://{{tenant}}.example/",
        "https://{region}-api.example/",
        r#"[{"index":"0","url":"https://YOUR_ACS_URL/"}]"#,
    ] {
        assert!(is_left_in(text), "{text}");
    }
    for text in [
        "",
        "X",
        "aXXb",
        "CXXXXXX",
        "XX1",
        "maxx",
        "JumpCloud",
        "https://yourtown.example/",
        "Your mail",
        "YOU",
        "https://example.com/login",
        "https://sso.jumpcloud.com/saml2/mimecast-cuk1a1",
        "a < b > c",
        r#"[{"index":"0","isDefault":"true","url":"https://eu-api.mimecast.com/login/saml"}]"#,
        "{}",
    ] {
        assert!(!is_left_in(text), "{text}");
    }
}
