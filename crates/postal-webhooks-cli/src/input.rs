//! Files that a command reads.

use std::fs::File;
use std::io::{IsTerminal as _, Read as _};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context as _, Result, bail};

/// The most that is read of one file: far more than a webhook has.
const LIMIT: u64 = 64 << 20;

/// Whether standard input was read.
static IS_READ: AtomicBool = AtomicBool::new(false);

/// Reads a file, or standard input if it is `-`.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if path == Path::new("-") {
        if IS_READ.swap(true, Ordering::Relaxed) {
            bail!("standard input is one file alone; give the other by its name, or in `env:NAME`");
        }
        if std::io::stdin().is_terminal() {
            bail!(
                "`-` reads standard input, and nothing is piped into it; name a file, or pipe one"
            );
        }
        std::io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes)?;
    } else {
        if path.is_dir() {
            bail!("{} is a folder; name a file in it", path.display());
        }
        let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
        file.take(LIMIT + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read {}", path.display()))?;
    }
    if bytes.len() as u64 > LIMIT {
        bail!("{} has more than {} MiB, which no webhook has", path.display(), LIMIT >> 20);
    }
    Ok(bytes)
}

/// What a source of text is called: a file, `-` or `env:NAME`.
pub(crate) fn name(source: &str) -> &str {
    if source == "-" { "standard input" } else { source }
}

/// Reads a file that holds text.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    String::from_utf8(read(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        anyhow::anyhow!("{} is not UTF-8 after byte {at}; save it as UTF-8", path.display())
    })
}
