//! The commands of the README that use the network, each of which does what stands there.

use crate::program::{Folder, Running, command, ran};

#[test]
fn every_command_of_the_readme_that_uses_the_network() {
    let folder = Folder::new();
    std::fs::rename(folder.path("key.pem"), folder.path("private.pem")).unwrap();
    let readme = include_str!("../../README.md");
    let mut blocks = readme.split("```sh\n").skip(1);
    let block = blocks.find(|block| block.starts_with("postal-webhooks listen")).unwrap();
    let block = block.split("```").next().unwrap();
    let lines: Vec<Vec<_>> = block.lines().map(|line| line.split(' ').skip(1).collect()).collect();
    let (listen, others) = lines.split_first().unwrap();
    // Another port, which is free.
    let listen = [listen, &["--address", "127.0.0.1:0", "--json"][..]].concat();
    let listening = Running::of(command(&listen).current_dir(folder.0.path()));
    let url = listening.ready("url");
    assert_eq!(others.len(), 4);
    for line in others {
        let arguments: Vec<_> =
            line.iter().map(|word| word.replace("http://localhost:8000/", &url)).collect();
        let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
        let ran = ran(command(&arguments).current_dir(folder.0.path()));
        assert_eq!(ran.code, Some(0), "{line:?}: {ran:?}");
    }
    listening.interrupt();
    assert_eq!(listening.end().code, Some(0));
}
