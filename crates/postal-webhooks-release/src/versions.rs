//! Checks that versions and changelogs agree: one version of the crates, one of all the rest.

use std::fmt;

use toml::{Table, Value};

/// The published crates, in the order of their needs.
pub const CRATES: [&str; 4] =
    ["postal-webhooks-types", "postal-webhooks", "postal-webhooks-receiver", "postal-webhooks-cli"];

/// Where the version of schemas and packages stands besides `schema/schema.toml`: between these.
const STAMPED: [(&str, &str, &str); 6] = [
    ("packages/npm/package.json", "\"version\": \"", "\""),
    ("packages/npm/package-lock.json", "\"version\": \"", "\""),
    ("packages/python/src/postal_webhooks/_generated/constants.py", "__version__ = \"", "\""),
    ("packages/go/events_gen.go", "const Version = \"", "\""),
    ("packages/java/pom.xml", "<version>", "</version>"),
    ("packages/java/README.md", "<version>", "</version>"),
];

/// Reads a file by its path from the root; `None` if it cannot be read.
pub type Files<'a> = &'a dyn Fn(&str) -> Option<String>;

/// The versions of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Versions {
    /// Of the four crates.
    pub crates: String,
    /// Of the schemas and the packages of other languages.
    pub schemas: String,
}

/// What does not agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The file, by its path from the root.
    pub file: String,
    /// What is wrong in it.
    pub problem: String,
    /// What to do about it.
    pub remedy: String,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, problem, remedy } = self;
        write!(f, "{file}: {problem}; {remedy}")
    }
}

/// Checks every place that holds a version. With `tag`, what it releases must have its date too.
///
/// # Errors
///
/// Gives each disagreement.
pub fn check(files: Files<'_>, tag: Option<&str>) -> Result<Versions, Vec<Disagreement>> {
    let mut found = Found { files, disagreements: Vec::new() };
    let workspace = found.table("Cargo.toml");
    let crates = found.version("Cargo.toml", &workspace, &["workspace", "package", "version"]);
    let schema = found.table("schema/schema.toml");
    let schemas = found.version("schema/schema.toml", &schema, &["version"]);
    let versions = Versions { crates, schemas };
    found.requirements("Cargo.toml", at(&workspace, &["workspace", "dependencies"]), &versions);
    for name in CRATES {
        found.manifest(name, &versions);
    }
    found.lock(&versions);
    for (file, before, after) in STAMPED {
        found.stamped(file, before, after, &versions.schemas);
    }
    let (crates_tag, schemas_tag) = versions.tags();
    if let Some(tag) = tag.filter(|tag| **tag != crates_tag && **tag != schemas_tag) {
        found.say(
            "the tag",
            format!("{tag} is not of this version"),
            &format!("use {crates_tag} for the crates, or {schemas_tag} for schemas and packages"),
        );
    }
    let (of_crates, of_schemas) = (tag == Some(&*crates_tag), tag == Some(&*schemas_tag));
    found.changelog("crates/CHANGELOG.md", &versions.crates, of_crates);
    found.changelog("schema/CHANGELOG.md", &versions.schemas, of_schemas);
    if found.disagreements.is_empty() { Ok(versions) } else { Err(found.disagreements) }
}

impl Versions {
    /// The tags that release the crates, and the schemas and packages.
    #[must_use]
    pub fn tags(&self) -> (String, String) {
        (format!("v{}", self.crates), format!("schema-v{}", self.schemas))
    }
}

struct Found<'a> {
    files: Files<'a>,
    disagreements: Vec<Disagreement>,
}

impl Found<'_> {
    fn say(&mut self, file: &str, problem: impl Into<String>, remedy: &str) {
        let (file, remedy) = (file.to_owned(), remedy.to_owned());
        self.disagreements.push(Disagreement { file, problem: problem.into(), remedy });
    }

    fn text(&mut self, file: &str) -> String {
        (self.files)(file).unwrap_or_else(|| {
            self.say(file, "cannot be read", "take it from git, or write it");
            String::new()
        })
    }

    fn table(&mut self, file: &str) -> Table {
        self.text(file).parse().unwrap_or_else(|error: toml::de::Error| {
            self.say(file, error.message(), "write TOML");
            Table::new()
        })
    }

    fn version(&mut self, file: &str, table: &Table, path: &[&str]) -> String {
        let version = at(table, path).and_then(Value::as_str);
        if version.is_none() {
            self.say(file, format!("has no {}", path.join(".")), "write it");
        }
        version.unwrap_or_default().to_owned()
    }

    /// A published crate has the version of all, and needs published crates alone.
    fn manifest(&mut self, name: &str, versions: &Versions) {
        let file = format!("crates/{name}/Cargo.toml");
        let table = self.table(&file);
        let wanted = &versions.crates;
        let inherits = at(&table, &["package", "version", "workspace"]).is_some();
        let there = at(&table, &["package", "version"]).and_then(Value::as_str);
        if !inherits && there != Some(wanted) {
            let there = there.unwrap_or("none");
            self.say(
                &file,
                format!("version is {there}, not {wanted}"),
                "write `version.workspace = true`",
            );
        }
        for section in ["dependencies", "build-dependencies"] {
            self.requirements(&file, at(&table, &[section]), versions);
        }
    }

    /// What one of our crates requires of another of ours.
    fn requirements(&mut self, file: &str, dependencies: Option<&Value>, versions: &Versions) {
        for (name, dependency) in dependencies.and_then(Value::as_table).into_iter().flatten() {
            let is_private = name.starts_with("postal-webhooks") && !CRATES.contains(&&**name);
            if is_private && file != "Cargo.toml" {
                let problem = format!("needs {name}, which is not published");
                self.say(file, problem, "move what it needs into a published crate");
            }
            // What is inherited is checked where it is inherited from.
            if dependency.get("workspace").is_some() || !CRATES.contains(&&**name) {
                continue;
            }
            let required =
                dependency.get("version").and_then(Value::as_str).unwrap_or("no version");
            if required != versions.crates {
                let problem = format!("requires {required} of {name}");
                self.say(file, problem, &format!("write `version = \"{}\"`", versions.crates));
            }
        }
    }

    fn lock(&mut self, versions: &Versions) {
        let lock = self.table("Cargo.lock");
        let packages = lock.get("package").and_then(Value::as_array);
        for package in packages.into_iter().flatten() {
            let text = |key| package.get(key).and_then(Value::as_str).unwrap_or_default();
            if CRATES.contains(&text("name")) && text("version") != versions.crates {
                let problem = format!("{} is {}", text("name"), text("version"));
                self.say("Cargo.lock", problem, "run `cargo update --workspace`");
            }
        }
    }

    fn stamped(&mut self, file: &str, before: &str, after: &str, wanted: &str) {
        let text = self.text(file);
        let there = text.split_once(before).and_then(|(_, rest)| rest.split_once(after));
        match there {
            Some((there, _)) if there == wanted => {}
            Some((there, _)) => {
                let problem =
                    format!("version is {there}, and that of schema/schema.toml {wanted}");
                self.say(file, problem, "run `cargo xtask codegen`");
            }
            None => self.say(file, format!("has no {before}…{after}"), "write one"),
        }
    }

    /// The first heading is that of the version.
    fn changelog(&mut self, file: &str, version: &str, dated: bool) {
        let text = self.text(file);
        let heading = text.lines().find_map(|line| line.strip_prefix("## ")).unwrap_or_default();
        let (there, when) = heading.split_once(' ').unwrap_or((heading, ""));
        if there != version {
            let problem = format!("the first heading is `## {heading}`");
            self.say(file, problem, &format!("write `## {version} (unreleased)` and what changed"));
        } else if dated && !is_date(when) {
            let problem = format!("{version} is released, and has no date");
            self.say(file, problem, &format!("write `## {version} (YYYY-MM-DD)` before the tag"));
        }
    }
}

fn is_date(text: &str) -> bool {
    let date = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let parts: Vec<&str> = date.split('-').collect();
    parts.iter().map(|part| part.len()).eq([4, 2, 2])
        && parts.concat().bytes().all(|byte| byte.is_ascii_digit())
}

fn at<'a>(table: &'a Table, path: &[&str]) -> Option<&'a Value> {
    let (first, rest) = path.split_first()?;
    rest.iter().try_fold(table.get(*first)?, |value, key| value.get(key))
}
