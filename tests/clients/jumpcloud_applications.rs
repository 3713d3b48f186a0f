//! JumpCloud's applications: found exactly, created once, replaced whole, and their metadata.

use std::sync::Mutex;

use serde_json::{Value, json};
use sso_setup::jumpcloud::Application;

use crate::canned::{Answer, Canned};
use crate::jumpcloud::{ORG, client};

const A1: &str = "5f00000000000000000000a1";

fn application(id: &str, sso_url: &str) -> Value {
    json!({"_id": id, "name": "saml2", "ssoUrl": sso_url, "active": true, "config": {}})
}

#[tokio::test]
async fn a_template_is_found_by_its_exact_name() {
    let server = Canned::serve(|_, _| {
        let results = json!([{"_id": "5f0000000000000000000f01", "name": "Mimecast"}, {"_id": "5f0000000000000000000f02", "name": "mimecast"}]);
        Answer::json(200, json!({"results": results, "totalCount": 2}))
    });
    let client = client(&server);
    assert_eq!(
        client
            .template_named("mimecast")
            .await
            .unwrap()
            .unwrap()
            .id(),
        "5f0000000000000000000f02"
    );
    assert!(client.template_named("mimecas").await.unwrap().is_none());
    assert_eq!(
        server.requests()[0].query("filter"),
        Some("name:$eq:mimecast")
    );
}

#[tokio::test]
async fn a_create_that_answers_is_that() {
    let server = Canned::serve(|request, _| {
        let mut created = request.json();
        created["_id"] = json!("5f0000000000000000000e00");
        Answer::json(200, created)
    });
    let body = application("", "https://sso.example.com/x");
    let created = client(&server)
        .create_application(&body, &[])
        .await
        .unwrap();
    assert_eq!(
        (created.application.id(), created.recovered),
        ("5f0000000000000000000e00", false)
    );
    assert_eq!(server.lines(), ["POST /api/applications"]);
}

/// A server on which a create is acted on `made` times and answered with `answer`.
fn losing(made: usize, answer: fn() -> Answer) -> Canned {
    let store = Mutex::new(vec![
        application("5f0000000000000000000b01", "https://sso.example.com/x"),
        application("5f0000000000000000000b02", "https://sso.example.com/y"),
    ]);
    Canned::serve(move |request, _| {
        let mut store = store.lock().unwrap();
        match request.line().as_str() {
            "POST /api/applications" => {
                for i in 0..made {
                    store.push(application(
                        &format!("5f0000000000000000000e{i:02}"),
                        "https://sso.example.com/x",
                    ));
                }
                answer()
            }
            "GET /api/applications" => {
                Answer::json(200, json!({"results": *store, "totalCount": store.len()}))
            }
            _ => {
                let id = request.path.rsplit('/').next().unwrap();
                let found = store.iter().find(|a| a["_id"] == id).unwrap();
                Answer::json(200, found.clone())
            }
        }
    })
}

#[tokio::test]
async fn a_create_whose_answer_is_lost_is_looked_for_and_never_repeated() {
    let body = application("", "https://sso.example.com/x");
    let known = [
        "5f0000000000000000000b01".to_owned(),
        "5f0000000000000000000b02".to_owned(),
    ];
    let answers: [fn() -> Answer; 5] = [
        || Answer::HangUp,
        || Answer::empty(503),
        || Answer::empty(500),
        || Answer::text(200, "text/html", "<html></html>"),
        || Answer::text(200, "application/json", "{\"_id\":\"ne"),
    ];
    for answer in answers {
        let server = losing(1, answer);
        let created = client(&server)
            .create_application(&body, &known)
            .await
            .unwrap();
        assert_eq!(
            (created.application.id(), created.recovered),
            ("5f0000000000000000000e00", true)
        );
        assert_eq!(server.count("POST /api/applications"), 1);

        let server = losing(0, answer);
        let error = client(&server)
            .create_application(&body, &known)
            .await
            .unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("create-unconfirmed", 5));
        assert_eq!(server.count("POST /api/applications"), 1);

        let server = losing(2, answer);
        let error = client(&server)
            .create_application(&body, &known)
            .await
            .unwrap_err();
        assert_eq!(error.code, "create-ambiguous");
        assert!(
            error
                .message
                .contains("5f0000000000000000000e00, 5f0000000000000000000e01"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_create_that_is_refused_is_not_looked_for() {
    let server = losing(0, || {
        Answer::json(400, json!({"error": "The IdP URL is required"}))
    });
    let body = application("", "https://sso.example.com/x");
    let error = client(&server)
        .create_application(&body, &[])
        .await
        .unwrap_err();
    assert_eq!(error.code, "jumpcloud-refused");
    assert!(error.message.contains("The IdP URL is required"));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn a_replace_sends_the_document_as_it_was_read() {
    let text = r#"{"zeta":null,"_id":"5f00000000000000000000a1","name":"saml2","ssoUrl":"https://x","config":{"b":{"value":"x"},"a":{"odd":[1,2.5]}},"active":true}"#;
    let server = Canned::serve(move |_, _| Answer::text(200, "application/json", text));
    let client = client(&server);
    let read = client
        .application("5f00000000000000000000a1")
        .await
        .unwrap();
    client
        .replace_application(&read, &read.clone().into_value())
        .await
        .unwrap();
    let last = server.requests().pop().unwrap();
    assert_eq!(
        last.line(),
        "PUT /api/applications/5f00000000000000000000a1"
    );
    assert_eq!(String::from_utf8(last.body).unwrap(), text);
    assert_eq!(
        last.headers
            .iter()
            .filter(|(n, _)| n == "content-type")
            .count(),
        1
    );
    assert_eq!(
        server.count("PUT /api/applications/5f00000000000000000000a1"),
        1
    );
}

/// A server with one application, which makes a new certificate for each replacement without one. Of the nth replacement
/// `acted` says whether it is made; up to `lost` of them `answer` is the answer. The first `stale` reads after a replacement
/// show what was before it.
fn replacing(
    start: Value,
    acted: &'static [bool],
    lost: usize,
    answer: fn() -> Answer,
    stale: usize,
) -> Canned {
    // What is live, what was before, how many reads still show that, certificates made.
    let state = Mutex::new((start.clone(), start, 0usize, 0));
    Canned::serve(move |request, nth| {
        let mut state = state.lock().unwrap();
        let (live, old, left, made) = &mut *state;
        if request.method != "PUT" {
            let shown = if *left > 0 { &*old } else { &*live };
            *left = left.saturating_sub(1);
            return Answer::json(200, shown.clone());
        }
        if acted.get(nth).copied().unwrap_or(true) {
            old.clone_from(live);
            *left = stale;
            *live = request.json();
            if live["config"].get("idpCertificate").is_none() {
                *made += 1;
                live["config"]["idpCertificate"] = json!({"value": format!("made {made}")});
            }
        }
        match nth < lost {
            true => answer(),
            false => Answer::json(200, live.clone()),
        }
    })
}

#[tokio::test]
async fn after_a_lost_answer_a_replacement_is_looked_for_before_it_is_sent_again() {
    let mut start = application(A1, "https://sso.jumpcloud.com/saml2/x");
    start["config"] = json!({"acsUrl": {"value": "https://a"}, "idpCertificate": {"value": "old"}});
    let before = Application::new(start.clone());
    let mut changed = start.clone();
    changed["displayLabel"] = json!("Mail");
    let mut without = start.clone();
    without["config"]
        .as_object_mut()
        .unwrap()
        .shift_remove("idpCertificate");
    let answers: [fn() -> Answer; 7] = [
        || Answer::empty(408),
        || Answer::empty(500),
        || Answer::empty(502),
        || Answer::empty(520),
        || Answer::empty(524),
        || Answer::HangUp,
        || Answer::Raw(b"HTTP/1.1 200 OK\r\ncontent-length: 50\r\n\r\n{\"cut".to_vec()),
    ];
    // Which replacements are made, how many answers are lost, how many reads are stale; how often it is sent, and the
    // certificate in the end of one that makes a new one.
    type Row = (&'static [bool], usize, usize, usize, Option<&'static str>);
    let table: [Row; 5] = [
        (&[true], 1, 0, 1, Some("made 1")),
        (&[true], 1, 2, 1, Some("made 1")),
        (&[false, true], 1, 0, 2, Some("made 1")),
        (&[false, true], 2, 0, 2, Some("made 1")),
        (&[false, false, false], 9, 0, 3, None),
    ];
    for answer in answers {
        for (acted, lost, stale, puts, certificate) in table {
            for body in [&changed, &without] {
                let server = replacing(start.clone(), acted, lost, answer, stale);
                let written = client(&server).replace_application(&before, body).await;
                let sent = server.count(&format!("PUT /api/applications/{A1}"));
                assert_eq!(sent, puts, "{acted:?} {lost} {body}: {written:?}");
                let Some(certificate) = certificate else {
                    assert_eq!(written.unwrap_err().exit_code(), 5);
                    continue;
                };
                let written = written.unwrap().into_value();
                let wanted = if body == &without { certificate } else { "old" };
                assert_eq!(written["config"]["idpCertificate"]["value"], wanted);
                assert_eq!(written["displayLabel"], body["displayLabel"]);
            }
        }
    }
}

#[tokio::test]
async fn a_new_certificate_is_never_asked_for_where_nobody_can_tell_whether_it_was_made() {
    let mut start = application(A1, "https://sso.jumpcloud.com/saml2/x");
    start["config"] = json!({"acsUrl": {"value": "https://a"}, "idpCertificate": {"value": "old"}});
    let before = Application::new(start.clone());
    let mut without = start.clone();
    without["config"]
        .as_object_mut()
        .unwrap()
        .shift_remove("idpCertificate");
    let mut other = start.clone();
    other["config"] = json!({"acsUrl": {"value": "https://b"}, "idpCertificate": {"value": "x"}});
    let reads: [fn(&Value, &Value) -> Answer; 5] = [
        // Somebody else wrote, too; no certificate is shown; it cannot be read.
        |_, other| Answer::json(200, other.clone()),
        |without, _| Answer::json(200, without.clone()),
        |_, _| Answer::json(200, json!({})),
        |_, _| Answer::empty(503),
        |_, _| Answer::json(404, json!({})),
    ];
    for read in reads {
        let (without, other) = (without.clone(), other.clone());
        let body = without.clone();
        let server = Canned::serve(move |request, _| match request.method.as_str() {
            "PUT" => Answer::empty(504),
            _ => read(&without, &other),
        });
        let error = client(&server)
            .replace_application(&before, &body)
            .await
            .unwrap_err();
        assert_eq!((error.code, error.exit_code()), ("service-unavailable", 5));
        assert_eq!(server.count(&format!("PUT /api/applications/{A1}")), 1);
    }
}

#[tokio::test]
async fn after_a_lost_answer_a_deletion_is_looked_for_before_it_is_sent_again() {
    let answers: [fn() -> Answer; 4] = [
        || Answer::HangUp,
        || Answer::empty(408),
        || Answer::empty(500),
        || Answer::empty(522),
    ];
    // From which deletion on it is gone, how many answers are lost; how often it is sent.
    for answer in answers {
        for (gone_from, lost, sent) in [(0, 9, 1), (1, 9, 2), (1, 1, 2), (9, 9, 3)] {
            let deletions = std::sync::atomic::AtomicUsize::new(0);
            let server = Canned::serve(move |request, nth| {
                use std::sync::atomic::Ordering::SeqCst;
                match request.method.as_str() {
                    "DELETE" => {
                        deletions.store(nth + 1, SeqCst);
                        match nth < lost {
                            true => answer(),
                            false => Answer::empty(204),
                        }
                    }
                    _ if deletions.load(SeqCst) > gone_from => Answer::json(404, json!({})),
                    _ => Answer::json(200, application(A1, "https://x")),
                }
            });
            let deleted = client(&server).delete_application(A1).await;
            assert_eq!(
                deleted.is_ok(),
                gone_from < 9,
                "{gone_from} {lost}: {deleted:?}"
            );
            let count = server.count(&format!("DELETE /api/applications/{A1}"));
            assert_eq!(count, sent, "{gone_from} {lost}");
        }
    }
}

#[tokio::test]
async fn deleting_what_is_gone_is_done() {
    for status in [200, 204, 404] {
        let server = Canned::serve(move |_, _| match status {
            200 => Answer::json(200, application(A1, "https://x")),
            204 => Answer::empty(204),
            _ => Answer::json(status, json!({})),
        });
        client(&server)
            .delete_application("5f00000000000000000000a1")
            .await
            .unwrap();
        assert_eq!(
            server.lines(),
            ["DELETE /api/applications/5f00000000000000000000a1"]
        );
    }
    let server = Canned::serve(|_, _| Answer::json(403, json!({})));
    let error = client(&server)
        .delete_application("5f00000000000000000000a1")
        .await
        .unwrap_err();
    assert_eq!(error.exit_code(), 4);
}

#[tokio::test]
async fn after_an_odd_answer_to_a_deletion_the_application_is_looked_for() {
    let other = application("5f00000000000000000000a2", "https://x").to_string();
    let other: &'static str = other.leak();
    for (is_there, answer) in [
        (false, other),
        (true, "{}"),
        (false, "{}"),
        (true, "<html>"),
        (false, "[7]"),
    ] {
        let server = Canned::serve(move |request, _| match request.method.as_str() {
            "DELETE" => Answer::text(200, "application/json", answer),
            _ if is_there => Answer::json(200, application(A1, "https://x")),
            _ => Answer::json(404, json!({})),
        });
        let deleted = client(&server)
            .delete_application("5f00000000000000000000a1")
            .await;
        assert_eq!(deleted.is_err(), is_there, "{answer}: {deleted:?}");
        if let Err(error) = deleted {
            assert_eq!(error.code, "unexpected-answer");
        }
    }
}

#[tokio::test]
async fn an_answer_of_another_to_a_write_counts_as_lost() {
    let sent = application(A1, "https://sso.jumpcloud.com/saml2/x");
    let mut changed = sent.clone();
    changed["displayLabel"] = json!("Mail");
    let other = application(
        "5f00000000000000000000a2",
        "https://sso.jumpcloud.com/saml2/x",
    );
    let elsewhere = application(A1, "https://sso.jumpcloud.com/saml2/other");
    // The answers to each PUT, and what is live after them; how often it is sent, and the error.
    let table = [
        (vec![changed.clone()], changed.clone(), 1, None),
        (vec![other.clone()], changed.clone(), 1, None),
        (vec![elsewhere.clone()], changed.clone(), 1, None),
        (vec![json!({})], changed.clone(), 1, None),
        (vec![json!({}), changed.clone()], sent.clone(), 2, None),
        (
            vec![other.clone(), other.clone()],
            sent.clone(),
            2,
            Some("answer-of-another"),
        ),
        (
            vec![json!({"error": "no"}), json!([])],
            sent.clone(),
            2,
            Some("unexpected-answer"),
        ),
        (
            vec![other.clone()],
            other.clone(),
            1,
            Some("answer-of-another"),
        ),
    ];
    for (answers, live, puts, code) in table {
        let said = answers.clone();
        let server = Canned::serve(move |request, before| match request.method.as_str() {
            "PUT" => Answer::json(200, said[before].clone()),
            _ => Answer::json(200, live.clone()),
        });
        let before = Application::new(sent.clone());
        let written = client(&server).replace_application(&before, &changed).await;
        let path = format!("PUT /api/applications/{A1}");
        assert_eq!(server.count(&path), puts, "{answers:?}");
        assert_eq!(written.as_ref().err().map(|e| e.code), code, "{answers:?}");
        if let Ok(written) = written {
            assert_eq!(written.as_value(), &changed, "{answers:?}");
        }
    }
}

#[tokio::test]
async fn a_creation_answered_with_another_application_is_looked_for() {
    let known = [
        "5f0000000000000000000b01".to_owned(),
        "5f0000000000000000000b02".to_owned(),
    ];
    let body = application("", "https://sso.example.com/x");
    let answers: [fn() -> Answer; 3] = [
        || {
            Answer::json(
                200,
                application("5f0000000000000000000b01", "https://sso.example.com/x"),
            )
        },
        || Answer::json(200, application(A1, "https://sso.example.com/y")),
        || Answer::json(200, json!({"error": "try later"})),
    ];
    for answer in answers {
        let server = losing(1, answer);
        let created = client(&server)
            .create_application(&body, &known)
            .await
            .unwrap();
        assert_eq!(created.application.id(), "5f0000000000000000000e00");
        assert!(created.recovered);
    }
}

#[tokio::test]
async fn a_logo_goes_up_as_the_field_image() {
    let server = Canned::serve(|_, _| Answer::empty(204));
    client(&server)
        .upload_logo(
            "5f00000000000000000000a1",
            "logo.png",
            "image/png",
            b"\x89PNG".to_vec(),
        )
        .await
        .unwrap();
    let request = server.requests().remove(0);
    assert_eq!(
        request.line(),
        "POST /api/v2/applications/5f00000000000000000000a1/logo"
    );
    let media_type = request.header("content-type").unwrap().to_owned();
    assert!(media_type.starts_with("multipart/form-data; boundary="));
    let body = String::from_utf8_lossy(&request.body).into_owned();
    assert!(
        body.contains("name=\"image\"; filename=\"logo.png\""),
        "{body}"
    );
    assert!(body.contains("Content-Type: image/png"), "{body}");
}

#[tokio::test]
async fn metadata_is_checked_before_it_is_believed() {
    let good =
        r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="x"/>"#;
    for (status, media_type, body, outcome) in [
        (200, "application/xml", good, Ok(())),
        (
            200,
            "application/samlmetadata+xml; charset=utf-8",
            good,
            Ok(()),
        ),
        (200, "application/octet-stream", good, Ok(())),
        (200, "text/html", good, Err("unexpected-answer")),
        (
            200,
            "text/html",
            "<html><title>JumpCloud</title></html>",
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/json",
            r#"{"message":"no"}"#,
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/xml",
            r#"{"message":"no"}"#,
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/xml",
            "<html></html>",
            Err("unexpected-answer"),
        ),
        (
            200,
            "application/xml",
            "<EntityDescriptor/>",
            Err("unexpected-answer"),
        ),
        (200, "application/xml", "", Err("unexpected-answer")),
        (500, "application/xml", good, Err("service-unavailable")),
        (401, "application/json", "{}", Err("jumpcloud-key-rejected")),
        (404, "application/json", "{}", Err("jumpcloud-not-found")),
    ] {
        let server = Canned::serve(move |_, _| Answer::text(status, media_type, body));
        let result = client(&server)
            .metadata(ORG, "5f00000000000000000000a1")
            .await;
        match outcome {
            Ok(()) => assert_eq!(result.unwrap(), body.as_bytes()),
            Err(code) => {
                let error = result.unwrap_err();
                assert_eq!(error.code, code, "{media_type} {body}");
                // There it is lasting where the certificate was uploaded.
                let uploaded = error
                    .hints
                    .iter()
                    .any(|h| h.contains("certificate was uploaded"));
                assert_eq!(uploaded, status == 500, "{error:?}");
            }
        }
        let line = format!(
            "GET /api/organizations/{ORG}/applications/5f00000000000000000000a1/metadata.xml"
        );
        // The first time no organisation is named beside the one in the path; refused, it is tried named. What the
        // service failed at is tried once more.
        let tries = if [401, 500].contains(&status) { 2 } else { 1 };
        assert_eq!(server.lines(), vec![line; tries]);
    }
    let large = Canned::serve(|_, _| Answer::text(200, "application/xml", vec![b' '; 2 << 20]));
    let error = client(&large)
        .metadata(ORG, "5f00000000000000000000a1")
        .await
        .unwrap_err();
    assert_eq!(error.code, "answer-too-large");
}
