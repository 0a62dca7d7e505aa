//! Each artifact installed into an empty project, and one line of it run.
//!
//! What an artifact needs from others comes from where the machine already has it, as the dry run
//! leaves it; Go alone fetches what is missing. Of this repository only the artifacts are read,
//! and Cargo.lock.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use xtask::{runner, tool};

use crate::versions::{CRATES, Versions};
use crate::{anew, archive};

/// What a user asks of each, and the rule that has to decide.
const REPLY: &str = "550 5.1.1 User unknown";
const RULE: &str = "unknown-recipient";

/// What is installed, and where.
struct Place<'a> {
    root: &'a Path,
    artifacts: PathBuf,
    versions: &'a Versions,
    /// An empty folder.
    project: PathBuf,
}

/// An artifact is not there.
#[derive(Debug, thiserror::Error)]
#[error("there is no {0}; see whether `cargo xtask release --dry-run` names it")]
struct NotMade(String);

type Check = fn(&Place<'_>) -> Result<String>;

const CHECKS: [(&str, Check); 8] = [
    ("schemas", schemas),
    ("npm", npm),
    ("wheel", wheel),
    ("sdist", sdist),
    ("go", go),
    ("jar", jar),
    ("crates", crates),
    ("command line", command_line),
];

/// Installs what is in target/release-artifacts.
///
/// # Errors
///
/// Names each that does not install, or says something else than it should.
pub(super) fn check(root: &Path, versions: &Versions) -> Result<()> {
    let artifacts = tool::target(root, "release-artifacts");
    if !artifacts.exists() {
        let path = artifacts.display();
        bail!("there is no {path}; make it with `cargo xtask release --dry-run`");
    }
    let mut failed = Vec::new();
    for (what, check) in CHECKS {
        let start = Instant::now();
        let folder = format!("release-work/install/{}", what.replace(' ', "-"));
        let project = anew(&tool::target(root, &folder))?;
        let said = check(&Place { root, artifacts: artifacts.clone(), versions, project });
        let seconds = start.elapsed().as_secs_f64();
        match said {
            Ok(said) if said.contains(RULE) => {
                println!("{what} installs and works, {seconds:.1} s");
            }
            Ok(said) => failed.push(format!("{what} says {said:?}, and not {RULE}")),
            // The dry run goes on without it too.
            Err(error) if error.is::<NotMade>() && !tool::must_be_there() => {
                tool::skip(what, &error.to_string())?;
            }
            Err(error) => failed.push(format!("{what}: {error:#}")),
        }
    }
    if !failed.is_empty() {
        bail!("{} artifacts do not install:\n{}", failed.len(), failed.join("\n"));
    }
    Ok(())
}

impl Place<'_> {
    /// The path of an artifact.
    fn artifact(&self, name: &str) -> Result<String> {
        let path = self.artifacts.join(name);
        if !path.exists() {
            bail!(NotMade(name.to_owned()));
        }
        Ok(path.display().to_string())
    }

    fn write(&self, name: &str, text: &str) -> Result<()> {
        let path = self.project.join(name);
        fs::create_dir_all(path.parent().unwrap_or(&self.project))?;
        fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))
    }

    fn run(&self, arguments: &[&str]) -> Result<String> {
        self.run_with(&[], arguments)
    }

    /// Runs a program in the project, with variables of its environment.
    fn run_with(&self, variables: &[(&str, String)], arguments: &[&str]) -> Result<String> {
        let step = tool::Step {
            run: arguments.iter().map(|&word| word.to_owned()).collect(),
            env: variables
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect(),
            remedy: None,
        };
        step.read(&self.project, &tool::Variables::new())
    }
}

fn schemas(place: &Place<'_>) -> Result<String> {
    let name = format!("postal-webhooks-schemas-{}", place.versions.schemas);
    place.run(&["tar", "-xzf", &place.artifact(&format!("{name}.tar.gz"))?])?;
    let rules = place.project.join(name).join("delivery/rules.json");
    Ok(fs::read_to_string(rules)?)
}

fn npm(place: &Place<'_>) -> Result<String> {
    place.write("package.json", "{ \"private\": true, \"type\": \"module\" }\n")?;
    let tarball = place.artifact(&format!("postal-webhooks-{}.tgz", place.versions.schemas))?;
    place.run(&["npm", "install", "--offline", "--no-audit", "--no-fund", &tarball])?;
    let line = "import { classify } from 'postal-webhooks'; console.log(classify('REPLY').rule)";
    let line = line.replace("REPLY", REPLY);
    place.run(&["node", "--input-type=module", "--eval", &line])
}

fn wheel(place: &Place<'_>) -> Result<String> {
    python(place, "py3-none-any.whl")
}

fn sdist(place: &Place<'_>) -> Result<String> {
    python(place, ".tar.gz")
}

fn python(place: &Place<'_>, end: &str) -> Result<String> {
    let version = &place.versions.schemas;
    let separator = if end.starts_with('.') { "" } else { "-" };
    let file = place.artifact(&format!("postal_webhooks-{version}{separator}{end}"))?;
    place.run(&["python3", "-m", "venv", "venv"])?;
    // What it needs, and what builds it.
    let wheels = runner::out(place.root, "packages/python").join("wheels").display().to_string();
    let quiet = ["--quiet", "--disable-pip-version-check", "--no-index", "--find-links", &wheels];
    let python = place.project.join("venv/bin/python").display().to_string();
    place.run(&[&[&*python, "-m", "pip", "install"], &quiet[..], &[&file]].concat())?;
    let line = "from postal_webhooks.delivery import classify; print(classify('REPLY').rule)";
    place.run(&[&python, "-c", &line.replace("REPLY", REPLY)])
}

/// Go takes it from a folder that is laid out as a proxy.
fn go(place: &Place<'_>) -> Result<String> {
    let version = format!("v{}", place.versions.schemas);
    let zip = place.artifact(&format!("postal-webhooks-go-{version}.zip"))?;
    let names = archive::list(Path::new(&zip))?;
    let manifest = names.iter().find(|name| name.ends_with("/go.mod"));
    let manifest = manifest.with_context(|| format!("{zip} has no go.mod"))?;
    let module = manifest.split('@').next().unwrap_or_default();
    let python =
        "import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())";
    let text = place.run(&["python3", "-c", python, &zip, manifest])?;
    let served = format!("proxy/{module}/@v");
    place.write(&format!("{served}/list"), &format!("{version}\n"))?;
    place.write(&format!("{served}/{version}.info"), &format!("{{\"Version\":\"{version}\"}}"))?;
    place.write(&format!("{served}/{version}.mod"), &text)?;
    fs::copy(&zip, place.project.join(format!("{served}/{version}.zip")))?;
    place.write("use/go.mod", "module use\n\ngo 1.24\n")?;
    let program = format!(
        "package main\n\nimport (\n\t\"fmt\"\n\n\tpostal \"{module}\"\n)\n\nfunc main() {{ \
         fmt.Println(postal.Classify(\"{REPLY}\", nil).Rule) }}\n"
    );
    place.write("use/main.go", &program)?;
    let cache = place.run(&["go", "env", "GOMODCACHE"])?;
    let usual = place.run(&["go", "env", "GOPROXY"])?;
    let proxy = place.project.join("proxy").display().to_string();
    let environment = [
        (
            "GOPROXY",
            format!("file://{proxy},file://{}/cache/download,{}", cache.trim(), usual.trim()),
        ),
        ("GOMODCACHE", place.project.join("cache").display().to_string()),
        // A cache that can be removed again, and no sum of what is not published.
        ("GOFLAGS", "-mod=mod -modcacherw".to_owned()),
        ("GOSUMDB", "off".to_owned()),
        ("GOTOOLCHAIN", "local".to_owned()),
    ];
    let get = format!("{module}@{version}");
    place.run_with(&environment, &["go", "-C", "use", "get", &get])?;
    place.run_with(&environment, &["go", "-C", "use", "run", "."])
}

fn jar(place: &Place<'_>) -> Result<String> {
    let jar = place.artifact(&format!("postal-webhooks-{}.jar", place.versions.schemas))?;
    let lib = runner::out(place.root, "packages/java").join("lib").display().to_string();
    let program = format!(
        "class Use {{ public static void main(String[] a) {{ System.out.println(\
         io.github.postalwebhooks.Classification.of(\"{REPLY}\", null).rule()); }} }}\n"
    );
    place.write("Use.java", &program)?;
    place.run(&["java", "-cp", &format!("{jar}:{lib}/*"), "Use.java"])
}

/// A program with the library, and the command line, which needs all four.
fn crates(place: &Place<'_>) -> Result<String> {
    let version = &place.versions.crates;
    for name in CRATES {
        place.run(&["tar", "-xzf", &place.artifact(&format!("{name}-{version}.crate"))?])?;
    }
    // A workspace of its own, since this folder is in another.
    let members = CRATES.map(|name| format!(", \"{name}-{version}\"")).concat();
    let patches = CRATES.map(|name| format!("{name} = {{ path = \"{name}-{version}\" }}\n"));
    let workspace = format!(
        "[workspace]\nresolver = \"3\"\nmembers = [\"use\"{members}]\n\n[patch.crates-io]\n{}",
        patches.concat()
    );
    place.write("Cargo.toml", &workspace)?;
    let manifest = format!(
        "[package]\nname = \"use\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         postal-webhooks = \"{version}\"\n"
    );
    place.write("use/Cargo.toml", &manifest)?;
    let program = format!(
        "fn main() {{ println!(\"{{}}\", postal_webhooks::delivery::classify(\"{REPLY}\", \
         None).rule) }}\n"
    );
    place.write("use/src/main.rs", &program)?;
    fs::copy(place.root.join("Cargo.lock"), place.project.join("Cargo.lock"))?;
    let target = tool::target(place.root, "release-work/install-target").display().to_string();
    let shared = ["--quiet", "--offline", "--target-dir", &target, "--package"];
    let said = place.run(&[&["cargo", "run"], &shared[..], &["use"]].concat())?;
    place.run(&[&["cargo", "check"], &shared[..], &["postal-webhooks-cli"]].concat())?;
    Ok(said)
}

fn command_line(place: &Place<'_>) -> Result<String> {
    let begin = format!("postal-webhooks-{}-", place.versions.crates);
    let files = archive::files(&place.artifacts)?;
    let names = files.iter().filter_map(|path| path.file_name()?.to_str());
    let is_it = |name: &&str| {
        name.starts_with(&begin) && name.ends_with(".tar.gz") && !name.contains("-source.")
    };
    let name = names.into_iter().find(is_it).unwrap_or("postal-webhooks, the command line");
    place.run(&["tar", "-xzf", &place.artifact(name)?, "--strip-components=1"])?;
    let program = place.project.join("postal-webhooks").display().to_string();
    place.run(&[&program, "classify", "--output", REPLY])
}
