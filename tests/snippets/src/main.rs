//! Code of the site in five languages: every handler of `crates/postal-webhooks-site/snippets` reads
//! all examples, and says the same; and so does what the page of each event shows.
//!
//! `bodies` has the examples, `package` compiles and runs a handler as the `runner.toml` of its package
//! says, and `php` runs the function of a guide.

mod bodies;
mod package;
mod php;

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail, ensure};
use postal_webhooks_codegen::{Tree, read};
use postal_webhooks_site::snippets::HANDLERS;
use xtask::packages::FOLDERS;
use xtask::tool;

use self::bodies::Bodies;
use self::package::Package;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize()?;
    let model = read(&Tree::read(&root.join("schema"))?)?;
    let out = tool::target(&root, "tests/snippets");
    let bodies = Bodies::new(&model);
    let list = bodies.write(&out.join("all.ndjson"))?;
    let expected = of_rust(&list).context("Rust")?;
    bodies.check(&expected)?;
    println!("Rust: {} lines about {} bodies", expected.lines().count(), bodies.count());
    for folder in FOLDERS {
        let package = Package::read(&root, folder)?;
        let name = package.name();
        if let Some(problem) = package.problem() {
            tool::skip(name, &problem)?;
            continue;
        }
        package.prepare()?;
        let handler = HANDLERS
            .iter()
            .find(|handler| name.starts_with(handler.language))
            .with_context(|| format!("there is no handler for the {name}"))?;
        let file = root.join("crates/postal-webhooks-site/snippets").join(handler.file);
        let said = package.handle(&file, &list)?;
        compare(name, &expected, &said)?;
        let mut shown = 0;
        for event in &model.events {
            let Some(program) = handler.program(&event.name)? else { continue };
            let folder = out.join(handler.language).join(&event.name);
            let list = bodies.of(&event.name).write(&folder.join("bodies.ndjson"))?;
            let file = folder.join(handler.file);
            std::fs::write(&file, program)?;
            let said = package.handle(&file, &list)?;
            let expected = of_rust(&list)?;
            compare(&format!("{name}, the page of {}", event.name), &expected, &said)?;
            shown += 1;
        }
        println!("{name}: the same, and {shown} pages");
    }
    php::run(&root, &out)
}

/// What the handler in Rust says, which cargo has compiled beside this program.
fn of_rust(list: &Path) -> Result<String> {
    let program = std::env::current_exe()?.with_file_name("handler");
    ensure!(
        program.exists(),
        "there is no handler beside this program; run `cargo xtask snippets`"
    );
    let [program, list] = [&program, list].map(|path| path.display().to_string());
    Ok(tool::command(&[&program, &list]).read()? + "\n")
}

/// Names the first line in which two handlers differ.
fn compare(name: &str, expected: &str, said: &str) -> Result<()> {
    if expected == said {
        return Ok(());
    }
    let (mut expected, mut said) = (expected.split('\n'), said.split('\n'));
    for number in 1.. {
        let (there, here) = (expected.next(), said.next());
        if there != here || there.is_none() {
            let [there, here] = [there, here].map(|line| line.unwrap_or("nothing"));
            bail!("{name}: line {number} should be\n  {there}\nand is\n  {here}");
        }
    }
    Ok(())
}
