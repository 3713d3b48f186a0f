//! A running sandbox with clients for both of its services.

use reqwest::{Client, Method, Response};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Sandbox};

/// A running sandbox and a plain HTTP client.
pub struct Bench {
    pub sandbox: Sandbox,
    pub http: Client,
}

impl Bench {
    /// A new sandbox on a free port.
    pub async fn start() -> Bench {
        Bench::with(Options::default()).await
    }

    pub async fn with(options: Options) -> Bench {
        Bench {
            sandbox: Sandbox::start(options).await.expect("the sandbox starts"),
            http: Client::builder().no_proxy().build().unwrap(),
        }
    }

    /// One of the other credentials.
    pub fn other(&self, name: &str) -> String {
        let others = self.sandbox.other_credentials();
        let (_, secret) = others.iter().find(|(known, _)| *known == name).unwrap();
        secret.expose_secret().to_owned()
    }

    /// The API key that may do everything.
    pub fn key(&self) -> String {
        let credentials = self.sandbox.credentials();
        credentials.jumpcloud_api_key.expose_secret().to_owned()
    }

    /// A JumpCloud request with any headers.
    pub async fn send(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<Value>,
    ) -> Response {
        let url = format!("{}{path}", self.sandbox.jumpcloud_url());
        let mut request = self.http.request(method.parse::<Method>().unwrap(), url);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.expect("an answer")
    }

    /// A JumpCloud request with the full key: status and JSON, null where there is no JSON.
    pub async fn jumpcloud(&self, method: &str, path: &str, body: Option<Value>) -> (u16, Value) {
        let key = self.key();
        let headers = [("x-api-key", key.as_str())];
        let answer = self.send(method, path, &headers, body).await;
        (
            answer.status().as_u16(),
            answer.json().await.unwrap_or_default(),
        )
    }

    /// Shorthand for reading.
    pub async fn get(&self, path: &str) -> Value {
        let (status, body) = self.jumpcloud("GET", path, None).await;
        assert_eq!(status, 200, "{path}: {body}");
        body
    }

    /// A JumpCloud answer that is no JSON: status, content type, text.
    pub async fn get_text(&self, path: &str) -> (u16, String, String) {
        let key = self.key();
        let answer = self.send("GET", path, &[("x-api-key", &key)], None).await;
        let kind = &answer.headers()["content-type"];
        let kind = kind.to_str().unwrap().to_owned();
        (answer.status().as_u16(), kind, answer.text().await.unwrap())
    }

    /// A new application from the Mimecast template, by its IdP URL's last segment.
    pub async fn create_mimecast(&self, suffix: &str) -> Value {
        let body = json!({
            "name": "mimecast",
            "ssoUrl": format!("https://sso.jumpcloud.com/saml2/{suffix}"),
            "config": {},
        });
        let (status, created) = self
            .jumpcloud("POST", "/api/applications", Some(body))
            .await;
        assert_eq!(status, 200, "{created}");
        created
    }

    /// An application's metadata: status, content type, text.
    pub async fn metadata(&self, application: &str) -> (u16, String, String) {
        let organization = self.sandbox.organization_id();
        self.get_text(&format!(
            "/api/organizations/{organization}/applications/{application}/metadata.xml"
        ))
        .await
    }

    /// A bearer token for a client.
    pub async fn token_of(&self, id: &str, secret: &str) -> String {
        let url = format!("{}/oauth/token", self.sandbox.mimecast_url());
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", id),
            ("client_secret", secret),
        ];
        let answer = self.http.post(url).form(&form).send().await.unwrap();
        let answer: Value = answer.json().await.unwrap();
        answer["access_token"].as_str().unwrap().to_owned()
    }

    /// A bearer token for the client that may do everything.
    pub async fn token(&self) -> String {
        let credentials = self.sandbox.credentials();
        let secret = credentials
            .mimecast_client_secret
            .expose_secret()
            .to_owned();
        self.token_of(&credentials.mimecast_client_id, &secret)
            .await
    }

    /// A Mimecast request in the envelope with any token and page.
    pub async fn mimecast_raw(&self, token: &str, path: &str, body: Value) -> (u16, Value) {
        let url = format!("{}{path}", self.sandbox.mimecast_url());
        let request = self.http.post(url).bearer_auth(token).json(&body);
        let answer = request.send().await.unwrap();
        (answer.status().as_u16(), answer.json().await.unwrap())
    }

    /// A Mimecast request with a new token that must be taken: `data` and the codes in `fail`.
    pub async fn mimecast(&self, path: &str, item: Option<Value>) -> (Value, Vec<String>) {
        let token = self.token().await;
        let data: Vec<Value> = item.into_iter().collect();
        let (status, answer) = self
            .mimecast_raw(&token, path, json!({ "data": data }))
            .await;
        assert_eq!(status, 200, "{path}: {answer}");
        let fails = answer["fail"].as_array().cloned().unwrap_or_default();
        let codes = fails.iter().map(|fail| {
            let code = fail["errors"][0]["code"].as_str();
            code.unwrap_or_default().to_owned()
        });
        (answer["data"].clone(), codes.collect())
    }

    /// A control answer of the sandbox itself.
    pub async fn control(&self, method: &str, path: &str) -> Value {
        let url = format!("{}{path}", self.sandbox.page());
        let request = self.http.request(method.parse::<Method>().unwrap(), url);
        request.send().await.unwrap().json().await.unwrap()
    }
}
