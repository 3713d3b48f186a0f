//! The console's pages.

use std::fmt::Write as _;

use axum::http::StatusCode;
use serde_json::Value;

use super::addresses::{CONSOLE, List};
use super::form::{Control, Kind, Part};
use super::labels::{BLOCKS, MENU};
use crate::sandbox::escape::{escape, shown};
use crate::sandbox::mimecast::state::{MimecastState, Profile};
use crate::sandbox::pages::{Look, NOT_YET, Page};

/// A page of the console: whose it is, and the way to both lists.
fn page(name: &'static str, title: String) -> Page {
    let mut links = format!("<a href=\"{CONSOLE}\">{}</a>", shown(&MENU.join(" | ")));
    for list in List::ALL {
        let _ = write!(links, " <a href=\"{}\">{}</a>", list.path(), list.name());
    }
    Page::new(Look::Mimecast, name, title).html(&format!("<nav class=\"actions\">{links}</nav>"))
}

/// What was not taken, before everything else.
fn alert(why: &str) -> String {
    format!(
        "<p class=\"alert\" role=\"alert\">It was not saved: {}.</p>",
        shown(why.trim_end_matches('.'))
    )
}

/// Where both lists begin.
pub fn home() -> Page {
    page("console-home", MENU[1].to_owned())
        .text(
            "No public API reaches these two, so a person fills them in. Here that can be practised: whoever opens this page \
             is taken for an administrator who may. What is saved is what the profile API of the sandbox reads, too.",
        )
        .text(
            "The fields, their names and their order are those of Mimecast's own articles and of the guides to it; how it \
             looks is the sandbox's own.",
        )
}

/// A line of a list: its id, its cells, and whether it is the one that is always there.
struct Row {
    id: String,
    cells: Vec<String>,
}

fn enforced(profile: &Profile) -> String {
    let blocks = profile.blocks.named().into_iter();
    let enforced = blocks.filter(|(_, block)| block.enforced);
    let headings = enforced.filter_map(|(key, _)| {
        let known = BLOCKS.iter().find(|known| known.key == key);
        known.map(|known| known.heading)
    });
    headings.collect::<Vec<_>>().join(", ")
}

fn rows(list: List, mimecast: &MimecastState) -> Vec<Row> {
    let profiles = &mimecast.profiles;
    match list {
        List::Profiles => profiles
            .iter()
            .map(|profile| Row {
                id: profile.id.clone(),
                cells: vec![profile.description.clone(), enforced(profile)],
            })
            .collect(),
        List::Settings => {
            let settings = mimecast.settings.iter();
            let row = |setting: &crate::sandbox::mimecast::state::Setting| {
                let mut groups = mimecast.folders.iter();
                let group = groups.find(|known| known.id == setting.group_id);
                let mut profiles = profiles.iter();
                let profile = profiles.find(|p| p.id == setting.authentication_profile_id);
                let everybody = || "everybody who has no other".to_owned();
                Row {
                    id: setting.id.clone(),
                    cells: vec![
                        setting.description.clone(),
                        group.map_or_else(everybody, |known| known.description.clone()),
                        profile.map_or_else(String::new, |known| known.description.clone()),
                    ],
                }
            };
            settings.map(row).collect()
        }
    }
}

/// One of the two lists. `newest` is whether all of it is in effect.
pub fn list(list: List, mimecast: &MimecastState, newest: bool, refused: Option<&str>) -> Page {
    let (name, columns): (_, &[&str]) = match list {
        List::Profiles => (
            "console-profiles",
            &["Description", "SAML enforced for", ""],
        ),
        List::Settings => (
            "console-settings",
            &["Description", "Group", "Authentication Profile", ""],
        ),
    };
    let mut table = format!(
        "<div class=\"table\" role=\"region\" tabindex=\"0\" aria-label=\"{caption}\"><table><caption>{caption}</caption>\
         <thead><tr>",
        caption = list.name()
    );
    for column in columns {
        let _ = match column.is_empty() {
            true => write!(table, "<td></td>"),
            false => write!(table, "<th scope=\"col\">{column}</th>"),
        };
    }
    table.push_str("</tr></thead><tbody>");
    for row in rows(list, mimecast) {
        let mut cells = row.cells.iter();
        let name = cells.next().map_or("", String::as_str);
        let _ = write!(
            table,
            "<tr><th scope=\"row\"><a href=\"{}\">{}</a></th>",
            escape(&list.form_path(&row.id)),
            shown(name)
        );
        for cell in cells {
            let _ = write!(table, "<td>{}</td>", shown(cell));
        }
        let _ = write!(
            table,
            "<td><form method=\"post\" action=\"{}\"><button class=\"plain\" aria-label=\"Delete {}\">Delete</button></form>\
             </td></tr>",
            escape(&list.delete_path(&row.id)),
            shown(name)
        );
    }
    table.push_str("</tbody></table></div>");
    page(name, list.name().to_owned())
        .status(match refused {
            None => StatusCode::OK,
            Some(_) => StatusCode::BAD_REQUEST,
        })
        .html(&refused.map(alert).unwrap_or_default())
        .html(if newest { "" } else { NOT_YET })
        .html(&table)
        .html(&format!(
            "<div class=\"actions\"><a class=\"button\" href=\"{}\">{}</a></div>",
            list.new_path(),
            list.new_one()
        ))
}

/// A form with what a record holds, or what was typed and not taken.
pub fn form(list: List, form: &[Part], action: &str, item: &Value, refused: Option<&str>) -> Page {
    let (name, kept) = match list {
        List::Profiles => ("console-profile", ""),
        List::Settings => (
            "console-setting",
            "<p class=\"note\">What else a setting says, like who may use Mimecast for Outlook, is not shown here and stays as \
             it is. The default setting cannot be changed.</p>",
        ),
    };
    let is_new = action == list.new_path();
    let title = match item["description"].as_str() {
        Some(description) if !is_new => description,
        _ => list.new_one(),
    };
    let mut html = format!("<form method=\"post\" action=\"{}\">", escape(action));
    for part in form {
        match part {
            Part::One(one) => control(&mut html, one, item, ""),
            Part::Block {
                heading,
                enforce,
                opened,
            } => {
                let _ = write!(html, "<fieldset><legend>{heading}</legend>");
                control(&mut html, enforce, item, " opens");
                html.push_str("<div class=\"opened\">");
                for one in opened {
                    control(&mut html, one, item, "");
                }
                html.push_str("</div></fieldset>");
            }
        }
    }
    let _ = write!(
        html,
        "<p class=\"actions\"><button>Save and Exit</button> <a href=\"{}\">Cancel and Exit</a></p></form>",
        list.path()
    );
    page(name, title.to_owned())
        .status(match refused {
            None => StatusCode::OK,
            Some(_) => StatusCode::BAD_REQUEST,
        })
        .html(&refused.map(alert).unwrap_or_default())
        .html(&html)
        .html(kept)
}

/// A control under its label. Its value is not made visible where it cannot be seen: it must be sent as it is.
fn control(html: &mut String, one: &Control, item: &Value, class: &str) {
    let name = escape(&one.name());
    let label = format!("<label for=\"{name}\">{}</label>", shown(one.label));
    let named = format!("id=\"{name}\" name=\"{name}\"");
    let text = one.text(item);
    let value = escape(&text);
    let _ = match &one.kind {
        Kind::Tick => {
            let checked = match one.value(item) {
                Value::Bool(true) => " checked",
                _ => "",
            };
            write!(
                html,
                "<p class=\"tick{class}\"><input type=\"checkbox\" {named} value=\"on\"{checked}>{label}</p>"
            )
        }
        Kind::Line => write!(
            html,
            "<p class=\"field\">{label}<input type=\"text\" {named} value=\"{value}\" autocomplete=\"off\" \
             spellcheck=\"false\"></p>"
        ),
        // A browser takes away the first line end.
        Kind::Long | Kind::List => write!(
            html,
            "<p class=\"field\">{label}<textarea {named} rows=\"4\" spellcheck=\"false\">\n{value}</textarea></p>"
        ),
        Kind::Choice(choices) => {
            let mut options = String::new();
            let unknown = (!choices.iter().any(|(known, _)| *known == text))
                .then(|| (text.clone(), text.clone()));
            for (sent, read) in choices.iter().chain(&unknown) {
                let selected = if *sent == text { " selected" } else { "" };
                let _ = write!(
                    options,
                    "<option value=\"{}\"{selected}>{}</option>",
                    escape(sent),
                    shown(read)
                );
            }
            write!(
                html,
                "<p class=\"field\">{label}<select {named}>{options}</select></p>"
            )
        }
    };
    if let Some(note) = one.note {
        let _ = write!(html, "<p class=\"note\">{}</p>", shown(note));
    }
}

/// There is no such thing, or not any more.
pub fn gone(list: List) -> Page {
    let title = "It is not there";
    page("console-gone", title.to_owned())
        .status(StatusCode::NOT_FOUND)
        .text(&format!(
            "Nothing in the list {} has this address.",
            list.name()
        ))
}

/// There is no such page.
pub fn nowhere() -> Page {
    page("console-nowhere", "This page is not here".to_owned())
        .status(StatusCode::NOT_FOUND)
        .text("Of Mimecast's console, the sandbox has authentication profiles and application settings only.")
}

/// What the browser sent is not what a form sends.
pub fn unusable(why: &str) -> Page {
    page(
        "console-unusable",
        "This is not what belongs here".to_owned(),
    )
    .status(StatusCode::BAD_REQUEST)
    .text(why)
}
