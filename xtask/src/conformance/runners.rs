//! How each runner is installed, built and run.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::process::Step;
use super::toolchain::Language;

/// Where the runners are, and where they put what they make.
pub(super) struct Place {
    /// `tests/conformance` in the workspace.
    runners: PathBuf,
    /// A folder of the target directory.
    pub out: PathBuf,
}

impl Place {
    pub(super) fn new(root: &Path) -> Self {
        let target =
            std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| "target".into(), PathBuf::from);
        Self { runners: root.join("tests/conformance"), out: root.join(target).join("conformance") }
    }

    pub(super) fn list(&self) -> PathBuf {
        self.out.join("list.json")
    }

    fn runner(&self, language: Language) -> PathBuf {
        self.runners.join(language.folder())
    }

    fn made(&self, language: Language) -> PathBuf {
        self.out.join(language.folder())
    }

    fn types(&self) -> PathBuf {
        self.out.join("types")
    }

    fn step<'a>(
        &self,
        language: Language,
        name: &'a str,
        program: impl AsRef<std::ffi::OsStr>,
    ) -> Step<'a> {
        Step::new(language, name, program, &self.runner(language))
    }

    fn python(&self) -> PathBuf {
        self.made(Language::Python).join("venv/bin/python")
    }

    fn class_path(&self) -> String {
        let made = self.made(Language::Java);
        format!("{made}/classes:{made}/lib/*", made = made.display())
    }
}

/// Installs what the lock file pins, and builds the runner.
pub(super) fn prepare(language: Language, place: &Place) -> Result<()> {
    fs::create_dir_all(place.made(language))
        .with_context(|| format!("cannot make {}", place.made(language).display()))?;
    match language {
        Language::JavaScript => javascript(place),
        Language::Python => python(place),
        Language::Go => go(place),
        Language::Java => java(place),
        Language::Rust => rust(place),
    }
}

/// Runs the validators of a language, and gives back what the runner prints.
pub(super) fn validate(language: Language, place: &Place) -> Result<String> {
    let made = place.made(language);
    let step = |name, program: &dyn AsRef<Path>| place.step(language, name, program.as_ref());
    let step = match language {
        Language::JavaScript => step("node validate.mjs", &"node").arg("validate.mjs"),
        Language::Python => step("python validate.py", &place.python()).arg("validate.py"),
        Language::Go => step("go/validate", &made.join("validate")),
        Language::Java => step("java conformance.Validate", &"java").args([
            "-cp",
            &place.class_path(),
            "conformance.Validate",
        ]),
        Language::Rust => step("rust/conformance", &made.join("debug/conformance")),
    };
    step.arg(place.list()).run()
}

/// Generates types and reads the examples with them; those for Go and Java are generated with
/// those for JavaScript.
pub(super) fn types(language: Language, place: &Place) -> Result<String> {
    let list = place.list();
    let types = place.types();
    let made = place.made(language);
    match language {
        Language::JavaScript => {
            let step = place.step(language, "node types.mjs", "node");
            step.arg("types.mjs").arg(list).arg(types).run()
        }
        Language::Python => {
            let step = place.step(language, "python read_types.py", place.python());
            step.arg("read_types.py").arg(list).arg(made.join("types")).run()
        }
        Language::Go => {
            let overlay = made.join("overlay.json");
            let replaced = ["events", "union"].map(|package| {
                let file = format!("{package}/generated.go");
                (place.runner(language).join("types").join(&file), types.join("go").join(&file))
            });
            let replace: Value =
                replaced.iter().map(|(from, to)| (from.display().to_string(), json!(to))).collect();
            fs::write(&overlay, json!({"Replace": replace}).to_string())
                .with_context(|| format!("cannot write {}", overlay.display()))?;
            let build = place.step(language, "go build ./types", "go").args(["build", "-overlay"]);
            build
                .arg(overlay)
                .arg("-o")
                .arg(made.join("types"))
                .arg("./types")
                .env("GOTOOLCHAIN", "local")
                .run()?;
            place
                .step(language, "go/types", made.join("types"))
                .arg(list)
                .arg(quicktype(place)?)
                .run()
        }
        Language::Java => {
            let classes = made.join("types");
            let _ = fs::remove_dir_all(&classes);
            let sources = files(&types.join("java"))?;
            let compile = place
                .step(language, "javac of the generated types", "javac")
                .args(["-proc:none", "-d"]);
            compile.arg(&classes).args(["-cp", &place.class_path()]).args(sources).run()?;
            let class_path = format!("{}:{}", classes.display(), place.class_path());
            let read = place.step(language, "java conformance.Types", "java");
            read.args(["-cp", &class_path, "conformance.Types"])
                .arg(list)
                .arg(quicktype(place)?)
                .run()
        }
        // The types of this language are those of the workspace, which its own tests prove.
        Language::Rust => Ok(String::new()),
    }
}

fn javascript(place: &Place) -> Result<()> {
    let language = Language::JavaScript;
    let folder = place.runner(language);
    let pinned = contents(&[folder.join("package.json"), folder.join("package-lock.json")])?;
    installed(&folder.join("node_modules"), &pinned, || {
        let install = place.step(language, "npm ci", "npm").args([
            "ci",
            "--ignore-scripts",
            "--loglevel=error",
        ]);
        let remedy = "if package-lock.json does not match package.json, run `npm install` in tests/conformance/javascript";
        install.or(remedy).run()
    })
}

fn python(place: &Place) -> Result<()> {
    let language = Language::Python;
    let folder = place.runner(language);
    let venv = place.made(language).join("venv");
    let version = place.step(language, "python3 --version", "python3").arg("--version").run()?;
    let pinned = ["requirements.in", "requirements.txt"].map(|name| folder.join(name));
    installed(&venv, &(contents(&pinned)? + &version), || {
        let make = place.step(language, "python3 -m venv", "python3");
        let make = make.args(["-m", "venv", "--clear"]).arg(&venv);
        make.or("install Python's venv and pip").run()?;
        let install = place.step(language, "pip install", place.python());
        let install = install.args(["-m", "pip", "install", "--quiet", "--require-hashes"]);
        // With both, pip stops where the pinned versions are not those that were asked for.
        let install = install.args(["-r", "requirements.txt", "-r", "requirements.in"]);
        let remedy =
            "if requirements.txt does not match, make it anew as tests/conformance/README.md tells";
        install.or(remedy).run()
    })
}

fn go(place: &Place) -> Result<()> {
    let step = place.step(Language::Go, "go build ./validate", "go").args([
        "build",
        "-mod=readonly",
        "-o",
    ]);
    let step = step
        .arg(place.made(Language::Go).join("validate"))
        .arg("./validate")
        .env("GOTOOLCHAIN", "local");
    step.or("if go.sum does not match go.mod, run `go mod tidy` in tests/conformance/go").run()?;
    Ok(())
}

fn java(place: &Place) -> Result<()> {
    let language = Language::Java;
    let folder = place.runner(language);
    let made = place.made(language);
    let mut pinned = files(&folder.join("src"))?;
    pinned.extend(["pom.xml", "jars.lock"].map(|name| folder.join(name)));
    installed(&made, &contents(&pinned)?, || {
        for left in ["classes", "lib"] {
            let _ = fs::remove_dir_all(made.join(left));
        }
        let build =
            place.step(language, "mvn compile", "mvn").args(["--quiet", "--batch-mode", "compile"]);
        build.arg(format!("-Dconformance.target={}", made.display())).run()?;
        let lock = place.step(language, "java conformance.Lock", "java");
        let remedy = "if pom.xml was changed on purpose, make jars.lock anew as tests/conformance/README.md tells";
        lock.args(["-cp", &place.class_path(), "conformance.Lock", "jars.lock"]).or(remedy).run()
    })
}

fn rust(place: &Place) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let step = place.step(Language::Rust, "cargo build", cargo).args([
        "build",
        "--locked",
        "--quiet",
        "--target-dir",
    ]);
    let remedy = "if Cargo.lock does not match Cargo.toml, run `cargo update --workspace` in tests/conformance/rust";
    step.arg(place.made(Language::Rust)).or(remedy).run()?;
    Ok(())
}

/// Installs into a folder, unless what is there was made from the same pinned contents.
fn installed(folder: &Path, pinned: &str, install: impl FnOnce() -> Result<String>) -> Result<()> {
    let stamp = folder.join(".installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|there| there == pinned) {
        return Ok(());
    }
    // What a failed run leaves was made from neither.
    let _ = fs::remove_file(&stamp);
    install()?;
    fs::write(&stamp, pinned).with_context(|| format!("cannot write {}", stamp.display()))
}

fn contents(files: &[PathBuf]) -> Result<String> {
    let texts = files.iter().map(|file| {
        fs::read_to_string(file)
            .with_context(|| format!("cannot read {}; take it from git", file.display()))
    });
    texts.collect()
}

/// The files below a folder, in order.
fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// The version of quicktype, which made the types for Go and Java.
fn quicktype(place: &Place) -> Result<String> {
    let package = contents(&[place.runner(Language::JavaScript).join("package.json")])?;
    let package: Value = serde_json::from_str(&package).context("package.json is no JSON")?;
    Ok(package["dependencies"]["quicktype"].as_str().unwrap_or("?").to_owned())
}
