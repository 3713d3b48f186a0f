//! The worksheet as a document of its own, to hand to a colleague: Markdown, or one HTML file without anything from
//! elsewhere.

use std::fmt::Write;

use serde::Serialize;

use crate::engine::HumanStep;
use crate::mimecast::worksheet::{PROPAGATION, Row, Step};
use crate::plan::TenantSummary;
use crate::text::{html, markdown, markdown_code, shell_word};

/// How the document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SheetFormat {
    /// Markdown, with the fields in tables.
    Markdown,
    /// One HTML page.
    Html,
}

/// The console steps of a tenant.
#[derive(Debug)]
pub struct Sheet<'a> {
    /// Whose they are.
    pub tenant: &'a TenantSummary,
    /// The steps, in their order.
    pub steps: &'a [HumanStep],
}

/// What every page of console steps is called.
pub(super) const TITLE: &str = "Mimecast console steps for JumpCloud single sign-on";

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:60em;margin:2em auto;padding:0 1em}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.3em .6em;text-align:left;vertical-align:top}\
code{overflow-wrap:anywhere;user-select:all}ul{list-style:none;padding-left:0}\
@media print{section{break-inside:avoid}}";

impl Sheet<'_> {
    /// The whole document.
    pub fn render(&self, format: SheetFormat) -> String {
        match format {
            SheetFormat::Markdown => self.markdown(),
            SheetFormat::Html => self.html(),
        }
    }

    fn whose(&self) -> String {
        let tenant = self.tenant;
        format!(
            "Mimecast account {} ({}), JumpCloud organisation {}",
            tenant.account_code, tenant.grid.api_host, tenant.organization
        )
    }

    fn advice() -> String {
        format!(
            "No API exists for these steps. Do them in this order, in a session that stays open until sign-in is proven, with a \
             test user first; Mimecast takes up to {PROPAGATION} to act on a change. Copy the values, do not type them."
        )
    }

    fn markdown(&self) -> String {
        let mut out = format!("# {TITLE}\n\n{}\n\n", markdown(&self.whose()));
        let _ = writeln!(out, "{}", markdown(&Self::advice()));
        for (step, number) in self.steps.iter().zip(1..) {
            let Step {
                title,
                menu,
                open,
                before,
                fields,
                check,
            } = &step.step;
            let _ = writeln!(out, "\n## Step {number}: {}\n", markdown(title));
            let _ = writeln!(
                out,
                "- Menu: {} (older: {})",
                markdown(menu.new),
                markdown(menu.old)
            );
            let _ = writeln!(out, "- Open: {}", markdown(open));
            if !before.is_empty() {
                out.push_str("\nMake sure first:\n\n");
                boxes_md(&mut out, before);
            }
            if !fields.is_empty() {
                out.push_str(
                    "\nFields, from top to bottom:\n\n| field | value | to know |\n|---|---|---|\n",
                );
            }
            for row in fields {
                let note = row.note.as_deref().unwrap_or_default();
                let value = match row.paste {
                    true => markdown_code(&row.value),
                    false => markdown(&row.value),
                };
                let _ = writeln!(
                    out,
                    "| {} | {value} | {} |",
                    markdown(&row.field),
                    markdown(note)
                );
            }
            out.push_str("\nThen:\n\n");
            boxes_md(&mut out, check);
            let _ = writeln!(out, "\nDone? `--confirm-step` {}", markdown_code(&step.id));
        }
        out
    }

    fn html(&self) -> String {
        let mut out = page_begin();
        let _ = writeln!(
            out,
            "<p><strong>{}</strong></p>\n<p>{}</p>",
            html(&self.whose()),
            html(&Self::advice())
        );
        for (step, number) in self.steps.iter().zip(1..) {
            let Step {
                title,
                menu,
                open,
                before,
                fields,
                check,
            } = &step.step;
            let _ = writeln!(out, "<section>\n<h2>Step {number}: {}</h2>", html(title));
            let (new, old) = (html(menu.new), html(menu.old));
            let _ = writeln!(
                out,
                "<p>Menu: <strong>{new}</strong> (older: {old})<br>Open: <strong>{}</strong></p>",
                html(open)
            );
            if !before.is_empty() {
                out.push_str("<p>Make sure first:</p>\n");
                boxes_html(&mut out, before);
            }
            if !fields.is_empty() {
                out.push_str("<table>\n<tr><th>Field<th>Value<th>To know</tr>\n");
                for row in fields {
                    row_html(&mut out, row);
                }
                out.push_str("</table>\n");
            }
            out.push_str("<p>Then:</p>\n");
            boxes_html(&mut out, check);
            let _ = writeln!(
                out,
                "<p>Done? <code>--confirm-step {}</code></p>\n</section>",
                html(&shell_word(&step.id))
            );
        }
        out + PAGE_END
    }
}

/// The beginning of an HTML page, up to its title.
pub(super) fn page_begin() -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{TITLE}</title>\n<style>{STYLE}</style>\n</head>\n\
         <body>\n<h1>{TITLE}</h1>\n"
    )
}

/// Its end.
pub(super) const PAGE_END: &str = "</body>\n</html>\n";

fn boxes_md(out: &mut String, lines: &[String]) {
    for line in lines {
        let _ = writeln!(out, "- [ ] {}", markdown(line));
    }
}

fn boxes_html(out: &mut String, lines: &[String]) {
    out.push_str("<ul>\n");
    for line in lines {
        let _ = writeln!(
            out,
            "<li><label><input type=\"checkbox\"> {}</label>",
            html(line)
        );
    }
    out.push_str("</ul>\n");
}

fn row_html(out: &mut String, row: &Row) {
    let value = html(&row.value);
    let value = match row.paste {
        true => format!("<code>{value}</code>"),
        false => value,
    };
    let note = html(row.note.as_deref().unwrap_or_default());
    let _ = writeln!(
        out,
        "<tr><td>{}<td>{value}<td>{note}</tr>",
        html(&row.field)
    );
}
