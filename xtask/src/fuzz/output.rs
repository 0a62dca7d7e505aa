//! What libFuzzer prints, read; and the table of it.

use std::fmt::Write as _;
use std::time::Duration;

/// What one run of a target came to.
#[derive(Debug, PartialEq)]
pub(super) struct Run {
    pub(super) target: String,
    executions: Option<u64>,
    seconds: u64,
    /// The file with the input that was found, or why there is none.
    pub(super) problem: Option<String>,
}

impl Run {
    pub(super) fn read(target: &str, text: &str, time: Duration, success: bool) -> Self {
        let after = |words: &str| text.lines().rev().find_map(|line| line.split_once(words));
        let executions = after("stat::number_of_executed_units:")
            .and_then(|(_, number)| number.trim().parse().ok());
        let problem = match after("Test unit written to ") {
            Some((_, file)) => Some(file.trim().to_owned()),
            None if !success => Some("it stopped before its time".to_owned()),
            // A target that was never called has found nothing either.
            None if executions.is_none_or(|number| number == 0) => {
                Some("it was not executed once".to_owned())
            }
            None => None,
        };
        Self { target: target.to_owned(), executions, seconds: time.as_secs(), problem }
    }
}

pub(super) fn table(runs: &[Run]) -> String {
    let mut table = format!("{:<18}{:>14}{:>9}  result\n", "target", "executions", "seconds");
    for run in runs {
        let Run { target, executions, seconds, problem } = run;
        let executions = executions.map_or_else(|| "unknown".to_owned(), grouped);
        let result = problem.as_deref().unwrap_or("no finding");
        let _ = writeln!(table, "{target:<18}{executions:>14}{seconds:>9}  {result}");
    }
    table
}

/// The number with a comma before each three digits.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// The last lines, from the panic on where there is one.
pub(super) fn end(text: &str) -> String {
    let lines: Vec<&str> = text.lines().collect();
    let told = lines.iter().position(|line| line.contains(" panicked at "));
    let start = told.unwrap_or(lines.len().saturating_sub(30));
    lines[start..].iter().take(30).copied().collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Run, table};

    fn read(text: &str, success: bool) -> String {
        table(&[Run::read("verify", text, Duration::from_millis(30_900), success)])
    }

    #[test]
    fn what_became_of_a_run() {
        let done = "Done 1234567 runs in 31 second(s)\nstat::number_of_executed_units: 1234567\n";
        let killed = "#2\tINITED cov: 3\n";
        let found =
            "panicked\nstat::number_of_executed_units: 77\nTest unit written to /a/crash-1\n";
        let told = [read(done, true), read(killed, false), read(found, false), read("", true)];
        expect_test::expect![[r"
            target                executions  seconds  result
            verify                 1,234,567       30  no finding
            target                executions  seconds  result
            verify                   unknown       30  it stopped before its time
            target                executions  seconds  result
            verify                        77       30  /a/crash-1
            target                executions  seconds  result
            verify                   unknown       30  it was not executed once
        "]]
        .assert_eq(&told.concat());
    }
}
