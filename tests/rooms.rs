//! Which room may use which, and that no file uses itself by way of others: read from the `use` lines.
#![allow(
    clippy::expect_used,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::unwrap_used
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::{Item, ItemUse, UseTree, Visibility};

/// Each room, and the rooms that it may use. A room that is not in the table fails.
const ROOMS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("hash", &[]),
    ("check", &[]),
    ("error", &[]),
    ("file", &["error", "text"]),
    ("dns", &["error", "text"]),
    ("connector", &["error"]),
    ("saml", &["check", "error", "text"]),
    ("http", &["error", "hash", "text"]),
    ("journal", &["connector", "error", "file", "text"]),
    ("attestation", &["error", "file", "hash", "text"]),
    (
        "plan",
        &[
            "attestation",
            "connector",
            "error",
            "hash",
            "journal",
            "saml",
            "text",
        ],
    ),
    ("jumpcloud", &["connector", "error", "http", "saml", "text"]),
    ("mimecast", &["connector", "error", "http", "plan", "text"]),
    (
        "tenant",
        &[
            "connector",
            "error",
            "file",
            "hash",
            "http",
            "jumpcloud",
            "plan",
            "text",
        ],
    ),
    (
        "engine",
        &[
            "attestation",
            "check",
            "connector",
            "dns",
            "error",
            "http",
            "journal",
            "jumpcloud",
            "mimecast",
            "plan",
            "saml",
            "text",
        ],
    ),
    (
        "output",
        &[
            "check",
            "connector",
            "engine",
            "error",
            "hash",
            "jumpcloud",
            "mimecast",
            "plan",
            "saml",
            "text",
        ],
    ),
    // It plays both services, so it knows no client, and nothing that the clients are made of.
    ("sandbox", &["check", "connector", "error", "saml"]),
    (
        "cli",
        &[
            "attestation",
            "check",
            "connector",
            "dns",
            "engine",
            "error",
            "file",
            "hash",
            "http",
            "journal",
            "jumpcloud",
            "mimecast",
            "output",
            "plan",
            "saml",
            "sandbox",
            "tenant",
            "text",
        ],
    ),
];

/// A module by its path below the crate.
type Module = Vec<String>;

/// What a file says with `use`, tests left out.
struct Source {
    /// The paths, and whether each is handed on with `pub use`.
    uses: Vec<(Module, bool)>,
}

fn is_test(item: &[syn::Attribute]) -> bool {
    item.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && matches!(attribute.parse_args::<syn::Path>(), Ok(path) if path.is_ident("test"))
    })
}

fn names(tree: &UseTree, before: &Module, found: &mut Vec<Module>) {
    let with = |name: String| [before.clone(), vec![name]].concat();
    match tree {
        UseTree::Path(path) => names(&path.tree, &with(path.ident.to_string()), found),
        UseTree::Name(name) if name.ident == "self" => found.push(before.clone()),
        UseTree::Name(name) => found.push(with(name.ident.to_string())),
        UseTree::Rename(name) => found.push(with(name.ident.to_string())),
        UseTree::Glob(_) => found.push(before.clone()),
        UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| names(tree, before, found)),
    }
}

/// The path from the crate's top; `None` for another crate's.
fn from_top(module: &Module, path: Module, children: &BTreeSet<&String>) -> Option<Module> {
    let mut at = module.clone();
    let mut rest = path.into_iter().peekable();
    match rest.peek()?.as_str() {
        "crate" => {
            at.clear();
            rest.next();
        }
        "self" => {
            rest.next();
        }
        "super" => {
            while rest.next_if(|step| step == "super").is_some() {
                at.pop();
            }
        }
        first if children.contains(&first.to_owned()) => {}
        _ => return None,
    }
    at.extend(rest);
    Some(at)
}

fn read(path: &Path, module: &Module) -> Source {
    let text = fs::read_to_string(path).unwrap();
    let file = syn::parse_file(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let children: Vec<String> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Mod(module) => Some(module.ident.to_string()),
            _ => None,
        })
        .collect();
    let children = children.iter().collect();
    let mut uses = Vec::new();
    for item in &file.items {
        let Item::Use(ItemUse {
            attrs, vis, tree, ..
        }) = item
        else {
            continue;
        };
        if is_test(attrs) {
            continue;
        }
        let mut found = Vec::new();
        names(tree, &Vec::new(), &mut found);
        let handed_on = !matches!(vis, Visibility::Inherited);
        let found = found.into_iter();
        let found = found.filter_map(|path| from_top(module, path, &children));
        uses.extend(found.map(|path| (path, handed_on)));
    }
    Source { uses }
}

/// Every file below `folder` but for tests, by its module.
fn sources(folder: &Path, module: &Module, into: &mut BTreeMap<Module, Source>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if ["tests", "testing"].contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            sources(&path, &[module.clone(), vec![name]].concat(), into);
        } else if path.extension().is_some_and(|e| e == "rs") {
            let of_file = match name.as_str() {
                "mod" | "lib" | "main" => module.clone(),
                _ => [module.clone(), vec![name.clone()]].concat(),
            };
            if name != "main" {
                let source = read(&path, &of_file);
                into.insert(of_file, source);
            }
        }
    }
}

/// The file that an item is in, past everything that only hands it on.
fn home(path: &Module, sources: &BTreeMap<Module, Source>) -> Option<Module> {
    let mut path = path.clone();
    for _ in 0..8 {
        let (file, item) = (0..=path.len())
            .rev()
            .map(|at| path.split_at(at))
            .find(|(file, _)| sources.contains_key(*file))?;
        let handed_on = item.first().and_then(|item| {
            let mut uses = sources[file].uses.iter();
            uses.find(|(used, handed_on)| *handed_on && used.last() == Some(item))
        });
        match handed_on {
            Some((used, _)) if used.as_slice() != path.as_slice() => path = used.clone(),
            _ => return Some(file.to_vec()),
        }
    }
    None
}

/// What each file uses of the others.
fn arrows() -> BTreeMap<Module, BTreeSet<Module>> {
    let mut files = BTreeMap::new();
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&src, &Vec::new(), &mut files);
    let arrows = files.iter().map(|(module, source)| {
        let mut used = BTreeSet::new();
        for (path, handed_on) in &source.uses {
            let of = home(path, &files).unwrap_or_else(|| panic!("whose is {}?", path.join("::")));
            // A room's front page only names what is in it.
            let own = *handed_on && of.starts_with(module);
            if of != *module && !own {
                used.insert(of);
            }
        }
        (module.clone(), used)
    });
    arrows.collect()
}

#[test]
fn a_room_uses_only_those_that_the_table_allows() {
    let mut wrong = Vec::new();
    let mut seen: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (from, used) in arrows() {
        let Some(room) = from.first() else { continue };
        let known = ROOMS.iter().find(|(name, _)| name == room);
        let (_, allowed) = known.unwrap_or_else(|| panic!("the room {room} is not in the table"));
        let others = seen.entry(room.clone()).or_default();
        for to in used {
            let other = to.first().cloned().unwrap_or_default();
            if other != *room && !allowed.contains(&other.as_str()) {
                wrong.push(format!("{} uses {}", from.join("::"), to.join("::")));
            }
            others.insert(other);
        }
    }
    for (room, allowed) in ROOMS {
        for other in *allowed {
            if !seen.get(*room).is_some_and(|used| used.contains(*other)) {
                wrong.push(format!(
                    "{room} no longer uses {other}: take it out of the table"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_uses_itself_by_way_of_others() {
    let mut arrows = arrows();
    // What uses nothing that is left stands in no circle, nor does what nothing uses.
    loop {
        let left: BTreeSet<Module> = arrows.keys().cloned().collect();
        for used in arrows.values_mut() {
            used.retain(|to| left.contains(to));
        }
        let used: BTreeSet<Module> = arrows.values().flatten().cloned().collect();
        arrows.retain(|from, uses| used.contains(from) && !uses.is_empty());
        if arrows.len() == left.len() {
            break;
        }
    }
    let left: Vec<String> = arrows
        .iter()
        .map(|(from, used)| {
            let used: Vec<String> = used.iter().map(|to| to.join("::")).collect();
            format!("{} uses {}", from.join("::"), used.join(", "))
        })
        .collect();
    assert!(
        left.is_empty(),
        "these stand in a circle:\n{}",
        left.join("\n")
    );
}
