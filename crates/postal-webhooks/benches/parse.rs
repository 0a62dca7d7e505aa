//! How long reading a body takes, against what a user would take instead: turn by turn.

mod bodies;
mod competitors;
mod msgspec;
mod turns;

use bodies::bodies;
use competitors::COMPETITORS;
use msgspec::Msgspec;
use turns::Turn;

fn main() {
    // `cargo test --benches` asks whether it runs, not how fast.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    if !is_bench {
        for body in bodies() {
            for competitor in &COMPETITORS {
                (competitor.read)(body.event, &body.bytes);
            }
        }
        return;
    }
    let msgspec = Msgspec::start();
    println!("Time to read and drop a body, divided by that of ours: median (quartiles)\n");
    let names: Vec<_> = COMPETITORS[1..].iter().map(|c| c.name).collect();
    println!("| event | form | bytes | {} | msgspec |", names.join(" | "));
    println!("|---|---|--:|{}--:|", "--:|".repeat(names.len()));
    for body in bodies() {
        let read = COMPETITORS.map(|competitor| {
            let body = &body;
            move || (competitor.read)(body.event, &body.bytes)
        });
        let msgspec = msgspec.of(&body.bytes);
        let mut rivals: Vec<&dyn Turn> = read.iter().map(|read| read as &dyn Turn).collect();
        rivals.push(&msgspec);
        let ratios = turns::ratios(&rivals);
        let columns: Vec<_> = ratios[1..].iter().map(ToString::to_string).collect();
        let (event, form, bytes) = (body.event, body.form.name(), body.bytes.len());
        println!("| {event} | {form} | {bytes} | {} |", columns.join(" | "));
    }
}
