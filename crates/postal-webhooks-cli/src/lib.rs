//! The commands of `postal-webhooks`, which verify, diagnose, validate, sign and send the webhooks
//! of the Postal mail server.
//!
//! Each command is a module of `commands`: its arguments, and what it does. A command ends with a
//! verdict, which is the exit code, or with an error that says what to do.

mod blocks;
mod capture;
mod commands;
mod diagnosis;
mod generated {
    //! What is made from `schema/`.
    #[rustfmt::skip]
    pub(crate) mod schemas;
}
mod input;
mod network;
mod operate;
mod output;
mod source;
mod usage;

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};

use self::output::Output;

const EXIT_CODES: &str = "\
Exit codes:
  0  yes: everything verified, is valid, was accepted
  1  no: something is not
  2  wrong use, or something that could not be read or reached";

/// Verify, diagnose, validate, sign and send webhooks of the Postal mail server.
#[derive(Parser)]
#[command(name = "postal-webhooks", version, after_help = EXIT_CODES)]
struct Arguments {
    /// Print one JSON object a line on standard output, in every case.
    #[arg(long, global = true)]
    json: bool,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Verify(commands::verify::Verify),
    Doctor(commands::doctor::Doctor),
    Keys(commands::keys::Keys),
    Validate(commands::validate::Validate),
    Sample(commands::sample::Sample),
    Sign(commands::sign::Sign),
    Schema(commands::schema::Schema),
    Types(commands::types::Types),
    Classify(commands::classify::Classify),
    Send(commands::send::Send),
    MockPostal(commands::mock_postal::MockPostal),
    Listen(commands::listen::Listen),
    Serve(commands::serve::Serve),
    CheckConfig(commands::check_config::CheckConfig),
    Demo(commands::demo::Demo),
    Events(commands::events::Events),
    Replay(commands::replay::Replay),
    Quarantine(commands::quarantine::Quarantine),
    Dlq(commands::dlq::Dlq),
    Sinks(commands::sinks::Sinks),
    Prune(commands::prune::Prune),
    Backup(commands::backup::Backup),
    Health(commands::health::Health),
    Check(commands::check::Check),
}

/// How a command ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    Yes,
    No,
    /// Something could not be read, which was said, and all else was done.
    Partial,
    /// A code that another program has set.
    Code(u8),
}

/// Runs the command that the arguments of the process name.
#[must_use]
pub fn main() -> ExitCode {
    let Arguments { json, command } = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage::end(&error),
    };
    let mut output = Output::new(json);
    let verdict = match &command {
        Command::Verify(verify) => verify.run(&mut output),
        Command::Doctor(doctor) => doctor.run(&mut output),
        Command::Keys(keys) => keys.run(&mut output),
        Command::Validate(validate) => validate.run(&mut output),
        Command::Sample(sample) => sample.run(&mut output),
        Command::Sign(sign) => sign.run(&mut output),
        Command::Schema(schema) => schema.run(&mut output),
        Command::Types(types) => types.run(&mut output),
        Command::Classify(classify) => classify.run(&mut output),
        Command::Send(send) => send.run(&mut output),
        Command::MockPostal(postal) => postal.run(&mut output),
        Command::Listen(listen) => listen.run(&mut output),
        Command::Serve(serve) => serve.run(&mut output),
        Command::CheckConfig(check) => check.run(&mut output),
        Command::Demo(demo) => demo.run(&mut output),
        Command::Events(events) => events.run(&mut output),
        Command::Replay(replay) => replay.run(&mut output),
        Command::Quarantine(quarantine) => quarantine.run(&mut output),
        Command::Dlq(dlq) => dlq.run(&mut output),
        Command::Sinks(sinks) => sinks.run(&mut output),
        Command::Prune(prune) => prune.run(&mut output),
        Command::Backup(backup) => backup.run(&mut output),
        Command::Health(health) => health.run(&mut output),
        Command::Check(check) => check.run(&mut output),
    };
    match verdict {
        Ok(Verdict::Yes) => ExitCode::SUCCESS,
        Ok(Verdict::No) => ExitCode::from(1),
        Ok(Verdict::Partial) => ExitCode::from(2),
        Ok(Verdict::Code(code)) => ExitCode::from(code),
        // Who reads no further has what he wanted: `… | head -1`.
        Err(error) if output::is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            output.error(&error);
            ExitCode::from(2)
        }
    }
}

/// The whole command line, for its man pages and completions.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}
