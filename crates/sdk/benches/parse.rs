//! How long reading a body takes: each example by each competitor.

mod competitors;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};

fn parse(criterion: &mut Criterion) {
    for example in competitors::examples() {
        let mut group = criterion.benchmark_group(&example.name);
        for competitor in &competitors::COMPETITORS {
            let id = BenchmarkId::from_parameter(competitor.name);
            group.bench_function(id, |bencher| {
                bencher.iter(|| (competitor.read)(&example.body));
            });
        }
    }
}

criterion_group!(benches, parse);
criterion_main!(benches);
