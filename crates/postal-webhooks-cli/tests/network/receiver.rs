//! Receiver of webhooks that verifies with the SDK, on a server of the standard library.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use postal_webhooks::{KeySet, SignatureHeaders, Verifier};

/// A request as it came.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
    pub(crate) is_verified: bool,
}

impl Request {
    pub(crate) fn headers(&self) -> Vec<(String, String)> {
        let pairs = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
    }
}

/// The receiver, whose threads end with the process.
pub(crate) struct Receiver {
    pub(crate) url: String,
    requests: Arc<Mutex<Vec<Request>>>,
}

type Answer = dyn Fn(usize, &Request) -> Vec<u8> + Send + Sync;

/// An answer of this status.
pub(crate) fn status(status: u16) -> Vec<u8> {
    format!("HTTP/1.1 {status} Word\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")
        .into_bytes()
}

impl Receiver {
    /// Accepts what the keys verify, and refuses the rest.
    pub(crate) fn verifying(keys: KeySet) -> Self {
        Self::start(Some(keys), |_, request| status(if request.is_verified { 200 } else { 401 }))
    }

    /// Answers what the function says, by how many requests came before.
    pub(crate) fn start(
        keys: Option<KeySet>,
        answer: impl Fn(usize, &Request) -> Vec<u8> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}/postal", listener.local_addr().unwrap());
        let requests = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&requests);
        let answer: Arc<Answer> = Arc::new(answer);
        let verifier = keys.map(Verifier::new);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let (kept, answer, verifier) =
                    (Arc::clone(&kept), Arc::clone(&answer), verifier.clone());
                // A client that has gone is no concern of the receiver.
                std::thread::spawn(move || drop(serve(stream.unwrap(), verifier, &kept, &*answer)));
            }
        });
        Self { url, requests }
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }
}

fn serve(
    mut stream: TcpStream,
    verifier: Option<Verifier>,
    kept: &Mutex<Vec<Request>>,
    answer: &Answer,
) -> std::io::Result<()> {
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    let (end, length) = loop {
        let length = stream.read(&mut piece)?;
        bytes.extend_from_slice(&piece[..length]);
        let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") else {
            if length == 0 {
                return Ok(());
            }
            continue;
        };
        let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
        let line = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let whole = end + 4 + line.map_or(0, |length| length.parse::<usize>().unwrap());
        if length == 0 || bytes.len() >= whole {
            break (end, whole);
        }
    };
    let mut request = Request {
        head: String::from_utf8(bytes[..end].to_vec()).unwrap(),
        body: bytes[end + 4..].to_vec(),
        is_verified: false,
    };
    if let Some(verifier) = verifier {
        let headers = request.headers();
        let is_whole = bytes.len() == length;
        let headers = SignatureHeaders::from(&headers);
        request.is_verified = is_whole && verifier.verify(&headers, &request.body).is_ok();
    }
    let number = {
        let mut kept = kept.lock().unwrap();
        kept.push(request.clone());
        kept.len() - 1
    };
    stream.write_all(&answer(number, &request))
}
