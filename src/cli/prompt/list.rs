//! Lists to choose from: one entry, or any of them. Where each can be looked at, the list is drawn here: dialoguer passes a
//! question mark over. A long one is dialoguer's, searched by typing.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use dialoguer::FuzzySelect;
use dialoguer::console::{Key, Term};
use dialoguer::theme::Theme;

use crate::error::Result;

use super::screen::{EXPLAIN, HELP, asked, columns, on_a_line, remark, report, theme, with_help};

/// How many items a list has at most that is looked through rather than searched.
const LOOKED_THROUGH: usize = 12;

/// How many lines a list takes at most, its heading among them: with what was said before, a terminal of 24 holds it.
const LINES: usize = 20;

/// How many columns are added to a question that stands over a list.
const MARKS_AND_PAGES: usize = HELP.len() + 20;

/// The entry of a list that is searched by which it is explained.
const EXPLAINS: &str = "? explains";

/// One of a list, which begins with `first`; its index. A long one is searched by typing. `explained` is said when a question
/// mark is typed.
pub fn one(question: &str, explained: &str, items: &[String], first: usize) -> Result<usize> {
    let chosen = match items.len() <= LOOKED_THROUGH {
        true => {
            List::new(question, items, first, None)
                .choose(explained)?
                .at
        }
        false => searched(question, explained, items, first)?,
    };
    let named = items.get(chosen).map_or("", String::as_str);
    report(|out| theme().format_input_prompt_selection(out, question, named));
    Ok(chosen)
}

/// Any of a list; their indices. `chosen` are ticked to begin with; with `name`, what was chosen is
/// repeated in fewer words than it was offered in. `explained` is said when a question mark is typed.
pub fn many(
    question: &str,
    explained: &str,
    items: &[String],
    chosen: &[bool],
    name: impl Fn(usize) -> String,
) -> Result<Vec<usize>> {
    remark(match items.len() > LINES - 2 {
        true => "The space bar ticks, the arrow keys left and right turn the page, Enter goes on.",
        false => "The space bar ticks, Enter goes on.",
    });
    let ticked = Some(chosen.to_vec());
    let ticked = List::new(question, items, 0, ticked)
        .choose(explained)?
        .ticked;
    let ticked = ticked.unwrap_or_default().into_iter().enumerate();
    let ticked: Vec<usize> = ticked
        .filter_map(|(at, ticked)| ticked.then_some(at))
        .collect();
    let names: Vec<String> = match ticked.is_empty() {
        true => vec!["none".to_owned()],
        false => ticked.iter().map(|index| name(*index)).collect(),
    };
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    report(|out| theme().format_multi_select_prompt_selection(out, question, &names));
    Ok(ticked)
}

/// One of a list of which a part is typed. dialoguer hands on no key of it, so that a question mark is an entry like the others.
fn searched(question: &str, explained: &str, items: &[String], first: usize) -> Result<usize> {
    remark(&format!(
        "{question}: type a part of it, the arrow keys choose, Enter goes on; {EXPLAIN} and Enter explain."
    ));
    let theme = theme();
    let shown = [items, &[EXPLAINS.to_owned()]].concat();
    loop {
        // What is searched for stands on the line of the prompt: a short one leaves room.
        let search = FuzzySelect::with_theme(&*theme).with_prompt("Search:");
        let search = search.items(on_one_line(&shown)).default(first);
        let chosen = asked(search.max_length(LINES - 2).report(false).interact())?;
        if chosen < items.len() {
            return Ok(chosen);
        }
        remark(explained);
    }
}

/// A list that is looked through.
struct List {
    prompt: String,
    items: Vec<String>,
    /// The entry that the keys are at.
    at: usize,
    /// Which entries are ticked, where any may be chosen.
    ticked: Option<Vec<bool>>,
}

/// What a key says of the list as a whole.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// As it is now, it is the answer.
    Chosen,
    /// It is to be explained.
    Explain,
    /// Nothing yet.
    Nothing,
}

impl List {
    fn new(question: &str, items: &[String], first: usize, ticked: Option<Vec<bool>>) -> List {
        List {
            prompt: with_help(&on_a_line(question, MARKS_AND_PAGES, "Choose")),
            items: on_one_line(items),
            at: first,
            ticked,
        }
    }

    /// Shows it until Enter is pressed.
    fn choose(mut self, explained: &str) -> Result<List> {
        let (terminal, theme) = (Term::stderr(), theme());
        asked(terminal.hide_cursor())?;
        loop {
            // A terminal may be made larger or smaller in the meantime.
            let room = LINES.min(usize::from(terminal.size().0)).max(3) - 2;
            let drawn = self.drawn(&*theme, room).map_err(std::io::Error::other);
            let lines = drawn.and_then(|drawn| {
                terminal.write_str(&drawn)?;
                Ok(drawn.lines().count())
            });
            let lines = asked(lines)?;
            let key = asked(terminal.read_key())?;
            let said = self.press(&key, room);
            asked(terminal.clear_last_lines(lines))?;
            match said {
                Said::Chosen => {
                    asked(terminal.show_cursor())?;
                    return Ok(self);
                }
                Said::Explain => remark(explained),
                Said::Nothing => {}
            }
        }
    }

    /// Its heading and the entries of a page, each on a line.
    fn drawn(
        &self,
        theme: &dyn Theme,
        room: usize,
    ) -> std::result::Result<String, std::fmt::Error> {
        let mut out = String::new();
        match self.ticked {
            None => theme.format_select_prompt(&mut out, &self.prompt)?,
            Some(_) => theme.format_multi_select_prompt(&mut out, &self.prompt)?,
        }
        let (page, pages) = (self.at / room, self.items.len().div_ceil(room));
        if pages > 1 {
            write!(out, " [Page {}/{pages}]", page + 1)?;
        }
        out.push('\n');
        let items = self.items.iter().enumerate();
        for (at, item) in items.skip(page * room).take(room) {
            let active = at == self.at;
            match &self.ticked {
                None => theme.format_select_prompt_item(&mut out, item, active)?,
                Some(ticked) => {
                    let ticked = ticked.get(at).copied().unwrap_or_default();
                    theme.format_multi_select_prompt_item(&mut out, item, ticked, active)?;
                }
            }
            out.push('\n');
        }
        Ok(out)
    }

    /// A key is pressed, with so many entries on a page.
    fn press(&mut self, key: &Key, room: usize) -> Said {
        let count = self.items.len().max(1);
        let (page, pages) = (self.at / room, count.div_ceil(room));
        let turned = |page: usize, by: usize| (page + by) % pages * room;
        match (key, &mut self.ticked) {
            (Key::ArrowDown | Key::Tab | Key::Char('j'), _) => self.at = (self.at + 1) % count,
            (Key::ArrowUp | Key::BackTab | Key::Char('k'), _) => {
                self.at = (self.at + count - 1) % count;
            }
            (Key::ArrowRight | Key::Char('l'), _) if pages > 1 => self.at = turned(page, 1),
            (Key::ArrowLeft | Key::Char('h'), _) if pages > 1 => self.at = turned(page, pages - 1),
            (Key::Char(' '), Some(ticked)) => {
                if let Some(ticked) = ticked.get_mut(self.at) {
                    *ticked = !*ticked;
                }
            }
            (Key::Char('a'), Some(ticked)) => {
                let all = ticked.iter().all(|ticked| *ticked);
                ticked.fill(!all);
            }
            (Key::Enter, _) | (Key::Char(' '), None) => return Said::Chosen,
            (Key::Char('?'), _) => return Said::Explain,
            _ => {}
        }
        Said::Nothing
    }
}

/// Items cut to the terminal's width: dialoguer counts each as one line when it draws the list again, and each byte as a
/// column. No two are alike: it tells them apart by their text.
fn on_one_line(items: &[String]) -> Vec<String> {
    const MARKS: usize = 8;
    let room = columns(&Term::stderr()).map_or(usize::MAX, |width| width.saturating_sub(MARKS));
    let mut seen = BTreeSet::new();
    let mut distinct = |item: &String| {
        let mut shown = cut(item, room, "");
        for number in 2.. {
            if seen.insert(shown.clone()) {
                break;
            }
            shown = cut(item, room, &format!(" ({number})"));
        }
        shown
    };
    items.iter().map(&mut distinct).collect()
}

/// An item with what tells it from another, in so many bytes; cut after a word where there is one.
fn cut(item: &str, room: usize, mark: &str) -> String {
    if item.len() + mark.len() <= room {
        return format!("{item}{mark}");
    }
    let room = room.saturating_sub('…'.len_utf8() + mark.len());
    let ends = item.char_indices().map(|(at, c)| at + c.len_utf8());
    let end = ends.take_while(|end| *end <= room).last().unwrap_or(0);
    let (kept, rest) = item.split_at(end);
    let whole = match rest.starts_with(' ') {
        true => Some(end),
        false => kept.trim_end().rfind(' '),
    };
    // What most of it would go with is cut all the same.
    let whole = whole.filter(|end| end * 2 > room);
    let kept = whole.map_or(kept, |end| kept[..end].trim_end());
    format!("{kept}…{mark}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_is_cut_by_bytes_and_between_characters() {
        for (item, room, mark, expected) in [
            ("All Staff", 9, "", "All Staff"),
            ("All Staff", 8, "", "All…"),
            ("All Staff EMEA", 12, "", "All Staff…"),
            ("All Staff", 12, " (2)", "All… (2)"),
            (" Staff", 5, "", " S…"),
            ("漢字漢字漢字", 12, "", "漢字漢…"),
            ("漢字", 0, "", "…"),
        ] {
            assert_eq!(cut(item, room, mark), expected, "{item} {room}");
        }
    }

    fn list(count: usize, any: bool) -> List {
        List {
            prompt: "Which".to_owned(),
            items: (0..count).map(|at| format!("entry {at}")).collect(),
            at: 0,
            ticked: any.then(|| vec![false; count]),
        }
    }

    #[test]
    fn keys_move_tick_turn_pages_and_answer() {
        use Key::{ArrowDown, ArrowLeft, ArrowRight, ArrowUp, Char, Enter};
        // (entries, any of them), keys, (where it is then, what is ticked, what the last key said)
        let cases = [
            (
                (3, false),
                &[ArrowDown, ArrowDown, ArrowDown][..],
                (0, &[][..], Said::Nothing),
            ),
            ((3, false), &[ArrowUp, Enter], (2, &[], Said::Chosen)),
            ((3, false), &[ArrowDown, Char(' ')], (1, &[], Said::Chosen)),
            (
                (3, false),
                &[ArrowRight, Char('q')],
                (0, &[], Said::Nothing),
            ),
            (
                (3, true),
                &[ArrowDown, Char(' '), Char('?')],
                (1, &[1], Said::Explain),
            ),
            (
                (3, true),
                &[Char('a'), Char(' ')],
                (0, &[1, 2], Said::Nothing),
            ),
            (
                (3, true),
                &[Char('a'), Char('a'), Enter],
                (0, &[], Said::Chosen),
            ),
            (
                (9, true),
                &[ArrowRight, ArrowDown, Char(' ')],
                (5, &[5], Said::Nothing),
            ),
            (
                (9, true),
                &[ArrowLeft, ArrowRight, ArrowLeft],
                (8, &[], Said::Nothing),
            ),
        ];
        for ((count, any), keys, (at, ticked, last)) in cases {
            let mut list = list(count, any);
            let said = keys.iter().map(|key| list.press(key, 4)).last();
            assert_eq!((list.at, said), (at, Some(last)), "{count} {keys:?}");
            let told = list.ticked.unwrap_or_default().into_iter().enumerate();
            let told: Vec<usize> = told
                .filter_map(|(at, ticked)| ticked.then_some(at))
                .collect();
            assert_eq!(told, ticked, "{count} {keys:?}");
        }
    }

    #[test]
    fn a_page_is_drawn_with_what_is_ticked_and_where_the_keys_are() {
        let mut list = list(9, true);
        list.press(&Key::ArrowLeft, 4);
        list.press(&Key::Char(' '), 4);
        list.press(&Key::ArrowUp, 4);
        let drawn = list.drawn(&dialoguer::theme::SimpleTheme, 4).unwrap();
        assert_eq!(
            drawn,
            "Which: [Page 2/3]\n  [ ] entry 4\n  [ ] entry 5\n  [ ] entry 6\n> [ ] entry 7\n"
        );
        list.press(&Key::ArrowDown, 4);
        let drawn = list.drawn(&dialoguer::theme::SimpleTheme, 4).unwrap();
        assert_eq!(drawn, "Which: [Page 3/3]\n> [x] entry 8\n");
    }
}
