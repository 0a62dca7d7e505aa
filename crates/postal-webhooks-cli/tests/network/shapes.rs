//! The page about several receivers: every command of it is run, with real PostgreSQL, NATS and
//! haproxy.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::Path;

use crate::program::Folder;
use crate::transcript;

/// Ports that the page names, each with the variable of `run.sh` that sets another.
const PORTS: [(&str, &str); 9] = [
    ("BALANCER_PORT", "8000"),
    ("STATE_PORT", "8404"),
    ("POSTGRES_PORT", "5433"),
    ("NATS_PORT", "4222"),
    ("NATS_STATE_PORT", "8222"),
    ("ONE_PORT", "8010"),
    ("ONE_ADMIN_PORT", "8011"),
    ("TWO_PORT", "8020"),
    ("TWO_ADMIN_PORT", "8021"),
];

#[test]
fn every_command_of_the_page_about_shapes() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../postal-webhooks-receiver/docs");
    let mut page = std::fs::read_to_string(docs.join("shapes.md")).unwrap();
    let script = std::fs::read_to_string(docs.join("shapes/run.sh")).unwrap();
    let listeners = PORTS.map(|_| TcpListener::bind("127.0.0.1:0").unwrap());
    let mut others = String::from("```sh\n");
    for ((name, port), listener) in PORTS.into_iter().zip(&listeners) {
        assert!(script.contains(&format!("\"${{{name}:={port}}}\"")), "{name} is not {port}");
        let free = listener.local_addr().unwrap().port();
        page = page.replace(&format!("127.0.0.1:{port}"), &format!("127.0.0.1:{free}"));
        writeln!(others, "export {name}={free}").unwrap();
    }
    drop(listeners);
    // The page is read in a clone of the repository.
    let run = "crates/postal-webhooks-receiver/docs/shapes/run.sh";
    page = page.replace(run, &docs.join("shapes/run.sh").display().to_string());
    let folder = Folder::new();
    // PostgreSQL, which is not root, has to come to its data.
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.0.path(), open).unwrap();
    let binaries = Path::new(env!("CARGO_BIN_EXE_postal-webhooks")).parent().unwrap();
    match transcript::run(&format!("{others}```\n{page}"), folder.0.path(), &[binaries]) {
        Ok(count) => assert!(count >= PORTS.len() + 18, "the page has {count} commands"),
        Err(fault) => panic!("{fault}\n{}", logs(folder.0.path())),
    }
}

/// The ends of what the programs wrote.
fn logs(folder: &Path) -> String {
    let mut all = String::new();
    for shape in ["shape-b", "shape-c"] {
        for entry in folder.join(shape).read_dir().into_iter().flatten().flatten() {
            let path = entry.path();
            if path.extension().is_some_and(|end| end == "log") {
                let text = std::fs::read_to_string(&path).unwrap_or_default();
                let lines: Vec<_> = text.lines().rev().take(5).collect();
                writeln!(all, "{}: {lines:#?}", path.display()).unwrap();
            }
        }
    }
    all
}
