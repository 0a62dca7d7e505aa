//! [`Wire`], the bytes of a request and how they go out.

use std::io::{self, Write};
use std::time::Duration;

use super::{Stream, Target};
use crate::testing::SignedRequest;

/// The bytes of a request, head and body, as they go over the connection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wire {
    /// Request line, headers and the empty line.
    pub head: Vec<u8>,
    /// The body.
    pub body: Vec<u8>,
    /// How the body is sent.
    pub pace: Pace,
}

/// How the body of a request is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// At once, as Postal does.
    #[default]
    AtOnce,
    /// In pieces, over this time.
    Over(Duration),
    /// The first half alone; then the sending side is closed.
    Cut,
}

impl Wire {
    /// The request as Ruby's `Net::HTTP` writes it for Postal: names, their case, and their order.
    #[must_use]
    pub fn new(target: &Target, request: &SignedRequest) -> Self {
        let mut headers = vec![
            ("Accept-Encoding", "gzip;q=1.0,deflate;q=0.6,identity;q=0.3".to_owned()),
            ("Accept", "*/*".to_owned()),
        ];
        let is_user_agent = |(name, _): &&(&'static str, String)| *name == "User-Agent";
        headers.extend(request.headers.iter().filter(is_user_agent).cloned());
        headers.extend(target.authorization().map(|value| ("Authorization", value)));
        headers.extend(request.headers.iter().filter(|header| !is_user_agent(header)).cloned());
        headers.extend([
            ("Connection", "close".to_owned()),
            ("Host", target.host_header()),
            ("Content-Length", request.body.len().to_string()),
        ]);
        Self::with_headers(target, &headers, request.body.clone())
    }

    /// A request with these headers and no others.
    #[must_use]
    pub fn with_headers<N: AsRef<str>, V: AsRef<str>>(
        target: &Target,
        headers: &[(N, V)],
        body: Vec<u8>,
    ) -> Self {
        let mut head = format!("POST {} HTTP/1.1\r\n", target.path());
        for (name, value) in headers {
            head.extend([name.as_ref(), ": ", value.as_ref(), "\r\n"]);
        }
        head.push_str("\r\n");
        Self { head: head.into_bytes(), body, pace: Pace::AtOnce }
    }

    /// Writes the request; whether all of it went out.
    pub(super) fn write_to(&self, stream: &mut dyn Stream) -> io::Result<bool> {
        stream.write_all(&self.head)?;
        match self.pace {
            Pace::AtOnce => stream.write_all(&self.body)?,
            Pace::Over(time) => write_slowly(stream, &self.body, time)?,
            Pace::Cut => {
                stream.write_all(&self.body[..self.body.len() / 2])?;
                stream.flush()?;
                stream.close_writing()?;
                return Ok(false);
            }
        }
        stream.flush()?;
        Ok(true)
    }
}

fn write_slowly(stream: &mut (impl Write + ?Sized), body: &[u8], time: Duration) -> io::Result<()> {
    const PIECES: u32 = 10;
    for piece in body.chunks(body.len().div_ceil(PIECES as usize).max(1)) {
        std::thread::sleep(time / PIECES);
        stream.write_all(piece)?;
        stream.flush()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Signer;

    #[test]
    fn the_head_is_that_of_net_http() {
        let target = "http://user:p%40ss@localhost:8000/postal?a=1".parse().unwrap();
        let wire = Wire::new(&target, &Signer::generate().sign("{}"));
        let head = String::from_utf8(wire.head).unwrap();
        let lines: Vec<_> = head.split("\r\n").collect();
        let names: Vec<_> = lines.iter().map(|line| line.split(": ").next().unwrap()).collect();
        assert_eq!(
            names,
            [
                "POST /postal?a=1 HTTP/1.1",
                "Accept-Encoding",
                "Accept",
                "User-Agent",
                "Authorization",
                "Content-Type",
                "X-Postal-Signature-Kid",
                "X-Postal-Signature",
                "X-Postal-Signature-256",
                "Connection",
                "Host",
                "Content-Length",
                "",
                "",
            ]
        );
        assert_eq!(lines[10..], ["Host: localhost:8000", "Content-Length: 2", "", ""]);
    }
}
