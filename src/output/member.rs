//! What became of each of several tenants, as it is shown.

use crate::error::worst;

use super::figures::Figures;

/// The tenants, in the order of their file.
#[derive(Debug, Default)]
pub struct Fleet {
    /// One each.
    pub members: Vec<Member>,
    /// Which part of the file's tenants they are, where several machines share them.
    pub shard: Option<String>,
}

/// What became of one tenant.
#[derive(Debug)]
pub struct Member {
    /// Its name in the tenants file.
    pub name: String,
    /// What the command would have ended with for it alone; `None` where it was not begun.
    pub exit_code: Option<u8>,
    /// What came of it, in a word.
    pub word: String,
    /// The same in a line.
    pub short: String,
    /// Whether nothing is left to be done or looked at.
    pub fine: bool,
    /// For people, where there is more to say than that line.
    pub details: String,
    /// Its part of a format that says all of everybody: its entry in JSON, annotations on GitHub, a suite in JUnit.
    pub part: String,
    /// Its part of the step summary.
    pub summary: String,
    /// Its plan in figures, where it came to one.
    pub(super) figures: Option<Figures>,
}

impl Fleet {
    /// The exit code of the whole: the worst. What was not begun has none.
    pub fn exit_code(&self) -> u8 {
        worst(self.members.iter().filter_map(|member| member.exit_code))
    }

    /// The plans in figures, in the order in which the tenants are told; `None` where there is none.
    pub fn figures(&self) -> Option<Figures> {
        let members = self.members.iter();
        Figures::of_all(members.map(|one| (one.name.as_str(), one.figures.as_ref())))
    }

    /// How many there are, and how many of each word, as these come up.
    pub fn counts(&self) -> String {
        let mut words: Vec<(&str, usize)> = Vec::new();
        for member in &self.members {
            match words.iter_mut().find(|(word, _)| *word == member.word) {
                Some((_, count)) => *count += 1,
                None => words.push((&member.word, 1)),
            }
        }
        let words: Vec<String> = words
            .into_iter()
            .map(|(word, count)| format!("{count} {word}"))
            .collect();
        match self.members.len() {
            0 => "no tenant".to_owned(),
            1 => format!("1 tenant: {}", words.join(", ")),
            n => format!("{n} tenants: {}", words.join(", ")),
        }
    }
}

impl Member {
    /// Its name and its word.
    pub fn title(&self) -> String {
        format!("{}: {}", self.name, self.word)
    }
}
