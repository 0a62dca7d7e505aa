//! Man pages and completions: generated from the command line, committed, and compared here, since
//! who packages the binary does not run this project. `UPDATE_EXPECT=1 cargo test -p
//! postal-webhooks-cli --test generated` writes them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap_complete::Shell;

fn folder(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// Compares the files of a folder, in which there is nothing else.
#[track_caller]
fn check(name: &str, files: Vec<(String, Vec<u8>)>) {
    let folder = folder(name);
    let mut names = BTreeSet::new();
    for (name, contents) in files {
        let text = String::from_utf8(contents).expect("UTF-8");
        // Generators leave blanks at the ends of lines.
        let lines: Vec<_> = text.lines().map(str::trim_end).collect();
        expect_test::expect_file![folder.join(&name)].assert_eq(&(lines.join("\n") + "\n"));
        names.insert(name);
    }
    let entries = std::fs::read_dir(folder).expect("the folder");
    let there: BTreeSet<_> = entries
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(there, names, "a file is stale");
}

#[test]
fn man_pages() {
    let mut command = postal_webhooks_cli::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    add(&command, &mut pages);
    pages.push(("postal-webhooks.toml.5".to_owned(), page_of_the_configuration()));
    check("man", pages);
}

/// Section 5: the configuration of `serve`.
fn page_of_the_configuration() -> Vec<u8> {
    use clap_mangen::roff::{Roff, bold, italic, roman};
    use postal_webhooks_receiver::config::KEYS;

    let mut page = Roff::new();
    page.control("TH", ["postal-webhooks.toml", "5"]);
    page.control("SH", ["NAME"]);
    page.text([roman("postal-webhooks.toml - configuration of the receiver of postal-webhooks")]);
    page.control("SH", ["SYNOPSIS"]);
    page.text([bold("postal-webhooks serve -c "), italic("FILE")]);
    page.text([bold("postal-webhooks check-config -c "), italic("FILE")]);
    page.control("SH", ["DESCRIPTION"]);
    page.text([roman(
        "TOML. Variables win over it, and flags over both: POSTAL_WEBHOOKS__SOURCE__MAIN__PATH sets \
         path of [source.main]. A secret does not stand in it: \"file:PATH\" or \"env:NAME\" says \
         where it is. * is a name of a-z, 0-9, - and _.",
    )]);
    page.control("SH", ["SETTINGS"]);
    for key in KEYS {
        page.control("TP", []);
        page.text([bold(key.name)]);
        let default = key.default.map_or(String::new(), |default| format!(" Default: {default}."));
        page.text([roman(format!("{} Value: {}.{default}", key.help, key.shape.expected()))]);
    }
    page.control("SH", ["EXAMPLE"]);
    page.control("nf", []);
    page.text([roman(include_str!("../../postal-webhooks-receiver/docs/postal-webhooks.toml"))]);
    page.control("fi", []);
    page.control("SH", ["SEE ALSO"]);
    page.text([
        bold("postal-webhooks-serve"),
        roman("(1), "),
        bold("postal-webhooks-check-config"),
        roman("(1)"),
    ]);
    page.to_roff().into_bytes()
}

/// A page for a command, and one for each command below it.
fn add(command: &clap::Command, pages: &mut Vec<(String, Vec<u8>)>) {
    let man = clap_mangen::Man::new(command.clone());
    let mut page = Vec::new();
    man.render(&mut page).expect("a page");
    pages.push((man.get_filename(), page));
    for below in command.get_subcommands() {
        add(below, pages);
    }
}

#[test]
fn completions() {
    let of_shell = |shell: Shell| {
        let mut command = postal_webhooks_cli::command();
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut command, "postal-webhooks", &mut text);
        let name = clap_complete::Generator::file_name(&shell, "postal-webhooks");
        (name, text)
    };
    let shells = [Shell::Bash, Shell::Fish, Shell::PowerShell, Shell::Zsh];
    check("completions", shells.map(of_shell).into());
}
