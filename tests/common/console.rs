//! Somebody at the sandbox's console who knows what was printed and what is on the page, and nothing else.
#![allow(dead_code, reason = "each test program uses a part of it")]

use serde_json::Value;

use super::browser::{Browser, attribute, unescape};

/// What a control of a form takes, and what it holds.
#[derive(Debug, PartialEq)]
pub enum Kind {
    Text,
    Tick(bool),
    /// What is sent, and what people read.
    Choice(Vec<(String, String)>),
}

/// A control of a form, as a browser shows it.
#[derive(Debug)]
pub struct Control {
    pub label: String,
    pub name: String,
    pub kind: Kind,
    /// What would be sent; of a box, once it is ticked.
    pub value: String,
    /// The box that has to be ticked before this can be seen.
    opened_by: Option<usize>,
}

/// A form as it stands on the page.
#[derive(Debug)]
pub struct Form {
    pub action: String,
    pub controls: Vec<Control>,
}

impl Form {
    /// The form of the page, which has no other.
    #[track_caller]
    pub fn on(page: &Browser) -> Form {
        let mut forms = page.html.split("<form ").skip(1);
        let form = forms
            .next()
            .unwrap_or_else(|| panic!("no form: {}", page.html));
        assert!(forms.next().is_none(), "two forms: {}", page.html);
        let form = form.split("</form>").next().unwrap();
        Form {
            action: attribute(form, "action"),
            controls: controls(form),
        }
    }

    /// What a browser sends: each control by its name, and of the boxes those that are ticked.
    pub fn sent(&self) -> Vec<(&str, &str)> {
        let sent = self
            .controls
            .iter()
            .filter(|one| one.kind != Kind::Tick(false));
        sent.map(|one| (one.name.as_str(), one.value.as_str()))
            .collect()
    }

    pub fn labels(&self) -> Vec<&str> {
        self.controls.iter().map(|one| one.label.as_str()).collect()
    }

    /// The only control with this label, or the next one from `at`.
    #[track_caller]
    fn find(&self, label: &str, at: usize) -> usize {
        let all = self.controls.iter().enumerate();
        let with: Vec<usize> = all
            .filter(|(_, one)| one.label == label)
            .map(|(i, _)| i)
            .collect();
        match with[..] {
            [only] => only,
            _ => with
                .iter()
                .copied()
                .find(|found| *found >= at)
                .unwrap_or_else(|| {
                    panic!("there is no \"{label}\" from there on: {:?}", self.labels())
                }),
        }
    }

    /// Enters a row of a step; gives where the next one is looked for.
    #[track_caller]
    pub fn enter(&mut self, row: &Value, at: usize) -> usize {
        let (label, value) = (text(row, "field"), text(row, "value"));
        let found = self.find(label, at);
        if let Some(opened_by) = self.controls[found].opened_by {
            let open = &self.controls[opened_by];
            assert_eq!(open.kind, Kind::Tick(true), "{label} is not to be seen");
        }
        let control = &mut self.controls[found];
        match (&mut control.kind, row["paste"] == true, value) {
            (_, false, "as in the profile these people have today" | "leave as it is") => {}
            (Kind::Tick(ticked), false, "tick") => *ticked = true,
            (Kind::Tick(ticked), false, "untick") => *ticked = false,
            (Kind::Text, false, "empty this field") => control.value = String::new(),
            (Kind::Text, true, value) => control.value = value.to_owned(),
            (Kind::Choice(choices), _, value) => {
                let with: Vec<&String> = choices
                    .iter()
                    .filter(|c| c.1 == value)
                    .map(|c| &c.0)
                    .collect();
                let [only] = with[..] else {
                    panic!("{label}: \"{value}\" is there {} times", with.len())
                };
                control.value = only.clone();
            }
            (kind, paste, value) => panic!("what to do with {label}: {value} ({paste}), {kind:?}"),
        }
        found + 1
    }
}

#[track_caller]
fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key]
        .as_str()
        .unwrap_or_else(|| panic!("no {key}: {value}"))
}

fn controls(form: &str) -> Vec<Control> {
    let mut found: Vec<Control> = Vec::new();
    let mut labels: Vec<(String, String)> = Vec::new();
    // Where the fieldset that is open begins: its first control is the box that opens the others.
    let mut opener: Option<usize> = None;
    for piece in form.split('<').skip(1) {
        let (tag, after) = piece.split_once('>').expect("a tag ends");
        let mut control = |kind, value: String| {
            found.push(Control {
                label: attribute(tag, "id"),
                name: attribute(tag, "name"),
                kind,
                value,
                opened_by: opener.filter(|first| *first < found.len()),
            });
        };
        match tag.split(' ').next().unwrap() {
            "fieldset" => opener = Some(found.len()),
            "/fieldset" => opener = None,
            "label" => labels.push((attribute(tag, "for"), unescape(after))),
            "input" => match attribute(tag, "type").as_str() {
                "checkbox" => control(
                    Kind::Tick(tag.ends_with(" checked")),
                    attribute(tag, "value"),
                ),
                _ => control(Kind::Text, attribute(tag, "value")),
            },
            "textarea" => control(
                Kind::Text,
                unescape(after.strip_prefix('\n').unwrap_or(after)),
            ),
            "select" => control(Kind::Choice(Vec::new()), String::new()),
            "option" => {
                let select = found.last_mut().expect("an option of something");
                let Kind::Choice(choices) = &mut select.kind else {
                    panic!("an option of no list: {tag}")
                };
                let value = attribute(tag, "value");
                if choices.is_empty() || tag.ends_with(" selected") {
                    select.value = value.clone();
                }
                choices.push((value, unescape(after)));
            }
            _ => {}
        }
    }
    for control in &mut found {
        let mut of = labels.iter().filter(|(id, _)| *id == control.label);
        let (_, label) = of
            .next()
            .unwrap_or_else(|| panic!("no label: {}", control.name));
        assert!(of.next().is_none(), "two labels: {}", control.name);
        control.label = label.clone();
    }
    found
}

/// The address of the link that reads exactly so.
fn link(html: &str, text: &str) -> Option<String> {
    let mut links = html.split("<a ").skip(1);
    let found = links.find(|link| {
        let inner = link.split("</a>").next().unwrap().split_once('>');
        inner.is_some_and(|(_, inner)| unescape(inner) == text)
    });
    found.map(|link| attribute(link, "href"))
}

/// Opens the list that a step begins with, from the sandbox's first page on; gives the rest of the way.
#[track_caller]
fn open_list<'s>(browser: &mut Browser, step: &'s Value) -> &'s str {
    let menu = text(&step["menu"], "new").replace('&', "&amp;");
    browser.open("/").click(&menu).is("console-home");
    let (list, rest) = text(step, "open")
        .split_once(" | ")
        .expect("a list, and more");
    let list = link(&browser.html, list).unwrap_or_else(|| panic!("no list {list}"));
    browser.open(&list);
    rest
}

/// Opens the form of a step.
#[track_caller]
pub fn open_form(browser: &mut Browser, step: &Value) -> Form {
    let mut name = open_list(browser, step);
    // "If "…" exists already, open it instead of creating another."
    let check = step["check"].as_array().unwrap().iter();
    let instead = check.filter_map(|line| {
        let line = line.as_str().unwrap().strip_prefix("If \"")?;
        line.split_once("\" exists already, open it instead")
    });
    for (existing, _) in instead {
        if link(&browser.html, existing).is_some() {
            name = existing;
        }
    }
    let form = link(&browser.html, name);
    let form = form.unwrap_or_else(|| panic!("no \"{name}\" in {}", browser.html));
    browser.open(&form);
    Form::on(browser)
}

/// Deletes what a step says, if it says so.
#[track_caller]
fn delete(browser: &mut Browser, step: &Value) -> bool {
    if !text(step, "open").ends_with(" | Delete") {
        return false;
    }
    let name = open_list(browser, step).strip_suffix(" | Delete").unwrap();
    assert_eq!(step["fields"].as_array().unwrap().len(), 0, "{step}");
    let mut rows = browser.html.split("<tr>").skip(1);
    let row = rows.find(|row| link(row, name).is_some());
    let row = row.unwrap_or_else(|| panic!("no \"{name}\" in {}", browser.html));
    let form = row.split("<form ").nth(1).expect("a button");
    let action = attribute(form, "action");
    browser.post(&action, &[]);
    true
}

/// Does what a step says. The console must take it.
#[track_caller]
pub fn carry_out(browser: &mut Browser, step: &Value) {
    if !delete(browser, step) {
        let mut form = open_form(browser, step);
        let mut at = 0;
        for row in step["fields"].as_array().unwrap() {
            at = form.enter(row, at);
        }
        browser.post(&form.action, &form.sent());
    }
    assert_eq!(browser.status, 200, "{step}\n{}", browser.html);
    assert!(!browser.html.contains("role=\"alert\""), "{}", browser.html);
}

/// Does all steps of a document, in their order; gives their ids, to be confirmed.
#[track_caller]
pub fn carry_out_all(browser: &mut Browser, document: &Value) -> Vec<String> {
    let steps = document["steps"].as_array().expect("steps");
    assert!(!steps.is_empty(), "{document}");
    let done = steps.iter().map(|step| {
        carry_out(browser, step);
        text(step, "id").to_owned()
    });
    done.collect()
}
