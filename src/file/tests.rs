use std::path::PathBuf;

use super::*;

struct Place(tempfile::TempDir);

impl Place {
    fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
}

fn why<T>(result: Fit<T>) -> String {
    match result {
        Ok(_) => String::new(),
        Err(unfit) => format!("{unfit}; {}", unfit.remedy.clone().unwrap_or_default()),
    }
}

#[test]
fn a_file_is_replaced_as_a_whole_and_nothing_is_left_beside_it() {
    let place = Place::new();
    let path = place.file("a", "before");
    replace(&path, b"after").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"after");
    assert_eq!(std::fs::read_dir(place.0.path()).unwrap().count(), 1);
    assert!(replace(&place.at("missing/a"), b"x").is_err());
}

#[test]
fn too_large_is_not_read() {
    let place = Place::new();
    let path = place.file("a", "12345");
    let read = |limit| read(&path, Kept::FromWriting, Links::Refused, limit);
    assert_eq!(read(5).unwrap(), b"12345");
    assert!(why(read(4)).contains("it has more than"));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path, mode: u32) {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    }

    fn fifo(path: &Path) {
        let mode = rustix::fs::Mode::from_raw_mode(0o600);
        rustix::fs::mknodat(rustix::fs::CWD, path, rustix::fs::FileType::Fifo, mode, 0).unwrap();
    }

    #[test]
    fn no_link_is_followed_where_something_is_made_or_emptied() {
        let place = Place::new();
        let victim = place.file("victim", "precious");
        for (name, target) in [("link", &victim), ("nowhere", &place.at("new"))] {
            let link = place.at(name);
            symlink(target, &link).unwrap();
            assert!(why(open_or_create(&link)).contains("symbolic link"));
            let read = open(&link, Kept::FromWriting, Links::Refused);
            assert!(why(read).contains(&target.display().to_string()));
            assert_eq!(
                create(&link).unwrap_err().kind,
                io::ErrorKind::AlreadyExists
            );
            replace(&link, b"new").unwrap();
            assert!(std::fs::symlink_metadata(&link).unwrap().is_file());
        }
        assert_eq!(std::fs::read(&victim).unwrap(), b"precious");
        assert!(!place.at("new").exists());
        let second = place.at("second");
        std::fs::hard_link(&victim, &second).unwrap();
        assert!(why(open_or_create(&second)).contains("hard link"));
    }

    /// This test would wait for ever.
    #[test]
    fn nothing_is_waited_for() {
        let place = Place::new();
        let pipe = place.at("pipe");
        fifo(&pipe);
        symlink(&pipe, place.at("link")).unwrap();
        for path in [pipe.as_path(), &place.at("link"), Path::new("/dev/null")] {
            for links in [Links::Followed, Links::Refused] {
                let opened = open(path, Kept::FromReading, links);
                assert_ne!(why(opened), "", "{}", path.display());
            }
            assert_ne!(why(open_or_create(path)), "");
            assert_ne!(why(append(path, b"x")), "", "{}", path.display());
        }
    }

    #[test]
    fn what_others_can_write_or_read_is_told_with_its_remedy() {
        let place = Place::new();
        let path = place.file("it's", "text");
        for (bits, from_writing, from_reading) in [
            (0o600, true, true),
            (0o640, true, false),
            (0o644, true, false),
            (0o620, false, false),
            (0o666, false, false),
        ] {
            mode(&path, bits);
            for (kept, fits) in [
                (Kept::FromWriting, from_writing),
                (Kept::FromReading, from_reading),
            ] {
                let told = why(open(&path, kept, Links::Refused));
                assert_eq!(told.is_empty(), fits, "{bits:o} {kept:?} {told}");
                assert!(fits || told.ends_with("it's\""), "{told}");
            }
        }
    }

    #[test]
    fn a_folder_is_made_where_nobody_else_can_write() {
        let place = Place::new();
        let inner = place.at("a/b");
        mode(place.0.path(), 0o777);
        let remedy = format!("chmod go-w {}", place.0.path().display());
        assert!(why(make_folder(&inner)).contains(&remedy));
        assert!(!place.at("a").exists());
        mode(place.0.path(), 0o1777);
        make_folder(&inner).unwrap();
        let made = std::fs::metadata(&inner).unwrap().permissions().mode();
        assert_eq!(made & 0o777, 0o700);
        assert!(why(make_folder(&place.file("file", ""))).contains("is no folder"));
    }

    /// Only root can give a file away.
    #[test]
    fn what_belongs_to_somebody_else_is_not_taken() {
        let place = Place::new();
        let path = place.file("a", "text");
        if std::os::unix::fs::chown(&path, Some(65534), None).is_err() {
            return;
        }
        for told in [
            why(open(&path, Kept::FromWriting, Links::Refused)),
            why(open_or_create(&path)),
        ] {
            assert!(told.contains("another user (uid 65534)"), "{told}");
        }
        std::os::unix::fs::chown(place.0.path(), Some(65534), None).unwrap();
        assert!(why(check_folder(place.0.path())).contains("another user"));
    }

    #[test]
    fn a_result_goes_where_the_person_says() {
        let place = Place::new();
        let path = place.file("a", "before");
        mode(&path, 0o640);
        write_out(&path, b"after").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"after");
        let kept = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(kept & 0o777, 0o640);
        write_out(Path::new("/dev/null"), b"x").unwrap();
        assert!(
            std::fs::symlink_metadata("/dev/null")
                .unwrap()
                .file_type()
                .is_char_device()
        );
        if Path::new("/dev/full").exists() {
            assert_eq!(
                write_out(Path::new("/dev/full"), b"x").unwrap_err().kind,
                io::ErrorKind::StorageFull
            );
        }
        let pipe = place.at("pipe");
        fifo(&pipe);
        let reader = std::thread::spawn({
            let pipe = pipe.clone();
            move || std::fs::read(pipe).unwrap()
        });
        write_out(&pipe, b"through").unwrap();
        assert_eq!(reader.join().unwrap(), b"through");
    }

    use std::os::unix::fs::FileTypeExt;
}
