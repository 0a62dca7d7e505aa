//! [`Forward`], which sends requests on as they came.

use anyhow::Result;
use postal_webhooks::testing::postal::{Attempt, Client, Pace, Target, Wire};

use crate::network::server::Received;
use crate::network::tls;

/// Headers of the connection on which a request came.
const OF_CONNECTION: [&str; 6] =
    ["connection", "host", "content-length", "transfer-encoding", "expect", "keep-alive"];

/// Where requests are sent on to.
pub(crate) struct Forward {
    client: Client,
    target: Target,
}

impl Forward {
    pub(crate) fn new(target: Target) -> Result<Self> {
        Ok(Self { client: tls::client(&target)?, target })
    }

    /// Sends a request on: its headers but those of the connection, and its body, to the byte.
    pub(crate) fn send(&self, request: &Received) -> Attempt {
        self.client.post(&self.target, &wire(&self.target, request))
    }
}

fn wire(target: &Target, request: &Received) -> Wire {
    let mut head = format!("POST {} HTTP/1.1\r\n", target.path()).into_bytes();
    let authorization = target.authorization();
    let lines = request.head.split_inclusive(|byte| *byte == b'\n').skip(1);
    for line in lines.filter(|line| *line != b"\r\n") {
        let name = line.split(|byte| *byte == b':').next().unwrap_or_default().to_ascii_lowercase();
        let is_replaced = name == b"authorization" && authorization.is_some();
        if !is_replaced && !OF_CONNECTION.iter().any(|other| name == other.as_bytes()) {
            head.extend_from_slice(line);
        }
    }
    if let Some(authorization) = authorization {
        head.extend(format!("Authorization: {authorization}\r\n").into_bytes());
    }
    let (host, length) = (target.host_header(), request.body.len());
    let rest = format!("Connection: close\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n");
    head.extend(rest.into_bytes());
    Wire { head, body: request.body.clone(), pace: Pace::AtOnce }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_go_on_to_the_byte_but_those_of_the_connection() {
        let head = b"POST /a HTTP/1.1\r\nHost: here\r\nX-Odd:  \xe9 \r\ncontent-length: 2\r\n\
            Authorization: Basic YTpi\r\nTransfer-Encoding: chunked\r\n\r\n";
        let request = Received {
            head: head.to_vec(),
            method: "POST".to_owned(),
            path: "/a".to_owned(),
            headers: Vec::new(),
            body: b"{}".to_vec(),
        };
        let there = wire(&"http://there:81/b?c".parse().unwrap(), &request);
        let expected = b"POST /b?c HTTP/1.1\r\nX-Odd:  \xe9 \r\nAuthorization: Basic YTpi\r\n\
            Connection: close\r\nHost: there:81\r\nContent-Length: 2\r\n\r\n";
        assert_eq!(there.head, expected, "{}", String::from_utf8_lossy(&there.head));
        let own = wire(&"http://u:p@there/".parse().unwrap(), &request);
        let own = String::from_utf8_lossy(&own.head).into_owned();
        assert!(own.contains("Authorization: Basic dTpw\r\n") && !own.contains("YTpi"), "{own}");
    }
}
