//! A run of `doctor` in both of its forms.

use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What `doctor` printed with `--json`, and without.
#[derive(Debug)]
pub(crate) struct Diagnosis {
    pub(crate) code: Option<i32>,
    pub(crate) rows: Vec<Value>,
    pub(crate) text: String,
    pub(crate) err: String,
}

/// What is expected of a row.
pub(crate) struct Expected {
    pub(crate) verdict: &'static str,
    pub(crate) code: &'static str,
    /// How the history begins.
    pub(crate) history: &'static str,
    /// Words of the remedy.
    pub(crate) remedy: &'static str,
}

pub(crate) fn doctor(arguments: &[&str]) -> Diagnosis {
    run(arguments, None)
}

/// With the authorities in this file alone.
pub(crate) fn doctor_trusting(arguments: &[&str], authorities: &Path) -> Diagnosis {
    run(arguments, Some(authorities))
}

fn run(arguments: &[&str], authorities: Option<&Path>) -> Diagnosis {
    let run = |more: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postal-webhooks"));
        command.arg("doctor").args(arguments).args(more).stdin(Stdio::null());
        if let Some(authorities) = authorities {
            command.env("SSL_CERT_FILE", authorities);
        }
        command.output().unwrap()
    };
    // Beside each other: some faults take as long as Postal's deadline.
    let (json, text) = std::thread::scope(|scope| {
        let json = scope.spawn(|| run(&["--json"]));
        (run(&[]), json.join().unwrap())
    });
    let (text, json) = (json, text);
    assert_eq!(text.status.code(), json.status.code(), "{arguments:?}: {text:?} {json:?}");
    let lines = String::from_utf8(json.stdout).unwrap();
    let rows =
        lines.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}")));
    Diagnosis {
        code: json.status.code(),
        rows: rows.collect(),
        text: String::from_utf8(text.stdout).unwrap(),
        err: String::from_utf8(text.stderr).unwrap(),
    }
}

impl Diagnosis {
    /// The exit code, and a row in both forms.
    #[track_caller]
    pub(crate) fn shows(&self, exit: i32, expected: &Expected) {
        let Expected { verdict, code, history, remedy } = expected;
        assert_eq!(self.code, Some(exit), "{code}: {self:#?}");
        let row = self.row(code);
        assert_eq!(row["verdict"], *verdict, "{code}: {row}");
        assert!(!row["what"].as_str().unwrap().is_empty(), "{code}: {row}");
        assert!(self.text.contains(&format!("{verdict:<8} {code}: ")), "{code}: {}", self.text);
        let has = |key: &str, words: &str| row[key].as_str().unwrap_or_default().contains(words);
        assert!(row["history"].as_str().unwrap_or_default().starts_with(history), "{code}: {row}");
        assert!(has("remedy", remedy), "{code}: {row}");
        if !remedy.is_empty() {
            assert!(self.text.contains(remedy), "{code}: {}", self.text);
        }
        if !history.is_empty() {
            assert!(self.text.contains(&format!("Postal's history: {history}")), "{}", self.text);
        }
    }

    /// The row with this code.
    #[track_caller]
    pub(crate) fn row(&self, code: &str) -> &Value {
        self.rows
            .iter()
            .find(|row| row["code"] == code)
            .unwrap_or_else(|| panic!("no row {code}: {:#?} {}", self.rows, self.err))
    }
}
