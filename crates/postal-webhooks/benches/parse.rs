//! How long reading a body takes, against what a user would take instead: each example by each
//! competitor, turn by turn.

mod competitors;
mod turns;

use competitors::COMPETITORS;
use postal_webhooks::testing::examples;

fn main() {
    // `cargo test --benches` asks whether it runs, not how fast.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    println!("Time to read and drop a body, divided by that of ours: median (quartiles)\n");
    let names: Vec<_> = COMPETITORS[1..].iter().map(|c| c.name).collect();
    println!("| example | bytes | {} |", names.join(" | "));
    println!("|---|--:|{}", "--:|".repeat(names.len()));
    for example in examples() {
        let calls = COMPETITORS.map(|competitor| {
            let body = example.body;
            move || (competitor.read)(body)
        });
        let calls: Vec<&dyn Fn()> = calls.iter().map(|call| call as &dyn Fn()).collect();
        if !is_bench {
            for call in calls {
                call();
            }
            continue;
        }
        let ratios = turns::ratios(&calls);
        let columns: Vec<_> = ratios[1..].iter().map(ToString::to_string).collect();
        println!("| {} | {} | {} |", example.name(), example.body.len(), columns.join(" | "));
    }
}
