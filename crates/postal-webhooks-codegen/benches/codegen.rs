//! How long the generator takes for an event: a tree of 500 must not cost more for each than ten.

#[path = "../tests/facts/mod.rs"]
mod facts;

use std::collections::BTreeMap;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use postal_webhooks_codegen::{Tree, generate, read};

use self::facts::with_facts;

/// A tree of `count` events, each with a payload, an object, an enumeration and an example.
fn tree(count: usize) -> Tree {
    let mut files = BTreeMap::new();
    let mut write = |path: String, text: String| files.insert(path, text.into_bytes());
    write(
        "schema.toml".to_owned(),
        "version = \"1.0.0\"\nbase-uri = \"https://example.com\"\n".to_owned(),
    );
    write(
        "common/Timestamp.json".to_owned(),
        r#"{"description": "A time.", "type": "number"}"#.to_owned(),
    );
    for n in 0..count {
        write(
            format!("common/Status{n}.json"),
            r#"{"description": "A status.", "type": "string", "enum": ["open", "shut", "gone"]}"#
                .to_owned(),
        );
        write(
            format!("common/Part{n}.json"),
            r#"{"description": "A part.", "type": "object", "required": ["id", "name", "note"], "properties": {"id": {"description": "Its number.", "type": "integer", "minimum": 0}, "name": {"description": "Its name.", "type": "string"}, "note": {"description": "A note or null.", "type": ["string", "null"]}}}"#.to_owned(),
        );
        write(
            format!("payloads/Thing{n}.json"),
            format!(
                r#"{{"description": "A thing.", "type": "object", "required": ["part", "status", "at", "time"], "properties": {{"part": {{"description": "A part.", "$ref": "../common/Part{n}.json"}}, "status": {{"description": "Its status.", "$ref": "../common/Status{n}.json"}}, "at": {{"description": "When.", "$ref": "../common/Timestamp.json"}}, "time": {{"description": "How long.", "type": ["number", "null"]}}}}}}"#
            ),
        );
        write(
            format!("events/ThingMade{n}.json"),
            format!(
                r#"{{"description": "Sent when thing {n} is made.", "$ref": "../payloads/Thing{n}.json"}}"#
            ),
        );
        write(
            format!("examples/ThingMade{n}/typical.json"),
            format!(
                r#"{{"event":"ThingMade{n}","timestamp":1.5,"payload":{{"part":{{"id":1,"name":"a","note":null}},"status":"open","at":1.5,"time":0.25}},"uuid":"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd"}}"#
            ),
        );
    }
    with_facts(Tree(files))
}

fn codegen(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("codegen");
    group.sample_size(10);
    for count in [10, 500] {
        let tree = tree(count);
        group.throughput(Throughput::Elements(count as u64));
        group.bench_with_input(BenchmarkId::new("events", count), &tree, |bencher, tree| {
            bencher.iter(|| generate(&read(tree).unwrap()).unwrap());
        });
    }
    group.finish();
}

criterion_group!(benches, codegen);
criterion_main!(benches);
