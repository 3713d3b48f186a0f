//! How v2 shows what is connected: connections, and objects with the paths that lead to them (schemas `GraphConnection` and
//! `GraphObjectWithPaths`).

use serde::Serialize;

/// An object at an end of a connection.
#[derive(Serialize, Clone, Copy)]
pub struct End<'s> {
    id: &'s str,
    #[serde(rename = "type")]
    kind: &'static str,
}

impl<'s> End<'s> {
    pub fn application(id: &'s str) -> Self {
        End {
            id,
            kind: "application",
        }
    }

    pub fn user(id: &'s str) -> Self {
        End { id, kind: "user" }
    }

    pub fn group(id: &'s str) -> Self {
        End {
            id,
            kind: "user_group",
        }
    }
}

/// A connection, or the first step of a path, which does not say where it begins.
#[derive(Serialize)]
pub struct Connection<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<End<'s>>,
    to: End<'s>,
}

impl<'s> Connection<'s> {
    pub fn new(from: End<'s>, to: End<'s>) -> Self {
        let from = Some(from);
        Connection { from, to }
    }

    fn first(to: End<'s>) -> Self {
        Connection { from: None, to }
    }
}

/// The steps that lead to an object.
#[derive(Serialize)]
#[serde(untagged)]
pub enum Path<'s> {
    /// It is connected itself.
    Direct([Connection<'s>; 1]),
    /// It is in something that is.
    Through([Connection<'s>; 2]),
}

impl<'s> Path<'s> {
    pub fn direct(to: End<'s>) -> Self {
        Path::Direct([Connection::first(to)])
    }

    pub fn through(group: End<'s>, to: End<'s>) -> Self {
        Path::Through([Connection::first(group), Connection::new(group, to)])
    }
}

/// An object that is reached.
#[derive(Serialize)]
pub struct Reached<'s> {
    id: &'s str,
    #[serde(rename = "type")]
    kind: &'static str,
    paths: Vec<Path<'s>>,
}

impl<'s> Reached<'s> {
    pub fn by(paths: Vec<Path<'s>>, End { id, kind }: End<'s>) -> Self {
        Reached { id, kind, paths }
    }

    /// What is connected itself.
    pub fn directly(end: End<'s>) -> Self {
        Reached::by(vec![Path::direct(end)], end)
    }
}
