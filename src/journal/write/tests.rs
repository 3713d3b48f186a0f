use std::path::Path;

use super::super::read::{runs_of, tests::start};
use super::*;

fn begun(folder: &Path) -> Journal {
    Journal::create(folder, start(None), Redactor::default()).unwrap()
}

fn group() -> Object {
    let name = "Staff".to_owned();
    Object::Group { name }
}

/// Whatever becomes of the file in mid-run, the next write is not sent.
#[test]
fn a_journal_that_is_not_there_any_more_stops_the_next_write() {
    type Deed = fn(&Path);
    let deeds: [(&str, Deed); 5] = [
        ("removed", |path| std::fs::remove_file(path).unwrap()),
        ("removed", |path| {
            std::fs::remove_dir_all(path.parent().unwrap()).unwrap();
        }),
        ("another file", |path| {
            let text = std::fs::read(path).unwrap();
            let copy = path.with_extension("copy");
            std::fs::write(&copy, text).unwrap();
            std::fs::rename(copy, path).unwrap();
        }),
        ("cut it off", |path| {
            let file = File::options().write(true).open(path).unwrap();
            file.set_len(3).unwrap();
        }),
        ("wrote to it", |path| {
            let mut file = File::options().append(true).open(path).unwrap();
            file.write_all(b"x\n").unwrap();
        }),
    ];
    for (said, deed) in deeds {
        let folder = tempfile::tempdir().unwrap();
        let journal = begun(&folder.path().join("journal"));
        journal.intent(group(), None, None).unwrap();
        deed(&journal.path().unwrap());
        for _ in 0..2 {
            let error = journal.intent(group(), None, None).unwrap_err();
            assert_eq!(error.code, "journal-unwritable");
        }
        let again = begun(&folder.path().join("other"));
        again.intent(group(), None, None).unwrap();
        deed(&again.path().unwrap());
        let error = again.intent(group(), None, None).unwrap_err();
        assert!(error.message.contains(said), "{said}: {error}");
    }
}

#[test]
fn runs_are_in_order_although_the_clock_was_set_back() {
    let folder = tempfile::tempdir().unwrap();
    let first = begun(folder.path()).path().unwrap();
    let name = "20991231T235959.999999Z-CUK1A1-set-up.jsonl";
    std::fs::rename(first, folder.path().join(name)).unwrap();
    let second = begun(folder.path()).path().unwrap();
    let third = begun(folder.path()).path().unwrap();
    let runs = runs_of(folder.path(), &start(None).tenant).unwrap();
    let names: Vec<&str> = runs.iter().map(|run| run.name.as_str()).collect();
    let of = |path: &Path| path.file_name().unwrap().to_str().unwrap().to_owned();
    assert_eq!(names, [name, &of(&second), &of(&third)]);
}

#[test]
fn after_the_end_of_time_no_run_begins() {
    let folder = tempfile::tempdir().unwrap();
    let name = "99991231T235959.999999Z-CUK1A1-set-up.jsonl";
    std::fs::write(folder.path().join(name), "").unwrap();
    let error = Journal::create(folder.path(), start(None), Redactor::default()).unwrap_err();
    assert_eq!(error.code, "journal-unwritable");
    assert!(error.message.contains(name), "{error}");
}

#[test]
fn what_could_not_be_read_back_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let journal = begun(folder.path());
    let large = Value::String("x".repeat(MAX_LINE));
    let error = journal.intent(group(), Some(&large), None).unwrap_err();
    assert_eq!(error.code, "journal-unwritable");
    let runs = runs_of(folder.path(), &start(None).tenant).unwrap();
    assert_eq!(runs[0].changes(), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_others_can_write_to_is_refused_with_its_remedy() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let set = |mode| {
        let permissions = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(folder.path(), permissions).unwrap();
    };
    for (mode, fits) in [
        (0o777, false),
        (0o770, false),
        (0o755, true),
        (0o1777, true),
    ] {
        set(mode);
        let made = Journal::create(folder.path(), start(None), Redactor::default());
        let read = runs_of(folder.path(), &start(None).tenant);
        for error in [made.err(), read.err()] {
            let told = error.map(|error| error.hints.join("\n"));
            let remedy = format!("chmod go-w {}", folder.path().display());
            assert_eq!(told.is_none(), fits, "{mode:o} {told:?}");
            assert!(told.is_none_or(|told| told.contains(&remedy)), "{mode:o}");
        }
    }
}
