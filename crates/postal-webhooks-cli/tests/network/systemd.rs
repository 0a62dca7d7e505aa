//! `serve` under systemd: a socket that is passed, and what systemd is told.

use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::time::Duration;

use postal_webhooks::testing::example;
use postal_webhooks::testing::postal::{Client, Outcome, Target, Wire};

use crate::program::{Folder, Running, SIGNER};

#[test]
fn it_takes_the_socket_and_tells_how_it_stands() {
    let folder = Folder::new();
    let socket = UnixDatagram::bind(folder.path("notify")).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    // A shell has the number that the program will have, which systemd puts into LISTEN_PID, and
    // moves the socket to where it has to be.
    let mut command = Command::new("sh");
    command
        .args(["-c", "export LISTEN_PID=$$ LISTEN_FDS=1; exec 3<&0 </dev/null \"$@\"", "sh"])
        .arg(env!("CARGO_BIN_EXE_postal-webhooks"))
        .args(["--json", "serve", "--keys", "jwks.json", "--address", "127.0.0.1:9"])
        .args(["--admin", "off"])
        .current_dir(folder.0.path())
        .env("NOTIFY_SOCKET", folder.path("notify"))
        .env("WATCHDOG_USEC", "300000")
        .stdin(Stdio::from(OwnedFd::from(listener)));
    let running = Running::of(&mut command);
    let url = running.ready("url");
    assert_eq!(url, format!("http://{address}/postal"));
    let told = || {
        let mut buffer = [0; 256];
        let length = socket.recv(&mut buffer).unwrap();
        String::from_utf8_lossy(&buffer[..length]).trim().to_owned()
    };
    assert_eq!(told(), "READY=1");
    for _ in 0..3 {
        assert_eq!(told(), "WATCHDOG=1");
    }
    let target: Target = url.parse().unwrap();
    let request = SIGNER.sign(example("MessageSent", "typical").body);
    let attempt = Client::new().post(&target, &Wire::new(&target, &request));
    assert_eq!(attempt.outcome, Outcome::Status(200));
    running.terminate();
    while told() != "STOPPING=1" {}
    assert_eq!(running.end().code, Some(0));
}
