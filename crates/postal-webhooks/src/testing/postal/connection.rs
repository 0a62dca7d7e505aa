//! Connections that keep a deadline, whatever the other side does.

use std::io::{self, Read, Write};
use std::net::{IpAddr, Shutdown, SocketAddr, TcpStream, ToSocketAddrs as _};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use super::{Outcome, Target};

/// A connection, with or without TLS.
pub trait Stream: Read + Write {
    /// Tells the other side that nothing more comes.
    ///
    /// # Errors
    ///
    /// The connection is broken.
    fn close_writing(&mut self) -> io::Result<()>;
}

/// Opens connections.
pub trait Connect: Send + Sync {
    /// Opens a connection to the host of a URL, which keeps the deadline.
    ///
    /// # Errors
    ///
    /// The outcome of the attempt.
    fn connect(&self, target: &Target, until: Instant) -> Result<Box<dyn Stream>, Outcome>;
}

/// Opens plain connections, for `http` alone.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlainConnect;

impl Connect for PlainConnect {
    fn connect(&self, target: &Target, until: Instant) -> Result<Box<dyn Stream>, Outcome> {
        if target.is_tls() {
            return Err(Outcome::Tls);
        }
        Ok(Box::new(Connection::open(target, until)?))
    }
}

/// A TCP connection on which every call ends at the deadline.
#[derive(Debug)]
pub struct Connection {
    tcp: TcpStream,
    until: Instant,
}

impl Connection {
    /// Connects to the first address of the host that accepts.
    ///
    /// # Errors
    ///
    /// The outcome of the attempt, by the last address.
    pub fn open(target: &Target, until: Instant) -> Result<Self, Outcome> {
        let mut outcome = Outcome::NoAnswer("the name of the host has no address");
        for address in addresses(target, until)? {
            let attempt = left(until).and_then(|left| TcpStream::connect_timeout(&address, left));
            match attempt.and_then(|tcp| tcp.set_nodelay(true).map(|()| tcp)) {
                Ok(tcp) => return Ok(Self { tcp, until }),
                Err(error) => outcome = Outcome::of_error(&error),
            }
        }
        Err(outcome)
    }
}

fn addresses(target: &Target, until: Instant) -> Result<Vec<SocketAddr>, Outcome> {
    const NO_NAME: Outcome = Outcome::NoAnswer("the name of the host is not known");
    let port = target.port();
    if let Some(address) = target.address() {
        return Ok(vec![SocketAddr::from((address as IpAddr, port))]);
    }
    // The resolver of the system knows no deadline; a thread that hangs in it is left behind.
    let host = target.host().to_owned();
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let addresses = (host.as_str(), port).to_socket_addrs().map(Iterator::collect);
        let _ = sender.send(addresses);
    });
    let left = left(until).map_err(|_| Outcome::TimedOut)?;
    match receiver.recv_timeout(left) {
        Ok(addresses) => addresses.map_err(|_| NO_NAME),
        Err(_) => Err(Outcome::TimedOut),
    }
}

/// The time that is left, never nothing: a socket takes a time of nothing for no limit.
fn left(until: Instant) -> io::Result<Duration> {
    let left = until.saturating_duration_since(Instant::now());
    if left.is_zero() { Err(io::ErrorKind::TimedOut.into()) } else { Ok(left) }
}

impl Read for Connection {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.tcp.set_read_timeout(Some(left(self.until)?))?;
        self.tcp.read(buffer)
    }
}

impl Write for Connection {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tcp.set_write_timeout(Some(left(self.until)?))?;
        self.tcp.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.tcp.flush()
    }
}

impl Stream for Connection {
    fn close_writing(&mut self) -> io::Result<()> {
        self.tcp.shutdown(Shutdown::Write)
    }
}
