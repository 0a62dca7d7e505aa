//! Power cuts: what was written and what was synchronised is read off the system calls, and the
//! disk is rebuilt as it can be after a cut at each of them.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use rusqlite::Connection;

use crate::Effort;
use crate::oracle::{Oracle, all_acknowledged};
use crate::process::Place;
use crate::random::Random;

const EVENTS: usize = 48;
/// Stands for the folder of the store.
const FOLDER: &str = ".";

/// A system call that a power cut can come after.
enum Call {
    Write {
        file: String,
        at: usize,
        bytes: Vec<u8>,
    },
    Truncate {
        file: String,
        length: usize,
    },
    Remove {
        file: String,
    },
    Sync {
        file: String,
    },
    /// An event was acknowledged.
    Answer,
}

pub(crate) fn cut(effort: Effort) -> Result<String> {
    let place = Place::new()?;
    let trace = place.path("trace").display().to_string();
    let calls = "trace=pwrite64,ftruncate,unlink,fsync,fdatasync,writev";
    let before = ["strace", "-f", "-q", "-y", "-xx", "-s", "100000", "-o", &trace, "-e", calls];
    let mut running = place.start_by(&before, &[])?;
    let oracle = Oracle::default();
    // One after another, so that the answers are in the order of the events.
    all_acknowledged(&oracle.send(&place, EVENTS, 1)?)?;
    running.terminate()?;
    let folder = place.folder.path().to_string_lossy();
    let calls = read(&std::fs::read_to_string(place.path("trace"))?, &folder)?;
    let answers = calls.iter().filter(|call| matches!(call, Call::Answer)).count();
    if answers != EVENTS {
        bail!("{answers} answers were traced, and {EVENTS} sent");
    }
    let (points, lost) = replay(&calls, effort, |_| true)?;
    if lost > 0 {
        bail!("at {lost} of {points} cuts acknowledged events are lost");
    }
    // With `synchronous = NORMAL` the log is not synchronised at each commit.
    let (_, lost_without) = replay(&calls, effort, |file| !file.ends_with("-wal"))?;
    if lost_without == 0 {
        bail!("the control did not fail: without the synchronised log nothing is lost either");
    }
    Ok(format!(
        "{points} cuts after {EVENTS} events: 0 lose an acknowledged event; control without \
         synchronising the log: {lost_without} do"
    ))
}

/// Rebuilds the disk after each call; says at how many cuts, and at how many of them acknowledged
/// events are lost.
fn replay(
    calls: &[Call],
    effort: Effort,
    is_synchronised: impl Fn(&str) -> bool,
) -> Result<(usize, usize)> {
    let mut random = Random(effort.seed);
    let mut disk: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
    let mut pending: Vec<&Call> = Vec::new();
    let (mut acknowledged, mut points, mut lost) = (0, 0, 0);
    for call in calls {
        match call {
            Call::Answer => acknowledged += 1,
            Call::Sync { file } if is_synchronised(file) => {
                pending.retain(|call| {
                    // That a file is gone is an entry of its folder.
                    let is_of = match call {
                        Call::Remove { .. } => file == FOLDER,
                        call => of(call) == file,
                    };
                    if is_of {
                        apply(&mut disk, call);
                    }
                    !is_of
                });
            }
            Call::Sync { .. } => {}
            call => pending.push(call),
        }
        // Nothing, all, and some of what was not synchronised has reached the disk.
        let all = pending.len();
        let some: Vec<bool> = (0..all).map(|_| random.below(2) == 0).collect();
        for chosen in [vec![false; all], vec![true; all], some] {
            let mut disk = disk.clone();
            for (call, _) in pending.iter().zip(chosen).filter(|(_, chosen)| *chosen) {
                apply(&mut disk, call);
            }
            points += 1;
            lost += usize::from(!has_all(&disk, acknowledged)?);
        }
    }
    Ok((points, lost))
}

fn of(call: &Call) -> &str {
    match call {
        Call::Write { file, .. }
        | Call::Truncate { file, .. }
        | Call::Remove { file }
        | Call::Sync { file } => file,
        Call::Answer => "",
    }
}

fn apply<'a>(disk: &mut BTreeMap<&'a str, Vec<u8>>, call: &'a Call) {
    match call {
        Call::Write { file, at, bytes } => {
            let content = disk.entry(file).or_default();
            let end = at + bytes.len();
            if content.len() < end {
                content.resize(end, 0);
            }
            content[*at..end].copy_from_slice(bytes);
        }
        Call::Truncate { file, length } => disk.entry(file).or_default().resize(*length, 0),
        Call::Remove { file } => {
            disk.remove(&**file);
        }
        Call::Sync { .. } | Call::Answer => {}
    }
}

/// Whether a receiver that starts on this disk finds the first so many events.
fn has_all(disk: &BTreeMap<&str, Vec<u8>>, acknowledged: i64) -> Result<bool> {
    if acknowledged == 0 {
        return Ok(true);
    }
    let folder = tempfile::tempdir_in("/dev/shm")?;
    for (name, bytes) in disk {
        std::fs::write(folder.path().join(name), bytes)?;
    }
    let count = |path: &Path| -> rusqlite::Result<i64> {
        let connection = Connection::open(path)?;
        let integrity: String =
            connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
        if integrity != "ok" {
            return Ok(-1);
        }
        connection.query_row(
            "SELECT count(*) FROM seen JOIN event USING (seq) WHERE event.seq <= ?1",
            [acknowledged],
            |row| row.get(0),
        )
    };
    Ok(count(&folder.path().join("events.db")).is_ok_and(|count| count == acknowledged))
}

/// Reads what `strace -f -y -xx` wrote.
fn read(trace: &str, folder: &str) -> Result<Vec<Call>> {
    let mut calls = Vec::new();
    // What a thread synchronises until its call ends.
    let mut syncing: BTreeMap<&str, String> = BTreeMap::new();
    for line in trace.lines() {
        let Some((thread, call)) = line.split_once(' ') else { continue };
        let call = call.trim_start();
        if call.starts_with("<... fsync resumed>") || call.starts_with("<... fdatasync resumed>") {
            let file = syncing.remove(thread).context("a call ends that did not begin")?;
            calls.extend((!file.is_empty()).then_some(Call::Sync { file }));
            continue;
        }
        let Some((name, arguments)) = call.split_once('(') else { continue };
        match name {
            "fsync" | "fdatasync" => {
                let file = file_of(arguments, folder).unwrap_or_default();
                if arguments.contains("<unfinished") {
                    syncing.insert(thread, file);
                } else {
                    calls.extend((!file.is_empty()).then_some(Call::Sync { file }));
                }
            }
            "pwrite64" => {
                let Some(file) = file_of(arguments, folder) else { continue };
                let (bytes, rest) = bytes_of(arguments).context("no bytes")?;
                let at = rest.split(',').nth(2).and_then(first_number).context("no offset")?;
                calls.push(Call::Write { file, at, bytes });
            }
            "ftruncate" => {
                let Some(file) = file_of(arguments, folder) else { continue };
                let (_, rest) = arguments.split_once(">,").context("no length")?;
                calls.push(Call::Truncate { file, length: first_number(rest).context("none")? });
            }
            "unlink" => {
                let (path, _) = bytes_of(arguments).context("no path")?;
                let path = String::from_utf8(path)?;
                calls.extend(file_at(&path, folder).map(|file| Call::Remove { file }));
            }
            "writev" if arguments.contains(r"\x73\x74\x6f\x72\x65\x64") => calls.push(Call::Answer),
            _ => {}
        }
    }
    Ok(calls)
}

/// The file of a descriptor, `12</tmp/x/events.db-wal>`, if it is one of the database.
fn file_of(arguments: &str, folder: &str) -> Option<String> {
    let (_, rest) = arguments.split_once('<')?;
    let (path, _) = rest.split_once('>')?;
    // Paths are written in hexadecimal as well.
    let path = String::from_utf8(hexadecimal(path)?).ok()?;
    file_at(&path, folder)
}

fn file_at(path: &str, folder: &str) -> Option<String> {
    let name = path.strip_prefix(folder)?.trim_start_matches('/');
    let name = if name.is_empty() { FOLDER } else { name };
    matches!(name, "events.db" | "events.db-wal" | "events.db-journal" | FOLDER)
        .then(|| name.to_owned())
}

/// The first text in quotes, and what follows it.
fn bytes_of(arguments: &str) -> Option<(Vec<u8>, &str)> {
    let (_, rest) = arguments.split_once('"')?;
    let (text, rest) = rest.split_once('"')?;
    Some((hexadecimal(text)?, rest))
}

/// Reads `\x53\x51…`.
fn hexadecimal(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() {
        return Some(Vec::new());
    }
    let digits = text.strip_prefix(r"\x")?;
    digits.split(r"\x").map(|byte| u8::from_str_radix(byte, 16).ok()).collect()
}

fn first_number(text: &str) -> Option<usize> {
    let digits = text.trim_start();
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits[..end].parse().ok()
}
