//! What goes over the wire: each request carries the one credential that it needs, in the one place for it.

use serde_json::json;

use crate::proxy::{Answered, Asked, Rig, expect};
use crate::secrets::{Secrets, tokens};

const SET_UP: &str = "mimecast --connector apps,personal-portal,admin-console --group 'All Staff' \
    --admin ada@widgets.example --mimecast-group 'All Mimecast users' --yes";

/// Every command that talks to a service.
fn use_everything(rig: &Rig) {
    let folder = tempfile::tempdir().unwrap();
    let logo = folder.path().join("logo.svg");
    std::fs::write(&logo, "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    rig.run("mimecast plan --group 'All Staff' -o json", 0);
    rig.run(
        &format!(
            "{SET_UP} --create-groups --group New --tile-logo '{}'",
            logo.display()
        ),
        0,
    );
    rig.run(
        "mimecast apply --group 'All Staff' --description Changed --yes",
        0,
    );
    rig.run("mimecast metadata", 0);
    rig.run("mimecast worksheet", 0);
    rig.run("doctor --connector apps,admin-console", 0);
    rig.run("discover", 0);
    let several = &rig.others["multi_tenant_api_key"];
    let chosen = "mimecast plan --jumpcloud-org Widgets";
    expect(rig.command(chosen).env("JUMPCLOUD_API_KEY", several), 0);
}

/// Every text of a request by its place, but the place that the credential belongs in.
fn elsewhere(asked: &Asked, allowed: Option<&str>) -> Vec<(String, Vec<u8>)> {
    let headers = asked.headers.iter();
    let mut texts: Vec<(String, Vec<u8>)> = headers
        .map(|(name, value)| (name.clone(), value.clone().into_bytes()))
        .collect();
    texts.push(("the address".to_owned(), asked.target.clone().into_bytes()));
    texts.push(("the body".to_owned(), asked.body.clone()));
    texts.retain(|(place, _)| Some(place.as_str()) != allowed);
    texts
}

/// A service account's secret stands in its token request, and the token in every other one; no key is sent.
#[test]
fn a_request_of_a_service_account_carries_its_token_alone() {
    let rig = Rig::start();
    let id = rig.others["service_account_client_id"].clone();
    let secret = rig.others["service_account_client_secret"].clone();
    for line in [
        SET_UP,
        "mimecast verify --group 'All Staff' -vvv",
        "mimecast metadata -vvv",
        "doctor -vvv -o json",
    ] {
        let mut command = rig.command(line);
        command
            .env_remove("JUMPCLOUD_API_KEY")
            .env("JUMPCLOUD_CLIENT_ID", &id)
            .env("JUMPCLOUD_CLIENT_SECRET", &secret);
        let output = expect(&mut command, 0);
        let mut secrets = Secrets::of(&rig);
        secrets
            .0
            .push(("service account".to_owned(), secret.clone()));
        secrets.not_printed(line, &output);
    }
    let log = rig.log();
    let given = tokens(&log);
    let mut secrets = Secrets::of(&rig);
    secrets
        .0
        .push(("service account".to_owned(), secret.clone()));
    let (mut forms, mut bearers) = (0, 0);
    for asked in log.iter().map(|exchange| &exchange.asked) {
        let line = format!("{} {}", asked.method, asked.target);
        assert_eq!(asked.header("x-api-key"), None, "{line}");
        let authorization = asked.header("authorization").unwrap_or_default();
        match asked.path() {
            // A verify on loopback looks whether it is the sandbox, and signs in there as people do.
            path if ["/mimecast/oauth/", "/sandbox/", "/web/"]
                .iter()
                .any(|start| path.starts_with(start)) =>
            {
                assert_eq!(asked.header("authorization"), None, "{line}");
                continue;
            }
            "/jumpcloud/oauth2/token" => {
                assert_eq!(asked.body, b"grant_type=client_credentials&scope=api");
                assert!(authorization.starts_with("Basic "), "{line}");
                forms += 1;
            }
            _ => {
                let token = authorization.strip_prefix("Bearer ");
                assert!(
                    token.is_some_and(|token| given.iter().any(|known| known == token)),
                    "{line}"
                );
                bearers += 1;
            }
        }
        for (place, text) in elsewhere(asked, Some("authorization")) {
            assert_eq!(secrets.in_text(&text), None, "{line}: {place}");
        }
    }
    assert!(forms == 4 && bearers > 30, "{forms} {bearers}");
}

#[test]
fn a_request_carries_the_one_credential_that_it_needs() {
    let rig = Rig::start();
    use_everything(&rig);
    let log = rig.log();
    let mut secrets = Secrets::of(&rig);
    let several = rig.others["multi_tenant_api_key"].clone();
    secrets
        .0
        .push(("key of several".to_owned(), several.clone()));
    let bearers: Vec<String> = tokens(&log)
        .iter()
        .map(|token| format!("Bearer {token}"))
        .collect();
    let (mut keys, mut forms, mut authorized) = (0, 0, 0);
    for exchange in &log {
        let asked = &exchange.asked;
        let line = format!("{} {}", asked.method, asked.target);
        let path = asked.path();
        let allowed = if path.starts_with("/jumpcloud/") {
            let key = asked.header("x-api-key").unwrap_or_default();
            let known = key == rig.credentials["JUMPCLOUD_API_KEY"] || key == several;
            assert!(known, "{line}");
            assert_eq!(asked.header("authorization"), None, "{line}");
            keys += 1;
            Some("x-api-key")
        } else if path == "/mimecast/oauth/token" {
            let form: Vec<(String, String)> = url::form_urlencoded::parse(&asked.body)
                .into_owned()
                .collect();
            let wanted = [
                ("grant_type", "client_credentials"),
                ("client_id", rig.credentials["MIMECAST_CLIENT_ID"].as_str()),
                (
                    "client_secret",
                    rig.credentials["MIMECAST_CLIENT_SECRET"].as_str(),
                ),
            ];
            let wanted = wanted.map(|(name, value)| (name.to_owned(), value.to_owned()));
            assert_eq!(form, wanted, "{line}");
            assert_eq!(asked.header("authorization"), None, "{line}");
            forms += 1;
            Some("the body")
        } else {
            assert!(path.starts_with("/mimecast/"), "{line}");
            let bearer = asked.header("authorization").unwrap_or_default();
            assert!(bearers.iter().any(|known| known == bearer), "{line}");
            authorized += 1;
            Some("authorization")
        };
        for (place, text) in elsewhere(asked, allowed) {
            assert_eq!(secrets.in_text(&text), None, "{line}: {place}");
        }
        for name in ["cookie", "referer", "proxy-authorization"] {
            assert_eq!(asked.header(name), None, "{line}");
        }
    }
    assert!(
        keys > 20 && forms > 3 && authorized > 10,
        "{keys} {forms} {authorized}"
    );
}

/// The metadata URL is one that Mimecast could fetch: no credential goes there, though it is at JumpCloud's own
/// address.
#[test]
fn the_metadata_url_is_fetched_without_credentials() {
    let rig = Rig::start();
    rig.run(SET_UP, 0);
    let document = rig.run("mimecast metadata", 0).stdout;
    rig.intercept(move |asked| {
        let public = asked.path() == "/jumpcloud/public/metadata.xml";
        public.then(|| Answered::new(200, "application/xml", document.clone()))
    });
    let plan = rig.run(
        &format!(
            "mimecast plan --group 'All Staff' --block web-apps=apps \
             --metadata-url {}/jumpcloud/public/metadata.xml -o json",
            rig.origin
        ),
        0,
    );
    let plan: serde_json::Value = serde_json::from_slice(&plan.stdout).unwrap();
    assert_ne!(plan["changes"], json!([]), "{plan}");
    let log = rig.log();
    let mut fetched = log
        .iter()
        .filter(|e| e.asked.path().starts_with("/jumpcloud/public/"));
    let asked = &fetched.next().expect("the metadata URL was fetched").asked;
    let secrets = Secrets::of(&rig);
    for (place, text) in elsewhere(asked, None) {
        assert_eq!(secrets.in_text(&text), None, "{place}");
    }
    for name in ["x-api-key", "x-org-id", "authorization", "cookie"] {
        assert_eq!(asked.header(name), None);
    }
}

/// A redirect would carry the credential along: it is refused, and the other host hears nothing.
#[test]
fn a_redirect_is_not_followed() {
    for (service, status) in [
        ("jumpcloud", 302),
        ("jumpcloud", 307),
        ("mimecast", 301),
        ("mimecast", 308),
    ] {
        let rig = Rig::start();
        let other = crate::listener::Listener::start();
        let target = format!("{}/collect", other.url());
        let prefix = format!("/{service}/");
        rig.intercept(move |asked| {
            let mut answered = Answered::new(status, "text/plain", "");
            answered
                .headers
                .push(("location".to_owned(), target.clone()));
            asked.path().starts_with(&prefix).then_some(answered)
        });
        let output = rig.run("mimecast plan --group 'All Staff' -o json -vvv", 1);
        let error: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(error["error"]["code"], "redirected", "{error}");
        assert_eq!(other.connections(), 0, "{service} {status}");
        Secrets::of(&rig).not_printed("redirected", &output);
    }
}

/// A proxy of the environment would read the credentials that plain HTTP carries to this machine.
#[test]
fn no_proxy_stands_between_the_tool_and_a_loopback_address() {
    let rig = Rig::start();
    let proxy = crate::listener::Listener::start();
    let mut command = rig.command("mimecast plan --group 'All Staff'");
    for name in [
        "HTTP_PROXY",
        "http_proxy",
        "HTTPS_PROXY",
        "https_proxy",
        "ALL_PROXY",
        "all_proxy",
    ] {
        command.env(name, proxy.url());
    }
    expect(&mut command, 0);
    assert_eq!(proxy.connections(), 0);
}
