//! The connections themselves: resetting one, and closing the port for a while.
//!
//! A handler can only answer. What happens below that, a connection that is reset or a port where nobody
//! listens, needs the listener and the streams, which are wrapped here.

use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, Weak};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use futures_util::task::AtomicWaker;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::watch;
use tokio::time::Instant;

use crate::sandbox::lock::lock;

/// How long to wait before trying again what the operating system did not let through.
const AGAIN: Duration = Duration::from_millis(10);
/// Connections that may wait to be taken.
const BACKLOG: u32 = 1024;

/// What a connection is told from outside.
#[derive(Debug, Default)]
struct Told {
    /// End with a reset, and send nothing more.
    reset: AtomicBool,
    /// End as soon as nothing is being answered.
    close: AtomicBool,
    /// A request has been read of which the answer is not ready.
    busy: AtomicBool,
    waker: AtomicWaker,
}

impl Told {
    fn tell(&self, what: &AtomicBool) {
        what.store(true, Ordering::SeqCst);
        self.waker.wake();
    }
}

/// The connection that a request came by.
#[derive(Debug, Clone)]
pub struct Wire {
    told: Arc<Told>,
}

impl Wire {
    /// Ends the connection with a reset: whatever was not sent yet never is.
    pub fn reset(&self) {
        self.told.tell(&self.told.reset);
    }

    /// The answer to the request in hand is ready.
    pub fn answered(&self) {
        self.told.busy.store(false, Ordering::SeqCst);
    }
}

impl Connected<IncomingStream<'_, Gate>> for Wire {
    fn connect_info(stream: IncomingStream<'_, Gate>) -> Self {
        Wire {
            told: stream.io().told.clone(),
        }
    }
}

/// A connection that can be ended from outside.
pub struct Stream {
    tcp: TcpStream,
    told: Arc<Told>,
}

impl Stream {
    /// Fails once a reset was asked for. With no time to linger, dropping the socket resets it.
    fn alive(&self) -> io::Result<()> {
        if !self.told.reset.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.tcp.set_zero_linger()?;
        Err(io::ErrorKind::ConnectionReset.into())
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.told.waker.register(context.waker());
        self.alive()?;
        let idle = !self.told.busy.load(Ordering::SeqCst);
        if idle && self.told.close.load(Ordering::SeqCst) {
            return Poll::Ready(Ok(()));
        }
        let before = buffer.filled().len();
        let read = Pin::new(&mut self.tcp).poll_read(context, buffer);
        if buffer.filled().len() > before {
            self.told.busy.store(true, Ordering::SeqCst);
        }
        read
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.alive()?;
        Pin::new(&mut self.tcp).poll_write(context, bytes)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.alive()?;
        Pin::new(&mut self.tcp).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.tcp.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.alive()?;
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.alive()?;
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}

/// What the listener was last told.
#[derive(Debug, Clone, Copy, Default)]
struct Order {
    /// How often it was told to close, so that no time is too short to be seen.
    closings: u64,
    until: Option<Instant>,
}

/// What the listener did.
#[derive(Debug, Clone, Copy, Default)]
struct Done {
    /// The [`Order::closings`] that it has followed.
    closings: u64,
    closed: bool,
}

/// The door that the handlers can close: no connection is taken while it is.
#[derive(Debug, Default)]
pub struct Door {
    order: watch::Sender<Order>,
    done: watch::Sender<Done>,
    connections: Mutex<Vec<Weak<Told>>>,
}

impl Door {
    /// Closes the port for `time`, and the connections on which nothing is being answered. Returns when
    /// the port is closed: who tries to connect then is refused by the operating system.
    pub async fn close(&self, time: Duration) {
        let mut wanted = 0;
        self.order.send_modify(|order| {
            order.closings += 1;
            order.until = Some(Instant::now() + time);
            wanted = order.closings;
        });
        let mut done = self.done.subscribe();
        // Fails only where the sender is gone, which is this door's own.
        let _ = done.wait_for(|done| done.closings >= wanted).await;
        for told in lock(&self.connections).iter().filter_map(Weak::upgrade) {
            told.tell(&told.close);
        }
    }

    /// Opens the port at once.
    pub fn open(&self) {
        self.order.send_modify(|order| order.until = None);
    }

    /// Whether the port is closed now.
    pub fn is_closed(&self) -> bool {
        self.done.borrow().closed
    }

    fn remember(&self, told: &Arc<Told>) {
        let mut connections = lock(&self.connections);
        connections.retain(|known| known.strong_count() > 0);
        connections.push(Arc::downgrade(told));
    }
}

/// The listener behind a [`Door`].
pub struct Gate {
    address: SocketAddr,
    listener: Option<TcpListener>,
    door: Arc<Door>,
}

impl Gate {
    /// Puts `door` before `listener`.
    pub fn new(listener: TcpListener, door: Arc<Door>) -> io::Result<Self> {
        Ok(Gate {
            address: listener.local_addr()?,
            listener: Some(listener),
            door,
        })
    }

    /// Closes the port until the door says otherwise. The address stays taken meanwhile, so that nobody
    /// else gets it.
    async fn stay_closed(&mut self) {
        drop(self.listener.take());
        let mut placeholder = self.take_address().await;
        let mut orders = self.door.order.subscribe();
        loop {
            let Order { closings, until } = *orders.borrow_and_update();
            let closed = true;
            self.door.done.send_replace(Done { closings, closed });
            if let Some(until) = until.filter(|until| *until > Instant::now()) {
                tokio::select! {
                    () = tokio::time::sleep_until(until) => {}
                    // The sender is the door's own: it does not go away.
                    _ = orders.changed() => {}
                }
                continue;
            }
            match placeholder.listen(BACKLOG) {
                Ok(listener) => {
                    self.listener = Some(listener);
                    let closed = false;
                    self.door.done.send_replace(Done { closings, closed });
                    return;
                }
                Err(_) => {
                    tokio::time::sleep(AGAIN).await;
                    placeholder = self.take_address().await;
                }
            }
        }
    }

    /// A socket that has the address and does not listen.
    async fn take_address(&self) -> TcpSocket {
        loop {
            let socket = match self.address {
                SocketAddr::V4(_) => TcpSocket::new_v4(),
                SocketAddr::V6(_) => TcpSocket::new_v6(),
            };
            let bound = socket.and_then(|socket| {
                // As the listener does: connections that are ending have the address too.
                #[cfg(unix)]
                socket.set_reuseaddr(true)?;
                socket.bind(self.address)?;
                Ok(socket)
            });
            match bound {
                Ok(socket) => return socket,
                Err(_) => tokio::time::sleep(AGAIN).await,
            }
        }
    }
}

impl Listener for Gate {
    type Io = Stream;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Stream, SocketAddr) {
        let mut orders = self.door.order.subscribe();
        loop {
            let told_to_close =
                orders.borrow_and_update().closings > self.door.done.borrow().closings;
            let Some(listener) = self.listener.as_ref().filter(|_| !told_to_close) else {
                self.stay_closed().await;
                continue;
            };
            tokio::select! {
                accepted = listener.accept() => match accepted {
                    Ok((tcp, address)) => {
                        let told = Arc::new(Told::default());
                        self.door.remember(&told);
                        return (Stream { tcp, told }, address);
                    }
                    // Out of file descriptors, or a connection that ended before it was taken.
                    Err(_) => tokio::time::sleep(AGAIN).await,
                },
                _ = orders.changed() => {}
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Drop for Gate {
    /// A port without a listener is closed for good: nobody waits for that in vain.
    fn drop(&mut self) {
        self.door.done.send_replace(Done {
            closings: u64::MAX,
            closed: true,
        });
    }
}
