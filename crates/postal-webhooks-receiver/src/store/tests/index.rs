//! Contract of the index that the view searches: where any part of a text is found, and where its
//! begin alone is.

use std::sync::Arc;

use super::{Engine, sqlite};
use crate::store::index::{Entry, Find, Index, Matching, searchable};
use crate::summary::MessageKey;

/// An empty index, with what has to stay as long as it is used.
struct Indexed {
    name: String,
    matching: Matching,
    index: Arc<dyn Index>,
    _engine: Engine,
}

impl Indexed {
    async fn of(engine: Engine, matching: Matching) -> Self {
        let opened = engine.store.open().await.unwrap();
        let index = engine.store.view(&opened.readers.1).await.index.unwrap();
        opened.close().await;
        Self { name: format!("{}, {matching:?}", engine.name), matching, index, _engine: engine }
    }

    /// The same with these entries.
    async fn with(self, entries: &[Entry]) -> Self {
        self.index.add(entries.to_vec()).await.unwrap();
        self
    }

    async fn seqs(&self, find: Find) -> Vec<i64> {
        self.index.find(find).await.unwrap()
    }

    async fn text(&self, text: &str) -> Vec<i64> {
        self.seqs(find(text)).await
    }
}

/// An index for each engine and each way to find a text.
async fn indexes() -> Vec<Indexed> {
    vec![
        Indexed::of(sqlite(), Matching::Anywhere).await,
        #[cfg(feature = "postgres")]
        Indexed::of(super::postgres(), Matching::Beginning).await,
        #[cfg(feature = "postgres")]
        {
            let engine = super::postgres();
            engine.install_trigrams();
            let indexed = Indexed::of(engine, Matching::Anywhere).await;
            // It is made by the first who adds.
            indexed.with(&[]).await
        },
    ]
}

pub(crate) fn entry(seq: i64, event: &str, texts: [&str; 5]) -> Entry {
    Entry {
        seq,
        source: if seq % 2 == 0 { "even".into() } else { "odd".into() },
        event: event.to_owned(),
        received_at: seq * 10,
        message: Some(MessageKey { id: seq / 3, token: "t\0".into() }),
        texts: texts.map(searchable),
    }
}

pub(crate) fn plain(seq: i64) -> Entry {
    entry(seq, "Sent", [""; 5])
}

pub(crate) fn find(text: &str) -> Find {
    Find {
        until: i64::MAX,
        source: None,
        event: None,
        received: i64::MIN..i64::MAX,
        text: searchable(text),
        limit: 10,
    }
}

fn from(source: &str, find: Find) -> Find {
    Find { source: Some(source.into()), ..find }
}

fn named(event: &str, text: &str) -> Find {
    Find { event: Some(event.into()), ..find(text) }
}

fn between(start: i64, end: i64, find: Find) -> Find {
    Find { received: start..end, ..find }
}

/// A text that is cut, and one of the widest characters.
fn long() -> [String; 2] {
    ["x".repeat(3000), "\u{10348}".repeat(300)]
}

fn entries() -> Vec<Entry> {
    let [long, widest] = &long();
    vec![
        entry(1, "Sent", ["ann@example.com", "Your order", "<1@mail>", "tag", ""]),
        entry(2, "Held", ["bob@example.com", "say \"hi\" AND 'bye'", "", "", ""]),
        entry(3, "Sent", ["carl@example.net", long, widest, "sales", ""]),
        entry(4, "Sent\0", ["ÄNN@example.com", "a\0b <script>", "", "", ""]),
        entry(5, "Dns", ["100%_off", r"c:\new\\", r"\", "", "example.org"]),
        Entry { message: None, ..entry(6, "Dns", ["100 off", "cxnew", "", "", ""]) },
    ]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_text_is_found_by_a_part_of_it_or_by_its_begin() {
    for indexed in indexes().await {
        let indexed = indexed.with(&entries()).await;
        let name = &indexed.name;
        assert_eq!(indexed.index.matching().await.unwrap(), indexed.matching, "{name}");
        for (part, found) in [
            ("NN@EXAMPLE.com", &[4, 1][..]),
            ("example.", &[5, 4, 3, 2, 1]),
            ("der", &[1]),
            ("\" and 'b", &[2]),
            ("<script>", &[4]),
            ("0%_o", &[5]),
            (r"\new\", &[5]),
            ("mail>", &[1]),
        ] {
            let found = match indexed.matching {
                Matching::Anywhere => found,
                Matching::Beginning if part == "example." => &[5],
                Matching::Beginning => &[],
            };
            assert_eq!(indexed.text(part).await, found, "{name}: {part}");
        }
        for (begin, found) in [
            ("", &[6, 5, 4, 3, 2, 1][..]),
            ("ann@", &[1]),
            ("Änn@", &[4]),
            ("say \"HI\" and '", &[2]),
            ("a\0b", &[4]),
            ("<1@", &[1]),
            ("tag", &[1]),
            ("sales", &[3]),
            ("example.o", &[5]),
            ("100%_", &[5]),
            ("100", &[6, 5]),
            (r"c:\new\\", &[5]),
            ("NOT nothing OR", &[]),
            // Characters that have a meaning elsewhere.
            ("100%o", &[]),
            ("c__new", &[]),
            ("%%%", &[]),
            ("___", &[]),
            // From one text to the next is no match.
            ("comyour", &[]),
            ("com your", &[]),
        ] {
            assert_eq!(indexed.text(begin).await, found, "{name}: {begin}");
        }
        for long in long() {
            assert_eq!(indexed.text(&long).await, [3], "{name}");
        }
        assert_eq!(indexed.seqs(named("Sent\0", "ann@ex")).await, [0_i64; 0], "{name}");
        assert_eq!(indexed.seqs(Find { until: 5, limit: 1, ..find("100") }).await, [5], "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_found_by_name_source_and_time() {
    for indexed in indexes().await {
        let indexed = indexed.with(&entries()).await;
        let name = &indexed.name;
        for (what, found) in [
            (named("Sent", ""), &[3, 1][..]),
            (named("Sent\0", ""), &[4]),
            (named("Sent", "ann"), &[1]),
            (from("odd", named("Sent", "carl")), &[3]),
            (from("odd", named("Sent", "")), &[3, 1]),
            (from("even", named("Sent", "")), &[]),
            (from("Sent", find("")), &[]),
            (from("od\0d'", find("")), &[]),
            (between(20, 40, find("")), &[3, 2]),
            (between(20, 40, named("Sent", "")), &[3]),
            (between(20, i64::MAX, named("Sent", "")), &[3]),
            (between(i64::MIN, 40, find("carl")), &[3]),
            (between(40, 20, find("")), &[]),
            (Find { until: 5, limit: 2, ..find("") }, &[5, 4]),
            (Find { limit: usize::MAX, ..find("") }, &[6, 5, 4, 3, 2, 1]),
            (Find { limit: 0, ..find("") }, &[]),
        ] {
            assert_eq!(indexed.seqs(what.clone()).await, found, "{name}: {what:?}");
        }
        // Received under a clock that was ahead: it hides nothing that came after it.
        let indexed = indexed.with(&[Entry { received_at: 1000, ..plain(7) }]).await;
        let indexed = indexed.with(&[plain(8)]).await;
        let name = &indexed.name;
        assert_eq!(indexed.seqs(between(70, 2000, named("Sent", ""))).await, [8, 7], "{name}");
        assert_eq!(indexed.seqs(between(70, 100, named("Sent", ""))).await, [8], "{name}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn events_of_a_message_are_those_of_its_source_and_token() {
    for indexed in indexes().await {
        let indexed = indexed.with(&entries()).await;
        for (source, token, limit, found) in [
            ("odd", "t\0", 9, &[5, 3][..]),
            ("odd", "t\0", 1, &[5]),
            ("even", "t\0", 9, &[4]),
            ("odd", "t", 9, &[]),
        ] {
            let message = MessageKey { id: 1, token: token.into() };
            let of = indexed.index.of_message(source.to_owned(), message, limit).await.unwrap();
            assert_eq!(of, found, "{}: {source} {token:?} {limit}", indexed.name);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_how_far_it_goes_and_forgets() {
    for indexed in indexes().await {
        let (index, name) = (&indexed.index, &indexed.name);
        assert_eq!(index.last().await.unwrap(), None, "{name}");
        for entries in [entries(), entries(), Vec::new()] {
            index.add(entries).await.unwrap();
            assert_eq!(index.last().await.unwrap(), Some((6, 60)), "{name}");
            assert_eq!(indexed.text("").await, [6, 5, 4, 3, 2, 1], "{name}");
        }
        for (limit, forgotten) in [(1, 1), (9, 1), (9, 0)] {
            assert_eq!(index.forget(3, limit).await.unwrap(), forgotten, "{name}");
        }
        assert_eq!(indexed.text("").await, [6, 5, 4, 3], "{name}");
        assert_eq!(indexed.text("bob@").await, [0_i64; 0], "{name}");
        index.clear().await.unwrap();
        assert_eq!(index.last().await.unwrap(), None, "{name}");
        assert_eq!(indexed.text("").await, [0_i64; 0], "{name}");
        assert_eq!(indexed.text("carl").await, [0_i64; 0], "{name}");
        assert_eq!(index.matching().await.unwrap(), indexed.matching, "{name}");
        index.add(entries()).await.unwrap();
        assert_eq!(indexed.text("carl").await, [3], "{name}");
    }
}

/// More than the newest that are looked at first.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_rare_is_found_among_many() {
    let many: Vec<_> = (1..=30_000)
        .map(|seq| {
            let to = format!("user{seq}@example.com");
            let source = if seq % 10_000 == 0 { "rare".into() } else { "main".into() };
            let tag = if seq <= 20_000 { "old" } else { "" };
            Entry { source, ..entry(seq, "Sent", [&to, "", "", tag, ""]) }
        })
        .collect();
    let down = |from, limit| (1..=from).rev().take(limit).collect::<Vec<i64>>();
    for indexed in indexes().await {
        let name = &indexed.name;
        for some in many.chunks(1000) {
            indexed.index.add(some.to_vec()).await.unwrap();
        }
        // Some of these are among the newest, and some are not.
        let begin = "user29";
        let mut all = down(30_000, 30_000);
        all.retain(|seq| seq.to_string().starts_with("29"));
        for (what, found) in [
            (find("user"), down(30_000, 10)),
            (find("old"), down(20_000, 10)),
            (find("user123@"), vec![123]),
            (Find { limit: 112, ..find(begin) }, all[..112].to_vec()),
            (Find { limit: 9_999, ..find(begin) }, all.clone()),
            (from("rare", find("user")), vec![30_000, 20_000, 10_000]),
            (from("rare", find("old")), vec![20_000, 10_000]),
            (between(50, 80, find("")), vec![7, 6, 5]),
            (Find { until: 20_001, limit: 2, ..find("user") }, vec![20_001, 20_000]),
        ] {
            assert_eq!(indexed.seqs(what.clone()).await, found, "{name}: {what:?}");
        }
    }
}
