//! Reading a secret from the terminal.

use std::io::Result;

use dialoguer::console::Term;
use secrecy::SecretString;

/// Reads a line without showing it.
///
/// Character by character and with signals off: reading in the terminal's own line mode, Ctrl-C would be
/// a signal that nobody looks at while this waits, so it would not end the program.
#[cfg(unix)]
pub fn read_secret(_: &Term) -> Result<SecretString> {
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};

    const INTERRUPT: u8 = 3;
    const END: u8 = 4;
    const ERASE_LINE: u8 = 21;

    struct Restore(Termios);
    impl Drop for Restore {
        fn drop(&mut self) {
            let _ = tcsetattr(std::io::stdin(), OptionalActions::Drain, &self.0);
        }
    }

    let before = tcgetattr(std::io::stdin())?;
    let mut hidden = before.clone();
    hidden.local_modes -= LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG;
    let _restore = Restore(before);
    tcsetattr(std::io::stdin(), OptionalActions::Drain, &hidden)?;
    let mut line: Vec<u8> = Vec::new();
    let mut byte = [0];
    loop {
        let read = match rustix::io::read(std::io::stdin(), &mut byte) {
            Err(rustix::io::Errno::INTR) => continue,
            read => read?,
        };
        match byte[0] {
            _ if read == 0 => return Err(std::io::ErrorKind::Interrupted.into()),
            INTERRUPT | END => return Err(std::io::ErrorKind::Interrupted.into()),
            b'\r' | b'\n' => break,
            ERASE_LINE => line.clear(),
            8 | 127 => drop(line.pop()),
            typed => line.push(typed),
        }
    }
    let text = String::from_utf8(line).map_err(|_| std::io::ErrorKind::InvalidData)?;
    Ok(text.into())
}

/// Reads a line without showing it.
#[cfg(not(unix))]
pub fn read_secret(terminal: &Term) -> Result<SecretString> {
    terminal.read_secure_line().map(SecretString::from)
}
