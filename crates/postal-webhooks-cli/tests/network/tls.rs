//! `send` to `https`: a certificate that the system trusts, and others.

use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, Command, Stdio};

use crate::program::{Folder, Ran, command, ran};

/// A web server with a certificate by an authority of its own, made by `openssl`.
struct TlsServer {
    child: Child,
    port: u16,
}

impl TlsServer {
    fn start(folder: &Folder) -> Self {
        let path = |name: &str| folder.text(name);
        std::fs::write(folder.path("config"), "[req]\ndistinguished_name = dn\n[dn]\n").unwrap();
        let make = |name: &str, extension: &str, signer: &[&str]| {
            let (key, certificate) =
                (path(&format!("{name}-key.pem")), path(&format!("{name}.pem")));
            let status = Command::new("openssl")
                .args(["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"])
                .args(["-subj", "/CN=Test", "-config", &path("config"), "-addext", extension])
                .args(["-keyout", &key, "-out", &certificate])
                .args(signer)
                .stderr(Stdio::null())
                .status()
                .expect("this test needs openssl; install it: apt-get install openssl");
            assert!(status.success());
        };
        make("authority", "basicConstraints=critical,CA:TRUE", &[]);
        make("stranger", "basicConstraints=critical,CA:TRUE", &[]);
        let (authority, authority_key) = (path("authority.pem"), path("authority-key.pem"));
        let signer = ["-CA", &authority, "-CAkey", &authority_key];
        make("server", "subjectAltName=DNS:localhost", &signer);
        let mut child = Command::new("openssl")
            .args(["s_server", "-accept", "127.0.0.1:0"])
            .args(["-key", &path("server-key.pem"), "-cert", &path("server.pem")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let line = lines.find(|line| line.starts_with("ACCEPT")).unwrap();
        let port = line.rsplit(':').next().unwrap().trim().parse().unwrap();
        // Its output must not end, or it would stop.
        std::thread::spawn(move || lines.for_each(drop));
        // What comes on its input goes to the first client whose handshake succeeds.
        let answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nOK";
        child.stdin.as_mut().unwrap().write_all(answer).unwrap();
        Self { child, port }
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

#[test]
fn certificates_are_verified_as_postal_does() {
    let folder = Folder::new();
    let server = TlsServer::start(&folder);
    let send = |host: &str, authority: &str| -> Ran {
        let url = format!("https://{host}:{}/", server.port);
        let mut command = command(&["send", &url, "--event", "MessageSent", "--json"]);
        ran(command.env("SSL_CERT_FILE", folder.path(authority)))
    };
    let object = |run: &Ran| run.objects()[0].clone();
    let trusted = send("localhost", "authority.pem");
    assert_eq!((trusted.code, &object(&trusted)["history"]), (Some(0), &200.into()), "{trusted:?}");
    let other_name = send("127.0.0.1", "authority.pem");
    assert_eq!((other_name.code, &object(&other_name)["history"]), (Some(1), &(-3).into()));
    // An authority that has nothing to do with the certificate.
    let unknown = send("localhost", "stranger.pem");
    assert_eq!(
        (unknown.code, &object(&unknown)["history"]),
        (Some(1), &(-3).into()),
        "{unknown:?}"
    );
}
