//! New connections: accepted whatever the system says, and refused with an answer.

use std::time::Duration;

use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

/// How long the next is waited for after the system could give no connection: without descriptors
/// it says so again at once.
const PAUSE: Duration = Duration::from_millis(100);
/// How long one that is refused may take to send its request.
const REFUSAL: Duration = Duration::from_secs(1);

/// The next connection.
pub(crate) async fn accept(listener: &TcpListener) -> TcpStream {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return stream,
            Err(error) => {
                use std::io::ErrorKind::{ConnectionAborted, ConnectionReset};
                if !matches!(error.kind(), ConnectionAborted | ConnectionReset) {
                    tracing::warn!(code = "no-connection", %error);
                    tokio::time::sleep(PAUSE).await;
                }
            }
        }
    }
}

/// Answers 503 at once, and reads what comes meanwhile: who closes a connection with something
/// unread in it takes its own answer back.
pub(super) async fn refuse(mut stream: TcpStream) {
    const ANSWER: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\nContent-Type: text/plain\r\n\
        Content-Length: 4\r\nConnection: close\r\n\r\nbusy";
    let exchange = async {
        if stream.write_all(ANSWER).await.is_ok() && stream.shutdown().await.is_ok() {
            let mut buffer = [0; 4096];
            while matches!(stream.read(&mut buffer).await, Ok(read) if read > 0) {}
        }
    };
    let _ = tokio::time::timeout(REFUSAL, exchange).await;
}
