//! Application templates and applications.

use serde_json::Value;

use super::client::{JumpCloud, Need};
use super::documents::{self, Application, Template};
use super::paging::List;
use crate::error::{Error, Kind, Result};
use crate::http::limit::DOCUMENT;
use crate::http::{self, Repeat, Reply, Request, SendError, path_segment};
use crate::text;

const APPLICATIONS: &str = "/api/applications";
const TEMPLATES: &str = "/api/application-templates";

/// How often a change is sent whose answer is lost each time.
const TRIES: usize = 3;

/// An application that was just created.
#[derive(Debug, Clone)]
pub struct Created {
    /// The application, as JumpCloud reads it back.
    pub application: Application,
    /// Whether JumpCloud's answer was lost, and the application was found by looking.
    pub recovered: bool,
}

impl JumpCloud {
    /// Every catalogue template (v1 `GET /application-templates`).
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn templates(&self) -> Result<Vec<Template>> {
        let list = List::v1(
            TEMPLATES,
            "listing JumpCloud's application templates",
            Need::ReadTemplates,
        );
        let list = list.shaped(documents::template_shape);
        let records = self.list(list.query("sort", "_id")).await?;
        Ok(records.into_iter().map(Template::new).collect())
    }

    /// The template whose `name` is exactly `name`.
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn template_named(&self, name: &str) -> Result<Option<Template>> {
        let doing = format!(
            "finding the application template \"{}\"",
            text::value(name, 80)
        );
        let list = List::v1(TEMPLATES, &doing, Need::ReadTemplates)
            .shaped(documents::template_shape)
            .query("sort", "_id")
            .query("filter", format!("name:$eq:{name}"));
        let records = self.list(list).await?.into_iter().map(Template::new);
        let mut named = records.filter(|template| template.template_name() == name);
        match (named.next(), named.next()) {
            (Some(_), Some(_)) => Err(Error::failed(
                "template-ambiguous",
                format!(
                    "JumpCloud has several application templates named \"{}\"",
                    text::value(name, 80)
                ),
            )),
            (found, _) => Ok(found),
        }
    }

    /// Every application of the organisation (v1 `GET /applications`).
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn applications(&self) -> Result<Vec<Application>> {
        self.applications_sorted("_id").await
    }

    /// The same in the reverse order of their ids.
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn applications_from_the_last(&self) -> Result<Vec<Application>> {
        self.applications_sorted("-_id").await
    }

    async fn applications_sorted(&self, by: &str) -> Result<Vec<Application>> {
        let list = List::v1(
            APPLICATIONS,
            "listing the JumpCloud applications",
            Need::ReadApplications,
        );
        let list = list.shaped(documents::shape);
        let records = self.list(list.query("sort", by)).await?;
        Ok(records.into_iter().map(Application::new).collect())
    }

    /// One application, whole.
    ///
    /// # Errors
    /// `jumpcloud-not-found`; `answer-of-another` when the answer is another application; else as
    /// [`JumpCloud::organizations`].
    pub async fn application(&self, id: &str) -> Result<Application> {
        let request = Request::get(
            format!("{APPLICATIONS}/{}", path_segment(id)?),
            format!("reading the JumpCloud application {id}"),
        )
        .limit(DOCUMENT);
        let reply = self.send(request, Need::ReadApplications).await?;
        Application::with_id(&reply, id)
    }

    /// Creates an application, once (v1 `POST /applications`; `config`, `name` and `ssoUrl` are
    /// required).
    ///
    /// JumpCloud takes two applications with one IdP URL, so the request is never repeated. When
    /// it is not known what became of it, the applications are listed: the one with this `ssoUrl`
    /// that is not among `known_ids` is the one created.
    ///
    /// # Errors
    /// `create-unconfirmed`, [`Kind::Unavailable`](crate::error::Kind::Unavailable), when it is
    /// still not known; `create-ambiguous` when several new ones are there; `jumpcloud-refused`;
    /// else as [`JumpCloud::organizations`].
    pub async fn create_application(&self, body: &Value, known_ids: &[String]) -> Result<Created> {
        let label = body
            .get("displayLabel")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let doing = format!(
            "creating the JumpCloud application \"{}\"",
            text::value(label, 80)
        );
        let request = Request::post(APPLICATIONS, &doing)
            .json(body)
            .limit(DOCUMENT);
        let lost = match self.send(request, Need::WriteApplications).await {
            Ok(reply) => match created(&reply, body, known_ids) {
                Ok(application) => {
                    return Ok(Created {
                        application,
                        recovered: false,
                    });
                }
                // Created, but the answer cannot be read, or is of another.
                Err(error) => error,
            },
            Err(SendError::Certain(error)) => return Err(error),
            Err(SendError::Ambiguous(error)) => error,
        };
        let sso_url = body
            .get("ssoUrl")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let look = async || {
            let found: Vec<Application> = self
                .applications()
                .await?
                .into_iter()
                .filter(|a| {
                    same_suffix(a.sso_url(), sso_url) && !known_ids.iter().any(|id| id == a.id())
                })
                .collect();
            Ok((!found.is_empty()).then_some(found))
        };
        match self.transport().look(look).await {
            Ok(Some(found)) if found.len() == 1 => Ok(Created {
                application: self.application(found[0].id()).await?,
                recovered: true,
            }),
            Ok(Some(found)) => {
                let ids: Vec<&str> = found.iter().map(Application::id).collect();
                Err(Error::failed(
                    "create-ambiguous",
                    format!(
                        "{doing}: JumpCloud now has {} new applications with the IdP URL {}: {}",
                        found.len(),
                        text::value(sso_url, 200),
                        crate::text::list(&ids)
                    ),
                )
                .hint("delete the ones too many in JumpCloud, then run the same command again"))
            }
            Ok(None) => Err(http::unconfirmed(
                lost,
                "the application was not created so far",
            )),
            Err(_) => Err(http::unconfirmed(
                lost,
                "and the applications could not be listed",
            )),
        }
    }

    /// Replaces an application, which was read as `before`, with `body` (v1 `PUT /applications/{id}`).
    ///
    /// A full replace: what `body` leaves out is reset, and a certificate left out is made anew, each time that it is
    /// sent. Start from the whole document as read. Where the answer is lost, or is not this application, the application
    /// is read: it is the answer where it is what was sent; where nothing was done, the request is sent again.
    ///
    /// # Errors
    /// `answer-of-another` or `unexpected-answer` when it is not what was sent after that either, `service-unavailable` or
    /// `unreachable` where answers were lost and it is not, or where nobody can tell;
    /// `jumpcloud-not-found`, `jumpcloud-refused`; else as [`JumpCloud::organizations`].
    pub async fn replace_application(
        &self,
        before: &Application,
        body: &Value,
    ) -> Result<Application> {
        let id = before.id();
        let path = format!("{APPLICATIONS}/{}", path_segment(id)?);
        let doing = format!("updating the JumpCloud application {id}");
        let (mut left, mut odd) = (TRIES, 0);
        loop {
            left -= 1;
            let request = Request::put(&path, &doing).json(body).limit(DOCUMENT);
            let (lost, again) = match self.send(request, Need::WriteApplications).await {
                Ok(reply) => match replaced(&reply, id, body) {
                    Ok(application) => return Ok(application),
                    Err(lost) => {
                        odd += 1;
                        (lost, odd == 1)
                    }
                },
                Err(SendError::Certain(error)) => return Err(error),
                Err(SendError::Ambiguous(error)) => {
                    let passes = error.kind == Kind::Unavailable;
                    (error, passes)
                }
            };
            let mut seen = Effect::Unclear;
            let look = async || {
                let live = self.application(id).await?;
                seen = effect(before.as_value(), body, live.as_value());
                Ok((seen == Effect::Done).then_some(live))
            };
            let found = self.transport().look(look).await;
            match found {
                Ok(Some(live)) => return Ok(live),
                Ok(None) if again && left > 0 && seen == Effect::None => {}
                _ => return Err(lost),
            }
        }
    }

    /// Deletes an application (v1 `DELETE /applications/{id}`). One that is gone already is no error.
    ///
    /// JumpCloud answers with the application, or with nothing (204 is an inference). After any other answer, which
    /// something in between may have given, and where the answer is lost, the application is looked for; it is deleted
    /// again only where it is still there.
    ///
    /// # Errors
    /// `unexpected-answer` or `answer-of-another` when it is still there after such an answer; else as [`JumpCloud::organizations`].
    pub async fn delete_application(&self, id: &str) -> Result<()> {
        let path = format!("{APPLICATIONS}/{}", path_segment(id)?);
        let doing = format!("deleting the JumpCloud application {id}");
        let mut left = TRIES;
        loop {
            left -= 1;
            let request = Request::delete(&path, &doing);
            let sent = self.send_or(request, Need::WriteApplications, &[404]).await;
            let (lost, again) = match sent {
                Ok(reply) if reply.status() == 404 || reply.body().is_empty() => return Ok(()),
                Ok(reply) => match Application::with_id(&reply, id) {
                    Ok(_) => return Ok(()),
                    Err(odd) => (odd, false),
                },
                Err(SendError::Certain(error)) => return Err(error),
                Err(SendError::Ambiguous(error)) => (error, true),
            };
            let gone = async || match self.application(id).await {
                Err(error) if error.code == "jumpcloud-not-found" => Ok(Some(())),
                Err(error) => Err(error),
                Ok(_) => Ok(None),
            };
            match self.transport().look(gone).await {
                Ok(Some(())) => return Ok(()),
                Ok(None) if again && left > 0 => {}
                _ => return Err(lost),
            }
        }
    }

    /// Sets an application's logo (v2 `POST /applications/{id}/logo`, multipart field `image`).
    /// JumpCloud takes PNG, JPEG and SVG of at most 100 KB.
    ///
    /// # Errors
    /// `jumpcloud-refused`; else as [`JumpCloud::organizations`].
    pub async fn upload_logo(
        &self,
        id: &str,
        file_name: &str,
        media_type: &str,
        bytes: Vec<u8>,
    ) -> Result<()> {
        let request = Request::post(
            format!("/api/v2/applications/{}/logo", path_segment(id)?),
            format!("uploading the logo of the JumpCloud application {id}"),
        )
        .file("image", file_name, media_type, bytes)
        // The same image twice is the same logo.
        .repeat(Repeat::Safe);
        self.send(request, Need::WriteApplications).await?;
        Ok(())
    }
}

/// The application that an answer to a creation shows: with the IdP URL that was sent, and none that was there.
fn created(reply: &Reply, body: &Value, known_ids: &[String]) -> Result<Application> {
    let made = Application::from_reply(reply)?;
    let asked = body["ssoUrl"].as_str().unwrap_or_default();
    if !same_suffix(made.sso_url(), asked) {
        return Err(reply.of_another(made.sso_url(), asked));
    }
    match known_ids.iter().any(|id| id == made.id()) {
        true => Err(reply.of_another(made.id(), "a new application")),
        false => Ok(made),
    }
}

/// Whether two IdP URLs end alike. The host may be another than was asked for: no source tells it for every region.
fn same_suffix(one: &str, other: &str) -> bool {
    let suffix = |url: &str| url.rsplit('/').next().map(str::to_owned);
    suffix(one) == suffix(other)
}

/// The application that an answer to a replacement shows: this one, with the IdP URL that was sent.
fn replaced(reply: &Reply, id: &str, body: &Value) -> Result<Application> {
    let written = Application::with_id(reply, id)?;
    match body["ssoUrl"].as_str() {
        Some(asked) if asked != written.sso_url() => {
            Err(reply.of_another(written.sso_url(), asked))
        }
        _ => Ok(written),
    }
}

/// What became of a replacement whose answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// It was made.
    Done,
    /// It was not made so far, and may be sent again.
    None,
    /// Something else was made, or nobody can tell: sent again, it could make another certificate.
    Unclear,
}

/// What became of replacing `before` by `sent`, by what is `live` now. Where the certificate is left out the certificate says
/// it, since a second replacement would make another one; else the values do, and the second makes the same.
fn effect(before: &Value, sent: &Value, live: &Value) -> Effect {
    let done = reflects(sent, live);
    let (had, given) = (certificate(before), certificate(sent));
    match (had, given, certificate(live)) {
        (Some(_), None, None) => Effect::Unclear,
        (Some(had), None, Some(has)) if had == has => Effect::None,
        (Some(_), None, Some(_)) if done => Effect::Done,
        (Some(_), None, Some(_)) => Effect::Unclear,
        _ if done => Effect::Done,
        _ => Effect::None,
    }
}

/// The certificate of an application's document; one that is empty is none.
fn certificate(document: &Value) -> Option<&str> {
    let value = document.pointer("/config/idpCertificate/value")?.as_str()?;
    (!value.is_empty()).then_some(value)
}

/// Whether an application as read is what was sent: every plain value of it, and of its settings. Certificate and
/// key are left out: JumpCloud shows no key, and a certificate that was left out is made by it.
fn reflects(sent: &Value, live: &Value) -> bool {
    let plain = ["active", "description", "displayLabel", "ssoUrl", "color"];
    let hidden = |document: &Value| document.pointer("/sso/hidden").cloned();
    let settings = sent["config"].as_object().into_iter().flatten();
    let differs = |key: &str, field: &Value| {
        let written = &live["config"][key]["value"];
        field.get("value").is_some_and(|value| value != written)
    };
    plain
        .iter()
        .all(|key| sent.get(key).is_none_or(|value| *value == live[key]))
        && hidden(sent).is_none_or(|value| Some(value) == hidden(live))
        && !settings
            .filter(|(key, _)| !["idpCertificate", "idpPrivateKey"].contains(&key.as_str()))
            .any(|(key, field)| differs(key, field))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_certificate_that_was_left_out_tells_whether_it_was_made() {
        let document = |label: &str, certificate: Value| {
            json!({"displayLabel": label, "config": {
                "acsUrl": {"value": "https://a"}, "idpCertificate": {"value": certificate}
            }})
        };
        let without = |label: &str| json!({"displayLabel": label, "config": {"acsUrl": {"value": "https://a"}}});
        let before = document("Mail", json!("old"));
        for (sent, live, effect) in [
            // Sent with its certificate: the values tell.
            (
                document("New", json!("old")),
                document("New", json!("old")),
                Effect::Done,
            ),
            (
                document("New", json!("old")),
                document("Mail", json!("old")),
                Effect::None,
            ),
            // Sent without: only the certificate does.
            (without("Mail"), before.clone(), Effect::None),
            (without("New"), before.clone(), Effect::None),
            (
                without("Mail"),
                document("Mail", json!("new")),
                Effect::Done,
            ),
            (without("New"), document("New", json!("new")), Effect::Done),
            (
                without("New"),
                document("Mail", json!("new")),
                Effect::Unclear,
            ),
            (
                without("Mail"),
                document("Mail", json!("")),
                Effect::Unclear,
            ),
            (without("Mail"), without("Mail"), Effect::Unclear),
            (document("Mail", json!("")), before.clone(), Effect::None),
            (
                document("Mail", json!(null)),
                document("Mail", json!("new")),
                Effect::Done,
            ),
        ] {
            assert_eq!(
                super::effect(&before, &sent, &live),
                effect,
                "{sent} {live}"
            );
        }
    }
}
