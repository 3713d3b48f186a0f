//! What answers are held against, and where they go.

use crate::connector::AccountCode;
use crate::jumpcloud::JumpCloud;
use crate::mimecast::Mimecast;
use crate::tenant::Options;

use super::answers::{Answers, Given, nothing};
use super::question::Question;

/// What the questions of a set-up have to do with.
pub struct Asking<'a> {
    pub jumpcloud: &'a JumpCloud,
    /// `None` without credentials.
    pub mimecast: Option<&'a Mimecast>,
    pub account_code: &'a AccountCode,
    pub answers: &'a Answers,
    /// What was answered before it was taken back: lists begin with it.
    pub before: &'a Options,
}

/// Keeps an answer; one of no option is one with nothing.
pub fn keep(question: Question, given: Vec<Given>, options: &mut Options, answers: &Answers) {
    match question.skip().filter(|_| given.is_empty()) {
        None => answers.gave(question, given, options),
        Some(skip) => {
            answers.gave(question, vec![nothing(skip)], options);
            if !options.skip.contains(&skip) {
                options.skip.push(skip);
            }
        }
    }
}
