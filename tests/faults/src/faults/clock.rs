//! Clocks that are wrong, from the start or all at once.

use std::time::Duration;

use anyhow::{Result, bail};

use crate::Effort;
use crate::oracle::{Oracle, all_acknowledged};
use crate::process::{Place, until};

/// A year off, either way: all is accepted, and nothing is deleted.
pub(crate) fn wrong_from_the_start(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let oracle = Oracle::default();
    let mut expected = 0;
    for offset in ["+0", "+1y", "-1y", "+0"] {
        let mut running = place.start_by(&["faketime", "-f", offset], &[])?;
        all_acknowledged(&oracle.send(&place, 20, 4)?)?;
        expected += 20;
        // The first sweep is after a second.
        std::thread::sleep(Duration::from_millis(2500));
        running.terminate()?;
        oracle.check(&place)?;
        let kept = place.count("SELECT count(*) FROM event")?;
        if kept != expected {
            bail!("with the clock at {offset}, {kept} of {expected} events are there");
        }
    }
    let span = "SELECT (max(received_at) - min(received_at)) / 86400000000 FROM event";
    let days = place.count(span)?;
    if days < 700 {
        bail!("the clock was not wrong: all were received within {days} days");
    }
    Ok(format!("{expected} accepted over {days} days of its clock; all are kept"))
}

/// It is set while the receiver runs: that is seen, and nothing is deleted.
pub(crate) fn set_while_it_runs(_: Effort) -> Result<String> {
    let place = Place::new()?;
    let oracle = Oracle::default();
    let time = place.path("time");
    std::fs::write(&time, "+0")?;
    let file = format!("FAKETIME_TIMESTAMP_FILE={}", time.display());
    let library = std::fs::read_dir("/usr/lib")?
        .flatten()
        .map(|entry| entry.path().join("faketime/libfaketimeMT.so.1"))
        .find(|path| path.exists());
    let Some(library) = library else { bail!("there is no libfaketime: apt-get install faketime") };
    let library = format!("LD_PRELOAD={}", library.display());
    let before = ["env", &library, &file, "FAKETIME_NO_CACHE=1", "DONT_FAKE_MONOTONIC=1"];
    let mut running = place.start_by(&before, &[])?;
    all_acknowledged(&oracle.send(&place, 20, 4)?)?;
    for offset in ["+1y", "-1y"] {
        std::fs::write(&time, offset)?;
        until("the step is seen", Duration::from_secs(5), || {
            Ok(place.log().contains("clock-suspect"))
        })?;
        std::thread::sleep(Duration::from_millis(1500));
        all_acknowledged(&oracle.send(&place, 20, 4)?)?;
        oracle.check(&place)?;
    }
    running.terminate()?;
    oracle.check(&place)?;
    let kept = place.count("SELECT count(*) FROM event")?;
    if kept != 60 {
        bail!("{kept} of 60 events are there");
    }
    Ok("set by a year forwards, then by two back: seen, 60 accepted, all are kept".to_owned())
}
