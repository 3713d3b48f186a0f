//! A sandbox of the test's own, and the program pointed at it.

use reqwest::Method;
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Sandbox};
use tokio::runtime::Handle;
use tokio::sync::oneshot;

use super::{CONNECT, Run, Tool, find, tool};

/// A running sandbox, and the program pointed at it. It ends when dropped.
pub struct World {
    pub sandbox: Sandbox,
    http: reqwest::Client,
    pub runtime: Handle,
    /// Where the program keeps its lock and journals.
    pub kept: tempfile::TempDir,
    /// Whether the program asks JumpCloud as a service account, and not with a key.
    pub by_service_account: bool,
    _state: Option<tempfile::TempDir>,
    _stop: oneshot::Sender<()>,
}

/// A runtime on a thread of its own: the program is waited for on the test's thread. It ends with the sender.
fn background() -> (Handle, oneshot::Sender<()>) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let handle = runtime.handle().clone();
    let (stop, stopped) = oneshot::channel();
    std::thread::spawn(move || runtime.block_on(stopped));
    (handle, stop)
}

/// Writes that reached JumpCloud and Mimecast.
pub type Writes = (u64, u64);

impl World {
    pub fn new() -> World {
        World::start(Options::default(), None)
    }

    /// A sandbox that starts as `options` say.
    pub fn of(options: Options) -> World {
        World::start(options, None)
    }

    /// A sandbox whose state was changed before anyone saw it.
    pub fn edited(edit: impl FnOnce(&mut Value)) -> World {
        World::changed(|_| {}, edit)
    }

    /// A sandbox in which `made` was at work, and whose state was changed then.
    pub fn changed(made: impl FnOnce(&World), edit: impl FnOnce(&mut Value)) -> World {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("state.json");
        let options = Options {
            state: Some(file.clone()),
            ..Options::default()
        };
        made(&World::start(options.clone(), None));
        let mut state = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
        edit(&mut state);
        std::fs::write(&file, state.to_string()).unwrap();
        World::start(options, Some(folder))
    }

    fn start(options: Options, state: Option<tempfile::TempDir>) -> World {
        let (runtime, stop) = background();
        let sandbox = runtime.block_on(Sandbox::start(options));
        World {
            sandbox: sandbox.expect("the sandbox starts"),
            // Without TLS there is nothing to read certificates for, which takes a while.
            http: reqwest::Client::builder()
                .no_proxy()
                .tls_certs_only([])
                .build()
                .unwrap(),
            runtime,
            kept: tempfile::tempdir().unwrap(),
            by_service_account: false,
            _state: state,
            _stop: stop,
        }
    }

    /// The program with the sandbox's addresses and full credentials.
    pub fn tool(&self) -> Tool {
        let key = self.sandbox.credentials().jumpcloud_api_key;
        match self.by_service_account {
            true => self.service_account(),
            false => self
                .with_mimecast()
                .env("JUMPCLOUD_API_KEY", key.expose_secret()),
        }
    }

    /// The program with a service account in place of the key.
    pub fn service_account(&self) -> Tool {
        let (id, secret) = ("service_account_client_id", "service_account_client_secret");
        self.with_mimecast()
            .env("JUMPCLOUD_CLIENT_ID", self.other(id))
            .env("JUMPCLOUD_CLIENT_SECRET", self.other(secret))
    }

    fn with_mimecast(&self) -> Tool {
        let credentials = self.sandbox.credentials();
        self.addressed()
            .env("MIMECAST_CLIENT_ID", credentials.mimecast_client_id)
            .env(
                "MIMECAST_CLIENT_SECRET",
                credentials.mimecast_client_secret.expose_secret(),
            )
    }

    /// The program with the sandbox's addresses and no credentials. The Mimecast group stands in the
    /// environment, so that an option can name another.
    pub fn addressed(&self) -> Tool {
        tool()
            .env("XDG_STATE_HOME", self.kept.path())
            .env("SSO_SETUP_MIMECAST_GROUP", "All Mimecast users")
            .env("SSO_SETUP_JUMPCLOUD_URL", self.sandbox.jumpcloud_url())
            .env("SSO_SETUP_MIMECAST_URL", self.sandbox.mimecast_url())
    }

    /// One of the sandbox's other credentials.
    pub fn other(&self, name: &str) -> String {
        let others = self.sandbox.other_credentials();
        let (_, secret) = others.iter().find(|(known, _)| *known == name).unwrap();
        secret.expose_secret().to_owned()
    }

    /// The program with Mimecast credentials that lack a product.
    pub fn limited(&self) -> Tool {
        let (id, secret) = (
            "mimecast_limited_client_id",
            "mimecast_limited_client_secret",
        );
        self.tool()
            .env("MIMECAST_CLIENT_ID", self.other(id))
            .env("MIMECAST_CLIENT_SECRET", self.other(secret))
    }

    /// Runs `sso-setup mimecast …` with full credentials.
    pub fn mimecast(&self, args: &[&str]) -> Run {
        self.tool().mimecast(args)
    }

    /// Connects `apps` for all staff on both sides, which must succeed.
    #[track_caller]
    pub fn connect(&self, more: &[&str]) -> Run {
        let run = self.mimecast(&[&CONNECT, more].concat());
        run.exits(0)
    }

    /// The whole state, without credentials.
    pub fn state(&self) -> Value {
        self.control("sandbox/state")
    }

    /// The state without the applications with these IdP URL suffixes, and without the profile and the setting that the tool
    /// makes by default.
    pub fn of_others(&self, suffixes: &[&str]) -> Value {
        let mut state = self.state();
        let mut without = |service: &str, list: &str, ours: &dyn Fn(&Value) -> bool| {
            let all = state[service][list].as_array_mut().unwrap();
            all.retain(|object| !ours(object));
        };
        without("jumpcloud", "applications", &|a| {
            let url = a["document"]["ssoUrl"].as_str().unwrap_or_default();
            suffixes.iter().any(|suffix| url.ends_with(suffix))
        });
        for list in ["profiles", "settings"] {
            without("mimecast", list, &|o| o["description"] == "JumpCloud SSO");
        }
        state
    }

    pub fn counters(&self) -> Value {
        self.control("sandbox/counters")
    }

    pub fn writes(&self) -> Writes {
        let counters = self.counters();
        let of = |service: &str| counters[service]["writes"].as_u64().unwrap();
        (of("jumpcloud"), of("mimecast"))
    }

    /// The JumpCloud document of the application with this IdP URL suffix.
    #[track_caller]
    pub fn application(&self, suffix: &str) -> Value {
        let state = self.state();
        let applications = state["jumpcloud"]["applications"].as_array().unwrap();
        let url = format!("https://sso.jumpcloud.com/saml2/{suffix}");
        let mut found = applications
            .iter()
            .filter(|a| a["document"]["ssoUrl"] == url.as_str());
        let one = found
            .next()
            .unwrap_or_else(|| panic!("no application {suffix}"));
        assert!(found.next().is_none(), "several applications {suffix}");
        one["document"].clone()
    }

    /// Names of the groups and users bound to the application with this IdP URL suffix.
    pub fn access(&self, suffix: &str) -> Vec<String> {
        let id = self.application(suffix)["_id"].clone();
        let state = self.state();
        let jumpcloud = &state["jumpcloud"];
        let application = find(&jumpcloud["applications"], "id", id.as_str().unwrap());
        let name_of = |binding: &Value| {
            let (list, key) = match binding["kind"].as_str() {
                Some("user") => ("users", "email"),
                _ => ("groups", "name"),
            };
            let target = find(&jumpcloud[list], "id", binding["id"].as_str().unwrap());
            target[key].as_str().unwrap().to_owned()
        };
        application["bindings"]
            .as_array()
            .unwrap()
            .iter()
            .map(name_of)
            .collect()
    }

    /// The Mimecast profile or setting (`profiles`, `settings`) of this name, if there is one.
    pub fn mimecast_object(&self, list: &str, description: &str) -> Option<Value> {
        let state = self.state();
        let all = state["mimecast"][list].as_array().unwrap();
        all.iter()
            .find(|o| o["description"] == description)
            .cloned()
    }

    /// Whether a block of the default profile is enforced.
    #[track_caller]
    pub fn enforced(&self, block: &str) -> bool {
        let profile = self
            .mimecast_object("profiles", "JumpCloud SSO")
            .expect("the profile");
        profile["blocks"][block]["enforced"].as_bool().unwrap()
    }

    /// Someone's own request to JumpCloud, which must be taken.
    #[track_caller]
    pub fn jumpcloud(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let url = format!("{}{path}", self.sandbox.jumpcloud_url());
        let key = self.sandbox.credentials().jumpcloud_api_key;
        let mut request = self
            .http
            .request(method.parse::<Method>().unwrap(), url)
            .header("x-api-key", key.expose_secret());
        if let Some(body) = body {
            request = request.json(body);
        }
        let (status, text) = self.runtime.block_on(async {
            let answer = request.send().await.unwrap();
            (answer.status(), answer.text().await.unwrap())
        });
        assert!(status.is_success(), "{method} {path}: {status} {text}");
        serde_json::from_str(&text).unwrap_or(Value::String(text))
    }

    /// An application as somebody makes it in JumpCloud's console by the article, from the catalogue's template, with the IdP
    /// URL suffix `bob`; `edit` is where the hand slipped. (*Assumed*: assembled from the article and JumpCloud's
    /// specification.)
    pub fn by_hand(&self, edit: impl FnOnce(&mut Value)) -> Value {
        let mut document = json!({
            "name": "mimecast", "displayName": "Mimecast", "displayLabel": "Mail (Bob)", "description": "Ask Bob",
            "active": true, "ssoUrl": "https://sso.jumpcloud.com/saml2/bob", "sso": { "type": "saml", "hidden": false },
            "config": {
                "idpEntityId": { "value": "JumpCloud" },
                "spEntityId": { "value": "eu-api.mimecast.com.CUK1A1" },
                "acsUrl": { "value": "https://eu-api.mimecast.com/login/saml" },
            },
        });
        edit(&mut document);
        self.jumpcloud("POST", "/api/applications", Some(&document))
    }

    /// Someone's own change of an application through JumpCloud's API.
    pub fn change_application(&self, suffix: &str, edit: impl FnOnce(&mut Value)) -> Value {
        let mut document = self.application(suffix);
        edit(&mut document);
        let path = format!("/api/applications/{}", document["_id"].as_str().unwrap());
        self.jumpcloud("PUT", &path, Some(&document))
    }

    /// Someone's own request to Mimecast, which must be taken.
    #[track_caller]
    pub fn mimecast_api(&self, path: &str, item: Value) -> Value {
        let credentials = self.sandbox.credentials();
        let base = self.sandbox.mimecast_url();
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", &credentials.mimecast_client_id),
            (
                "client_secret",
                credentials.mimecast_client_secret.expose_secret(),
            ),
        ];
        let answer: Value = self.runtime.block_on(async {
            let token = self.http.post(format!("{base}/oauth/token")).form(&form);
            let token: Value = token.send().await.unwrap().json().await.unwrap();
            let request = self.http.post(format!("{base}{path}"));
            let request = request.bearer_auth(token["access_token"].as_str().unwrap());
            let answer = request
                .json(&json!({ "data": [item] }))
                .send()
                .await
                .unwrap();
            answer.json().await.unwrap()
        });
        let fail = answer["fail"].as_array();
        assert!(fail.is_none_or(Vec::is_empty), "{path}: {answer}");
        answer["data"][0].clone()
    }

    /// The page that the sandbox shows to a browser.
    pub fn page(&self) -> String {
        self.runtime.block_on(async {
            let answer = self.http.get(self.sandbox.page()).send().await.unwrap();
            answer.text().await.unwrap()
        })
    }

    /// A control answer of the sandbox itself.
    pub fn control(&self, path: &str) -> Value {
        let url = format!("{}{path}", self.sandbox.page());
        self.runtime.block_on(async {
            let answer = self.http.get(url).send().await.unwrap();
            answer.json().await.unwrap()
        })
    }
}
