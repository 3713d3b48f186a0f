//! Ctrl-C.

use crate::error::{Error, Result};

use super::printer::Printer;

/// Runs a command until it ends or is interrupted. The first Ctrl-C lets the write in hand end: where its
/// answer is lost, nobody knows whether it was made. The second ends at once.
pub async fn until_interrupted<T>(
    work: impl Future<Output = Result<T>>,
    printer: &Printer,
) -> Result<T> {
    let mut work = std::pin::pin!(work);
    let mut stopping = false;
    loop {
        tokio::select! {
            // The handler first: a prompt holds the thread from its first poll on, and Ctrl-C
            // there would otherwise kill the program before it could say so.
            biased;
            _ = tokio::signal::ctrl_c() => {
                if stopping || !printer.brake.in_hand() {
                    return Err(Error::interrupted());
                }
                stopping = true;
                printer.brake.stop();
                printer.note(
                    "\nInterrupted: the change in hand is let end first. Press Ctrl-C again to end at once.\n",
                );
            }
            () = printer.brake.idle(), if stopping => return Err(Error::interrupted()),
            result = &mut work => return result,
        }
    }
}
