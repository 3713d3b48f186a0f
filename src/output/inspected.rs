//! What SAML documents say, piece by piece: a capture can hold a hundred of them, each with thousands of values, and no
//! more than one of them is held at a time.

use serde_json::{Value, json};

use crate::check::Check;
use crate::saml::inspect::Inspected;
use crate::text::{self, Redactor, inert};

use super::{FORMAT_VERSION, Format, github, human, json as document, junit};

/// Gives `put` the whole result in pieces, without the secrets of `secrets`. In JSON they are one document.
pub fn render_inspected(
    format: Format,
    documents: impl Iterator<Item = Inspected>,
    checks: Option<&[Check]>,
    secrets: &Redactor,
    put: &mut dyn FnMut(&str),
) {
    match format {
        Format::Json => return render_json(documents, checks, secrets, put),
        Format::Jsonl => {
            let mut whole = String::new();
            render_json(documents, checks, secrets, &mut |piece| whole += piece);
            return put(&document::on_one_line(&whole));
        }
        Format::Junit => {
            documents.for_each(drop);
            return put(&junit::render_checks(checks.unwrap_or_default(), secrets));
        }
        Format::Human | Format::Github => {}
    }
    for document in documents {
        put(&secrets.redact(&inert(&human::render_inspected(&document))));
    }
    put(&secrets.redact(&inert(&human::render_judged(checks))));
    if format == Format::Github {
        let mut commands = String::new();
        github::annotations(&mut commands, checks.unwrap_or_default(), "");
        put(&secrets.redact(&commands));
    }
}

fn render_json(
    documents: impl Iterator<Item = Inspected>,
    checks: Option<&[Check]>,
    secrets: &Redactor,
    put: &mut dyn FnMut(&str),
) {
    put(&format!(
        "{{\n  \"format_version\": {FORMAT_VERSION},\n  \"documents\": ["
    ));
    let mut none = true;
    for document in documents {
        put(if none { "\n    " } else { ",\n    " });
        none = false;
        put_sections(&document, secrets, put);
    }
    put(if none { "]" } else { "\n  ]" });
    if let Some(checks) = checks {
        put(",\n  \"checks\": ");
        put(&indented(json!(checks), 2, secrets));
    }
    put("\n}\n");
}

/// A document of the list; its sections, which are what can be large, one after the other.
fn put_sections(inspected: &Inspected, secrets: &Redactor, put: &mut dyn FnMut(&str)) {
    let head = indented(
        json!({
            "kind": inspected.kind,
            "found": inspected.found,
            "url": inspected.url,
            "relay_state": inspected.relay_state,
        }),
        4,
        secrets,
    );
    put(head.trim_end_matches(['\n', ' ', '}']));
    put(",\n      \"sections\": [");
    for (index, section) in inspected.sections.iter().enumerate() {
        put(if index == 0 {
            "\n        "
        } else {
            ",\n        "
        });
        let title = indented(json!(section.title), 0, secrets);
        put(&format!(
            "{{\n          \"title\": {title},\n          \"facts\": ["
        ));
        for (index, fact) in section.facts.iter().enumerate() {
            put(if index == 0 {
                "\n            "
            } else {
                ",\n            "
            });
            put(&indented(json!(fact), 12, secrets));
        }
        put(if section.facts.is_empty() {
            "]"
        } else {
            "\n          ]"
        });
        put("\n        }");
    }
    put(if inspected.sections.is_empty() {
        "]"
    } else {
        "\n      ]"
    });
    put("\n    }");
}

/// A value as it stands so many columns deep in a document.
fn indented(mut value: Value, columns: usize, secrets: &Redactor) -> String {
    document::bound(&mut value);
    secrets.redact_value(&mut value);
    let text = format!("{value:#}");
    text::json(&text.replace('\n', &format!("\n{}", " ".repeat(columns))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Status;
    use crate::saml::inspect::{Fact, Section};
    use crate::saml::message::Kind;

    fn fact(value: &str) -> Fact {
        Fact {
            name: "Attribute a}\n".to_owned(),
            value: value.to_owned(),
            jumpcloud: Some("Attributes"),
            mimecast: None,
        }
    }

    fn inspected(sections: Vec<Section>) -> Inspected {
        Inspected {
            kind: Kind::Response,
            found: "base64".to_owned(),
            url: None,
            relay_state: Some("} ".to_owned()),
            sections,
        }
    }

    fn section(facts: Vec<Fact>) -> Section {
        Section {
            title: "Assertion {1}".to_owned(),
            facts,
        }
    }

    /// The pieces are the document that would have been made of the whole.
    #[test]
    fn the_pieces_are_one_document() {
        let check = Check::new("entity-id", Status::Pass, "the entity ID is \"a \"");
        let full = || {
            inspected(vec![
                section(vec![fact("a\u{1b}\n}"), fact("")]),
                section(Vec::new()),
            ])
        };
        for (documents, checks) in [
            (vec![], None),
            (vec![inspected(Vec::new())], None),
            (vec![full()], Some(vec![])),
            (
                vec![full(), inspected(Vec::new()), full()],
                Some(vec![check]),
            ),
        ] {
            let mut whole = json!({ "format_version": FORMAT_VERSION, "documents": documents });
            if let Some(checks) = &checks {
                whole["checks"] = json!(checks);
            }
            document::bound(&mut whole);
            let whole = text::json(&serde_json::to_string_pretty(&whole).unwrap()) + "\n";
            let mut pieces = String::new();
            render_inspected(
                Format::Json,
                documents.into_iter(),
                checks.as_deref(),
                &Redactor::default(),
                &mut |piece| pieces.push_str(piece),
            );
            assert_eq!(pieces, whole);
        }
    }
}
