//! Application templates and applications.

use serde_json::Value;

use super::client::{JumpCloud, Need};
use super::documents::{Application, Template};
use super::paging::List;
use crate::error::{Error, Result};
use crate::http::{self, Repeat, Request, SendError, path_segment};

const APPLICATIONS: &str = "/api/applications";
const TEMPLATES: &str = "/api/application-templates";

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
        let list = List::new(
            TEMPLATES,
            "listing JumpCloud's application templates",
            Need::ReadTemplates,
        );
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
            http::redact::printable(name, 80)
        );
        let list = List::new(TEMPLATES, &doing, Need::ReadTemplates)
            .query("sort", "_id")
            .query("filter", format!("name:$eq:{name}"));
        let records = self.list(list).await?;
        Ok(records
            .into_iter()
            .map(Template::new)
            .find(|template| template.template_name() == name))
    }

    /// Every application of the organisation (v1 `GET /applications`).
    ///
    /// # Errors
    /// As [`JumpCloud::organizations`].
    pub async fn applications(&self) -> Result<Vec<Application>> {
        let list = List::new(
            APPLICATIONS,
            "listing the JumpCloud applications",
            Need::ReadApplications,
        );
        let records = self.list(list.query("sort", "_id")).await?;
        Ok(records.into_iter().map(Application::new).collect())
    }

    /// One application, whole.
    ///
    /// # Errors
    /// `jumpcloud-not-found`; else as [`JumpCloud::organizations`].
    pub async fn application(&self, id: &str) -> Result<Application> {
        let request = Request::get(
            format!("{APPLICATIONS}/{}", path_segment(id)?),
            format!("reading the JumpCloud application {id}"),
        );
        let reply = self.send(request, Need::ReadApplications).await?;
        Application::from_reply(&reply)
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
            http::redact::printable(label, 80)
        );
        let request = Request::post(APPLICATIONS, &doing).json(body);
        let lost = match self.send(request, Need::WriteApplications).await {
            Ok(reply) => match Application::from_reply(&reply) {
                Ok(application) => {
                    return Ok(Created {
                        application,
                        recovered: false,
                    });
                }
                // Created, but the answer cannot be read.
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
                .filter(|a| a.sso_url() == sso_url && !known_ids.iter().any(|id| id == a.id()))
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
                        http::redact::printable(sso_url, 200),
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

    /// Replaces an application with `body` (v1 `PUT /applications/{id}`).
    ///
    /// A full replace: what `body` leaves out is reset, and a certificate left out is made anew.
    /// Start from the whole document as read.
    ///
    /// # Errors
    /// `jumpcloud-not-found`, `jumpcloud-refused`; else as [`JumpCloud::organizations`].
    pub async fn replace_application(&self, id: &str, body: &Value) -> Result<Application> {
        let request = Request::put(
            format!("{APPLICATIONS}/{}", path_segment(id)?),
            format!("updating the JumpCloud application {id}"),
        )
        .json(body);
        let reply = self.send(request, Need::WriteApplications).await?;
        Application::from_reply(&reply)
    }

    /// Deletes an application (v1 `DELETE /applications/{id}`). One that is gone already is no error.
    ///
    /// JumpCloud answers with the application, or with nothing (204 is an inference). After any other answer,
    /// something in between may have spoken, and the application is looked for.
    ///
    /// # Errors
    /// `unexpected-answer` when it is still there after such an answer; else as [`JumpCloud::organizations`].
    pub async fn delete_application(&self, id: &str) -> Result<()> {
        let request = Request::delete(
            format!("{APPLICATIONS}/{}", path_segment(id)?),
            format!("deleting the JumpCloud application {id}"),
        );
        let reply = self
            .send_or(request, Need::WriteApplications, &[404])
            .await?;
        let answers = || Application::from_reply(&reply).is_ok_and(|gone| gone.id() == id);
        if reply.status() == 404 || reply.body().is_empty() || answers() {
            return Ok(());
        }
        match self.application(id).await {
            Err(error) if error.code == "jumpcloud-not-found" => Ok(()),
            Err(error) => Err(error),
            Ok(_) => Err(reply.unexpected(&reply.excerpt(), "the deleted application")),
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
