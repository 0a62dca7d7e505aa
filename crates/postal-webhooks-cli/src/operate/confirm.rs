//! Confirmation of what destroys: by `--yes`, or at a terminal.

use std::io::{IsTerminal as _, Write as _};

use anyhow::{Result, bail};

use crate::output::visible;

/// Asks whether to do it; without a terminal, `--yes` has to be given.
pub(crate) fn confirm(what: &str, yes: bool) -> Result<bool> {
    if yes {
        return Ok(true);
    }
    if !(std::io::stdin().is_terminal() && std::io::stderr().is_terminal()) {
        bail!("{what}: nobody can be asked, so say --yes; --dry-run only looks");
    }
    eprint!("{}. Go on? [y/N] ", visible(what));
    std::io::stderr().flush()?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}
