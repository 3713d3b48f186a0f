//! How long a page takes of a sandbox with 10,000 users and 1,000 applications: `cargo bench --bench pages`; with words after
//! `--`, of the requests only that have one of them.
//!
//! It prints and judges nothing: the limit is 5 ms for a page of a hundred. The state is made by hand from that of a new
//! sandbox: its first user and application many times over, everybody in one group, and that bound to the first application.
#![allow(clippy::print_stderr, clippy::print_stdout)]

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use reqwest::{Client, RequestBuilder};
use secrecy::ExposeSecret;
use serde_json::{Value, json};
use sso_setup::sandbox::{Options, Sandbox};

const USERS: usize = 10_000;
const APPLICATIONS: usize = 1_000;
/// Groups beside the large one.
const GROUPS: usize = 1_000;
const ROUNDS: usize = 30;
const LIMIT: Duration = Duration::from_millis(5);

fn main() -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no runtime")?;
    runtime.block_on(async {
        let folder = tempfile::tempdir().context("no folder")?;
        let options = Options {
            state: Some(folder.path().join("state.json")),
            ..Options::default()
        };
        drop(
            Sandbox::start(options.clone())
                .await
                .context("the sandbox does not start")?,
        );
        let file = options.state.as_ref().context("no state file")?;
        let state = std::fs::read(file).context("the state cannot be read")?;
        let mut state: Value = serde_json::from_slice(&state).context("the state is no JSON")?;
        fill(&mut state)?;
        std::fs::write(file, state.to_string()).context("the state cannot be written")?;
        let sandbox = Sandbox::start(options)
            .await
            .context("the sandbox does not start again")?;
        let bench = Bench::of(sandbox).await?;
        bench.jumpcloud(&Ids::large()).await?;
        bench.mimecast().await
    })
}

/// An id whose order is not that of the numbers, as real ones are.
fn id(kind: &str, number: usize) -> String {
    format!(
        "{:08x}{kind}{number:08x}",
        (number * 2_654_435_761) % (1 << 32)
    )
}

fn fill(state: &mut Value) -> Result<()> {
    let jumpcloud = &mut state["jumpcloud"];
    let organization = jumpcloud["organizations"][0]["id"].clone();
    let users: Vec<String> = (0..USERS).map(|n| id("aaaaaaaa", n)).collect();
    let emails: Vec<String> = (0..USERS)
        .map(|n| format!("u{n}@widgets.example"))
        .collect();
    let copies = |one: &Value, ids: &[String], edit: &dyn Fn(&mut Value, usize)| -> Vec<Value> {
        let all = ids.iter().enumerate().map(|(number, id)| {
            let mut copy = one.clone();
            copy["id"] = json!(id);
            copy["organization"] = organization.clone();
            edit(&mut copy, number);
            copy
        });
        all.collect()
    };
    let made = copies(&jumpcloud["users"][0], &users, &|user, number| {
        user["email"] = json!(emails[number]);
    });
    extend(&mut jumpcloud["users"], made)?;
    let groups: Vec<String> = (0..=GROUPS).map(|n| id("bbbbbbbb", n)).collect();
    let made = copies(&jumpcloud["groups"][0], &groups, &|group, number| {
        group["name"] = json!(format!("Group {number}"));
        let members = if number == 0 { &users[..] } else { &users[..3] };
        group["members"] = json!(members);
    });
    extend(&mut jumpcloud["groups"], made)?;
    let applications: Vec<String> = (0..APPLICATIONS).map(|n| id("cccccccc", n)).collect();
    let saml = jumpcloud["applications"]
        .as_array()
        .context("the state has no applications")?;
    let saml = saml
        .iter()
        .find(|one| one["document"]["sso"]["type"] == "saml");
    let saml = saml
        .context("none of its applications is for SAML")?
        .clone();
    let made = copies(&saml, &applications, &|application, number| {
        application["document"]["_id"] = json!(applications[number]);
        application["document"]["displayLabel"] = json!(format!("Application {number}"));
        application["bindings"] = match number {
            0 => groups
                .iter()
                .map(|id| json!({ "kind": "user_group", "id": id }))
                .collect(),
            _ => json!([]),
        };
    });
    extend(&mut jumpcloud["applications"], made)?;
    let folders = &mut state["mimecast"]["folders"];
    let mut folder = folders[0].clone();
    folder["id"] = json!("mc-group-large");
    folder["description"] = json!("Everybody");
    folder["members"] = json!(emails);
    extend(folders, vec![folder])
}

fn extend(list: &mut Value, more: Vec<Value>) -> Result<()> {
    list.as_array_mut().context("no list")?.extend(more);
    Ok(())
}

/// The ids of what is large.
struct Ids {
    application: String,
    group: String,
    user: String,
}

impl Ids {
    fn large() -> Ids {
        Ids {
            application: id("cccccccc", 0),
            group: id("bbbbbbbb", 0),
            user: id("aaaaaaaa", 0),
        }
    }
}

struct Bench {
    sandbox: Sandbox,
    http: Client,
    key: String,
    token: String,
}

impl Bench {
    async fn of(sandbox: Sandbox) -> Result<Bench> {
        let http = Client::builder().no_proxy().build().context("no client")?;
        let credentials = sandbox.credentials();
        let form = [
            ("grant_type", "client_credentials"),
            ("client_id", credentials.mimecast_client_id.as_str()),
            (
                "client_secret",
                credentials.mimecast_client_secret.expose_secret(),
            ),
        ];
        let url = format!("{}/oauth/token", sandbox.mimecast_url());
        let token = http
            .post(url)
            .form(&form)
            .send()
            .await
            .context("no answer")?;
        let token: Value = token.json().await.context("no token")?;
        Ok(Bench {
            key: credentials.jumpcloud_api_key.expose_secret().to_owned(),
            token: token["access_token"]
                .as_str()
                .context("no token")?
                .to_owned(),
            sandbox,
            http,
        })
    }

    async fn jumpcloud(&self, ids: &Ids) -> Result<()> {
        let Ids {
            application,
            group,
            user,
        } = ids;
        let base = self.sandbox.jumpcloud_url();
        for path in [
            "/api/systemusers?limit=100&sort=_id".to_owned(),
            "/api/systemusers?limit=100&sort=_id&skip=5000".to_owned(),
            "/api/systemusers?limit=100&sort=email&fields=email+state".to_owned(),
            "/api/systemusers?filter=email:$eq:u9999@widgets.example".to_owned(),
            "/api/systemusers?filter=activated:$eq:true&limit=100".to_owned(),
            "/api/applications?limit=100&sort=_id".to_owned(),
            "/api/applications?limit=100&skip=900".to_owned(),
            "/api/applications?filter=displayLabel:$eq:Application+500".to_owned(),
            "/api/application-templates?limit=100".to_owned(),
            "/api/v2/usergroups?limit=100&sort=name".to_owned(),
            "/api/v2/usergroups?filter=name:eq:Group+500".to_owned(),
            format!("/api/v2/usergroups/{group}/members?limit=100&skip=5000"),
            format!("/api/v2/usergroups/{group}/membership?limit=100&skip=5000"),
            format!("/api/v2/users/{user}/memberof?limit=100"),
            format!("/api/v2/applications/{application}/users?limit=100&skip=5000"),
            format!("/api/v2/applications/{application}/usergroups?limit=100"),
            format!("/api/v2/applications/{application}/associations?targets=user_group&limit=100"),
        ] {
            let url = format!("{base}{path}");
            let shown = path.replace(group, "{id}").replace(application, "{id}");
            let ask = || self.http.get(&url).header("x-api-key", &self.key);
            measured(&format!("GET {}", shown.replace(user, "{id}")), ask).await?;
        }
        let url = format!("{base}/api/search/systemusers");
        let body = json!({ "searchFilter": { "searchTerm": "u9999", "fields": ["email"] } });
        let ask = || {
            let request = self.http.post(&url).header("x-api-key", &self.key);
            request.json(&body)
        };
        measured("POST /api/search/systemusers", ask).await
    }

    async fn mimecast(&self) -> Result<()> {
        let base = self.sandbox.mimecast_url();
        let groups = "/directory/cloud-gateway/v1/groups";
        for path in [
            format!("{groups}?pageSize=100"),
            format!("{groups}/mc-group-large/members?pageSize=100"),
        ] {
            let url = format!("{base}{path}");
            let ask = || self.http.get(&url).bearer_auth(&self.token);
            measured(&format!("GET {path}"), ask).await?;
        }
        for (path, item) in [
            ("/api/directory/find-groups", json!({})),
            (
                "/api/directory/get-group-members",
                json!({ "id": "mc-group-large" }),
            ),
            ("/api/user/get-internal-users", json!({})),
            ("/api/authentication-profile/find-profiles", json!({})),
        ] {
            let url = format!("{base}{path}");
            let body = json!({ "data": [item] });
            let ask = || self.http.post(&url).bearer_auth(&self.token).json(&body);
            measured(&format!("POST {path}"), ask).await?;
        }
        Ok(())
    }
}

/// Asks many times, one after the other, and prints the fastest, the median and the slowest.
async fn measured(what: &str, ask: impl Fn() -> RequestBuilder) -> Result<()> {
    // Cargo adds options of its own.
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with("--"))
        .peekable();
    if words.peek().is_some() && !words.any(|word| what.contains(&word)) {
        return Ok(());
    }
    let mut took = Vec::new();
    let mut bytes = 0;
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let answer = ask().send().await.context("no answer")?;
        ensure!(answer.status().is_success(), "{what}: {}", answer.status());
        bytes = answer.bytes().await.context("no body")?.len();
        took.push(start.elapsed());
    }
    took.sort();
    let (fastest, median, slowest) = (took[0], took[ROUNDS / 2], took[ROUNDS - 1]);
    let over = if median > LIMIT { "  over 5 ms" } else { "" };
    println!("{fastest:8.2?} {median:8.2?} {slowest:8.2?} {bytes:8} bytes  {what}{over}");
    Ok(())
}
