//! The index of the worksheets of several tenants: what is left at each, and what failed.

use std::fmt::Write;

use crate::error::EXIT_DONE;
use crate::text::{html, markdown};

use super::member::{Fleet, Member};
use super::sheet::{PAGE_END, SheetFormat, TITLE, page_begin};

/// The worksheets that a run wrote, beside each other in a folder.
#[derive(Debug)]
pub struct Index<'a> {
    /// What became of each tenant.
    pub fleet: &'a Fleet,
}

impl Index<'_> {
    /// The whole document. A tenant whose worksheet was not written has no link. Names are plain letters, and stand in addresses
    /// as they are; what is said of a tenant may hold anything that a service said.
    pub fn render(&self, format: SheetFormat) -> String {
        match format {
            SheetFormat::Markdown => self.markdown(),
            SheetFormat::Html => self.html(),
        }
    }

    fn markdown(&self) -> String {
        let counts = markdown(&self.fleet.counts());
        let mut out =
            format!("# {TITLE}\n\n{counts}\n\n| tenant | outcome | in short |\n|---|---|---|\n");
        for member in &self.fleet.members {
            let name = markdown(&member.name);
            let name = match written(member) {
                true => format!("[{name}]({}.md)", member.name),
                false => name,
            };
            let (word, short) = (markdown(&member.word), markdown(&member.short));
            let _ = writeln!(out, "| {name} | {word} | {short} |");
        }
        out
    }

    fn html(&self) -> String {
        let mut out = page_begin();
        let counts = html(&self.fleet.counts());
        let _ = writeln!(
            out,
            "<p>{counts}</p>\n<table>\n<tr><th>Tenant<th>Outcome<th>In short</tr>"
        );
        for member in &self.fleet.members {
            let name = html(&member.name);
            let name = match written(member) {
                true => format!("<a href=\"{name}.html\">{name}</a>"),
                false => name,
            };
            let (word, short) = (html(&member.word), html(&member.short));
            let _ = writeln!(out, "<tr><td>{name}<td>{word}<td>{short}</tr>");
        }
        out.push_str("</table>\n");
        out + PAGE_END
    }
}

fn written(member: &Member) -> bool {
    member.exit_code == Some(EXIT_DONE)
}
