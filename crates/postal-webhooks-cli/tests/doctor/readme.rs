//! The commands of the README that diagnose a webhook, on a handler that is in order.

use std::process::Command;

use crate::replay::{Captured, status, verifies};
use crate::server::http;

#[test]
fn every_command_of_the_readme_that_diagnoses() {
    let captured = Captured::new();
    let folder = captured.folder.path();
    std::fs::create_dir(folder.join("earlier")).unwrap();
    std::fs::rename(folder.join("request"), folder.join("earlier/request")).unwrap();
    let verifier = captured.verifier();
    let url = http(move |_, it| status(verifies(&verifier, it)));
    let readme = include_str!("../../README.md");
    let mut blocks = readme.split("```sh\n").skip(1);
    let block = blocks.find(|block| block.starts_with("postal-webhooks doctor")).unwrap();
    let lines: Vec<_> = block.split("```").next().unwrap().lines().collect();
    assert_eq!(lines.len(), 2);
    for line in lines {
        let line = line.replace("https://hooks.example.com/postal", &url);
        let ran = Command::new(env!("CARGO_BIN_EXE_postal-webhooks"))
            .args(line.split(' ').skip(1))
            .current_dir(folder)
            .output()
            .unwrap();
        let out = String::from_utf8(ran.stdout).unwrap();
        assert_eq!(ran.status.code(), Some(0), "{line}: {out}");
        assert!(out.contains("unsigned-refused"), "{out}");
        assert_eq!(out.contains("one byte changed: 401"), line.contains("--replay"), "{out}");
    }
}
