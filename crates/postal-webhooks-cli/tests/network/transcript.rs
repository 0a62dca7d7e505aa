//! Documents whose commands are run, in bash, and print what stands there.
//!
//! Blocks of `console` hold commands behind `$ `, and below each what it prints; `…` stands for the
//! rest of a line, and on a line of its own for lines. Blocks of `sh` are run, each command of which
//! must succeed. A command that ends with `&` is waited for until it prints its first line.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};

/// Ports that documents name. Others, which are free, are used in their place.
const PORTS: [&str; 3] = ["8000", "8001", "8002"];

/// A command of a document.
struct Step<'a> {
    command: String,
    /// What it prints, if that is shown.
    expected: Option<Vec<&'a str>>,
}

/// Runs the commands of a document in a folder, with the programs of further folders on the path.
/// Gives back how many there are.
///
/// # Errors
///
/// The first command that does not do what stands there, and what it prints.
pub(crate) fn run(document: &str, folder: &Path, programs: &[&Path]) -> Result<usize, String> {
    let steps = steps(document);
    let ports = free_ports().ok_or("no port is free")?;
    let port = |text: &str, back: bool| {
        PORTS.iter().zip(&ports).fold(text.to_owned(), |text, (named, free)| {
            let (from, to) = if back { (free.as_str(), *named) } else { (*named, free.as_str()) };
            [":", "\"127.0.0.1\", "].into_iter().fold(text, |text, before| {
                text.replace(&format!("{before}{from}"), &format!("{before}{to}"))
            })
        })
    };
    let mut script = String::from("trap 'kill $(jobs -p) 2>/dev/null' EXIT\n");
    for (number, step) in steps.iter().enumerate() {
        let mut command = port(&step.command, false);
        if command.contains("listen ") && !command.contains("--address") {
            command =
                command.replace("listen ", &format!("listen --address 127.0.0.1:{} ", ports[0]));
        }
        if let Some(background) = command.strip_suffix(" &") {
            let out = format!(".printed-{number}");
            command = format!(
                "{background} > {out} 2>&1 &\nuntil [ -s {out} ] || ! kill -0 $!; do sleep 0.05; done\n\
                 head -n 1 {out}"
            );
        }
        let _ = writeln!(script, "{{\n{command}\n}} 2>&1");
        let _ = writeln!(script, "status=$?; printf '\\001%s\\002' $status; (exit $status)");
    }
    let folders = programs.iter().map(|folder| (*folder).to_owned());
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(folders.chain(std::env::split_paths(&path)));
    let output = Command::new("bash")
        .args(["-c", &script])
        .current_dir(folder)
        .env("PATH", path.map_err(|error| error.to_string())?)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("bash runs the commands of documents: {error}"))?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut rest = printed.as_str();
    for step in &steps {
        let (text, after) = rest.split_once('\u{1}').ok_or("bash ended early")?;
        let (status, after) = after.split_once('\u{2}').ok_or("bash ended early")?;
        rest = after;
        let text = port(text, true);
        check(step, status, text.trim_end())
            .map_err(|what| format!("$ {}\n{what}; it prints:\n{text}", step.command))?;
    }
    Ok(steps.len())
}

fn check(step: &Step<'_>, status: &str, text: &str) -> Result<(), String> {
    let Some(expected) = &step.expected else {
        return if status == "0" { Ok(()) } else { Err(format!("it ends with {status}")) };
    };
    let is_error = expected.iter().any(|line| line.starts_with("error: "));
    if !matches!(status, "0" | "1") && !is_error {
        return Err(format!("it ends with {status}"));
    }
    let lines: Vec<_> = text.lines().collect();
    if fits(expected, &lines) { Ok(()) } else { Err("something else is printed".to_owned()) }
}

fn steps(document: &str) -> Vec<Step<'_>> {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut kind = None;
    for line in document.lines() {
        match (kind, line) {
            (None, "```console" | "```sh") => kind = Some(&line[3..]),
            (_, "```") => kind = None,
            (Some("sh"), _) if !line.trim().is_empty() && !line.starts_with('#') => {
                match steps.last_mut() {
                    // The line before goes on.
                    Some(step) if step.command.ends_with('\\') => {
                        step.command.push('\n');
                        step.command.push_str(line);
                    }
                    _ => steps.push(Step { command: line.to_owned(), expected: None }),
                }
            }
            (Some("console"), _) => match (line.strip_prefix("$ "), steps.last_mut()) {
                (Some(command), _) => {
                    steps.push(Step { command: command.to_owned(), expected: Some(Vec::new()) });
                }
                (None, Some(step)) => match line.strip_prefix('>') {
                    Some(more) => {
                        step.command.push('\n');
                        step.command.push_str(more.strip_prefix(' ').unwrap_or(more));
                    }
                    None => step.expected.get_or_insert_default().push(line),
                },
                (None, None) => {}
            },
            _ => {}
        }
    }
    // It takes minutes, and would change this machine.
    steps.retain(|step| !step.command.starts_with("cargo install"));
    for step in &mut steps {
        if let Some(expected) = &mut step.expected {
            while expected.last().is_some_and(|line| line.is_empty()) {
                expected.pop();
            }
        }
    }
    steps
}

fn fits(pattern: &[&str], lines: &[&str]) -> bool {
    match (pattern.split_first(), lines.split_first()) {
        (None, None) => true,
        (Some((&"…", rest)), _) => (0..=lines.len()).any(|count| fits(rest, &lines[count..])),
        (Some((first, pattern)), Some((line, lines))) => {
            line_fits(first, line) && fits(pattern, lines)
        }
        _ => false,
    }
}

fn line_fits(pattern: &str, line: &str) -> bool {
    let Some((start, rest)) = pattern.split_once('…') else { return pattern == line };
    let Some(mut line) = line.strip_prefix(start) else { return false };
    let mut pieces: Vec<_> = rest.split('…').collect();
    let last = pieces.pop().unwrap_or_default();
    for piece in pieces {
        let Some((_, after)) = line.split_once(piece) else { return false };
        line = after;
    }
    line.ends_with(last)
}

/// Ports that are free, each another one.
fn free_ports() -> Option<[String; PORTS.len()]> {
    let listeners = PORTS.map(|_| TcpListener::bind("127.0.0.1:0").ok());
    let address = |listener: &Option<TcpListener>| listener.as_ref()?.local_addr().ok();
    let ports: Option<Vec<_>> = listeners.iter().map(|one| Some(address(one)?.port())).collect();
    let ports: Vec<_> = ports?.iter().map(u16::to_string).collect();
    ports.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run_here(document: &str) -> Result<usize, String> {
        let folder = tempfile::tempdir().unwrap();
        run(document, folder.path(), &[])
    }

    #[test]
    fn what_is_printed_and_what_stands_there() {
        let block = |text: &str| format!("text\n```console\n{text}\n```\n");
        for right in [
            "$ echo a; echo b\na\nb",
            "$ echo 'a 17 b'\na … b",
            "$ seq 9\n1\n…\n9",
            "$ false\n$ echo $?\n1",
            "$ cat <<END\n> a\n> END\na",
            "$ echo error: x; exit_with() { return 2; }; exit_with\nerror: x",
            "$ (echo ready; sleep 2) &\nready\n$ echo :8000\n:8000",
        ] {
            let result = run_here(&block(right));
            assert!(result.is_ok(), "{right}: {result:?}");
        }
        for wrong in [
            "$ echo a",
            "$ echo a\nb",
            "$ echo 'a 17 c'\na … b",
            "$ seq 8\n1\n…\n9",
            "$ true\na",
            "$ no-such-program 2>/dev/null",
        ] {
            assert!(run_here(&block(wrong)).is_err(), "{wrong}");
        }
        let sh = |text: &str| run_here(&format!("```sh\n{text}\n```\n"));
        assert_eq!(sh("# text\ntrue\necho \\\n  a"), Ok(2));
        assert!(sh("false").is_err());
        assert_eq!(run_here("```json\n{}\n```\n"), Ok(0));
    }
}
