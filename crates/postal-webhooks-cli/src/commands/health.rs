//! `health`: whether the receiver is ready, for containers.

use anyhow::Result;
use clap::Args;
use serde_json::json;

use crate::Verdict;
use crate::operate::{Remote, wait};
use crate::output::Output;

/// Ask whether the receiver is ready: exit code 0 if it is, 1 if not.
///
/// For the health checks of containers. It asks `/readyz`, which needs no password.
#[derive(Args)]
pub(crate) struct Health {
    #[command(flatten)]
    remote: Remote,
}

impl Health {
    pub(crate) fn run(&self, output: &mut Output) -> Result<Verdict> {
        let admin = self.remote.admin()?;
        let answer = wait(admin.get("/readyz"));
        let (ready, said) = match &answer {
            Ok(answer) => {
                (answer.status == 200, String::from_utf8_lossy(&answer.body).into_owned())
            }
            // Who asks wants a no, not wrong use.
            Err(error) => (false, format!("{error:#}")),
        };
        let said: Vec<_> = said.lines().collect();
        output.result(&json!({"ready": ready, "said": said}), &said.join("; "))?;
        output.finish()?;
        Ok(if ready { Verdict::Yes } else { Verdict::No })
    }
}
