//! Tests of the cache of `RemoteVerifier`: what a restart finds.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use std::{fs, io};

use postal_webhooks::remote::{
    CacheError, FetchError, KeyCache, RemoteVerifierBuilder, RemoteVerifierError, Response,
    Transport, TransportFuture,
};
use postal_webhooks::testing::Signer;
use postal_webhooks::{RemoteVerifier, SignatureHeaders};

use crate::common::{BODY, OTHER_POSTAL, POSTAL};

const URL: &str = "https://postal.example.com";

/// An installation with a key, or one that cannot be reached.
struct TestPostal(Option<&'static Signer>);

impl Transport for TestPostal {
    fn get<'a>(&'a self, _: &'a str, _: usize) -> TransportFuture<'a> {
        Box::pin(async {
            match self.0 {
                Some(signer) => Ok(Response::new(200, signer.jwks())),
                None => Err(FetchError::Connect("as the test wants it".into())),
            }
        })
    }
}

fn builder(postal: Option<&'static Signer>, file: &Path) -> RemoteVerifierBuilder {
    RemoteVerifier::builder(URL).transport(TestPostal(postal)).cache_file(file)
}

async fn verifies(keys: &RemoteVerifier, signer: &Signer) -> bool {
    let headers = signer.headers(BODY);
    let headers = SignatureHeaders::from(&headers);
    keys.verify(&headers, BODY).await.is_ok()
}

/// Fetches the key and waits until the file is written, which nobody else waits for.
async fn fetch(signer: &'static Signer, file: &Path) {
    let keys = builder(Some(signer), file).build().unwrap();
    keys.refresh().await.unwrap();
    for _ in 0..1000 {
        let text = fs::read_to_string(file).unwrap_or_default();
        if text.contains(&signer.kid().to_string()) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{:?}", keys.status());
}

fn error(file: &Path) -> Option<String> {
    let keys = builder(None, file).build().unwrap();
    let status = keys.status();
    assert!(status.keys.is_none());
    status.cache_error.map(|error| error.to_string())
}

#[tokio::test]
async fn a_restart_during_an_outage_finds_the_keys() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    let keys = builder(None, &file).build().unwrap();
    assert!(keys.status().cache_error.is_none(), "no file is no error");
    assert!(!verifies(&keys, &POSTAL).await);

    fetch(&POSTAL, &file).await;
    let keys = builder(None, &file).build().unwrap();
    assert!(verifies(&keys, &POSTAL).await);
    assert!(!verifies(&keys, &OTHER_POSTAL).await);
    assert!(verifies(&keys, &POSTAL).await);
    assert!(keys.status().age.is_none());

    // The file follows when the key changes, and nothing else is left in the directory.
    fetch(&OTHER_POSTAL, &file).await;
    let keys = builder(None, &file).build().unwrap();
    assert!(verifies(&keys, &OTHER_POSTAL).await);
    assert!(!verifies(&keys, &POSTAL).await);
    assert_eq!(fs::read_dir(directory.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn keys_from_the_file_are_fetched_anew_at_once() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    fetch(&POSTAL, &file).await;
    let keys = builder(Some(&OTHER_POSTAL), &file).build().unwrap();
    assert!(verifies(&keys, &POSTAL).await);
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    assert!(verifies(&keys, &OTHER_POSTAL).await);
    assert!(!verifies(&keys, &POSTAL).await);
}

#[cfg(unix)]
#[tokio::test]
async fn nobody_else_may_read_the_file() {
    use std::os::unix::fs::PermissionsExt as _;

    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    fs::write(&file, "").unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o666)).unwrap();
    fetch(&POSTAL, &file).await;
    assert_eq!(fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_file_that_is_no_help_is_passed_over() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    fetch(&POSTAL, &file).await;
    let good = fs::read_to_string(&file).unwrap();
    let url = "https://postal.example.com/.well-known/jwks.json";
    let mut huge = good.clone();
    huge.push_str(&" ".repeat(1 << 20));
    let cases = [
        ("empty", "", "the cache holds something else than keys"),
        ("cut", &good[..good.len() / 2], "the cache holds something else than keys"),
        ("a bare JWKS", &POSTAL.jwks(), "the cache holds something else than keys"),
        ("no JSON", "<html>", "the cache holds something else than keys"),
        (
            "no keys",
            &format!("{{\"url\":\"{url}\",\"jwks\":{{\"keys\":[]}}}}"),
            "the cache gives no keys",
        ),
        ("another key", &good.replace("AQAB", "AQAD"), "the cache gives no keys"),
        (
            "of another URL",
            &good.replace("postal.example", "mail.example"),
            "the cache is of another URL",
        ),
    ];
    for (case, text, expected) in cases {
        fs::write(&file, text).unwrap();
        assert_eq!(error(&file).as_deref(), Some(expected), "{case}");
    }
    fs::write(&file, huge).unwrap();
    let keys = builder(None, &file).build().unwrap();
    assert!(verifies(&keys, &POSTAL).await, "white space after the document is no harm");
    // It does not stand in the way of the next one.
    fs::write(&file, "broken").unwrap();
    fetch(&OTHER_POSTAL, &file).await;
    assert!(verifies(&builder(None, &file).build().unwrap(), &OTHER_POSTAL).await);
}

#[tokio::test]
async fn a_file_with_a_key_that_is_not_pinned_is_passed_over() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    fetch(&OTHER_POSTAL, &file).await;
    let keys = builder(None, &file).pin([POSTAL.kid()]).build().unwrap();
    let status = keys.status();
    assert!(status.keys.is_none());
    assert!(matches!(*status.cache_error.unwrap(), CacheError::Keys(_)));
}

#[tokio::test]
async fn a_file_that_cannot_be_written_costs_nothing_but_itself() {
    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("missing").join("keys.json");
    let keys = builder(Some(&POSTAL), &file).build().unwrap();
    assert!(verifies(&keys, &POSTAL).await);
    for _ in 0..1000 {
        if let Some(error) = keys.status().cache_error {
            assert!(matches!(*error, CacheError::Write(_)));
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("there is no error");
}

/// None of them is opened: a pipe would be waited for without end.
#[test]
fn a_cache_file_is_a_regular_file() {
    let directory = tempfile::tempdir().unwrap();
    let refused = |path: &Path| {
        let error = builder(None, path).build().unwrap_err();
        assert!(matches!(error, RemoteVerifierError::CacheFile), "{path:?}");
    };
    refused(directory.path());
    #[cfg(unix)]
    {
        use std::os::unix::fs::symlink;
        use std::os::unix::net::UnixListener;
        use std::process::Command;

        let path = |name: &str| directory.path().join(name);
        let made = Command::new("mkfifo").arg(path("pipe")).status().unwrap();
        assert!(made.success());
        let _socket = UnixListener::bind(path("socket")).unwrap();
        let things =
            [directory.path().to_owned(), path("pipe"), path("socket"), "/dev/zero".into()];
        for (number, thing) in things.iter().enumerate() {
            refused(thing);
            let link = path(&number.to_string());
            symlink(thing, &link).unwrap();
            refused(&link);
        }
        // A link to nothing is as good as no file, and one to a file as good as that.
        symlink(path("keys.json"), path("link")).unwrap();
        assert_eq!(error(&path("link")), None);
        fs::write(path("keys.json"), "broken").unwrap();
        let expected = Some("the cache holds something else than keys");
        assert_eq!(error(&path("link")).as_deref(), expected);
    }
}

/// A document that begins with a byte order mark is kept as well, and so is a file into which an
/// editor put one.
#[tokio::test]
async fn a_byte_order_mark_is_no_harm() {
    struct Marked;

    impl Transport for Marked {
        fn get<'a>(&'a self, _: &'a str, _: usize) -> TransportFuture<'a> {
            let document = format!("\u{feff}{}", POSTAL.jwks());
            Box::pin(async { Ok(Response::new(200, document)) })
        }
    }

    let directory = tempfile::tempdir().unwrap();
    let file = directory.path().join("keys.json");
    let keys = builder(None, &file).transport(Marked).build().unwrap();
    keys.refresh().await.unwrap();
    let mut patience = 1000;
    while !file.exists() {
        tokio::time::sleep(Duration::from_millis(5)).await;
        patience -= 1;
        assert!(patience > 0, "{:?}", keys.status());
    }
    assert!(verifies(&builder(None, &file).build().unwrap(), &POSTAL).await);
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("\u{feff}{text}")).unwrap();
    assert!(verifies(&builder(None, &file).build().unwrap(), &POSTAL).await);
}

/// A cache in memory, or one that always fails.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Option<Vec<u8>>>>, bool);

impl KeyCache for Memory {
    fn load(&self) -> io::Result<Option<Vec<u8>>> {
        if self.1 { Err(io::Error::other("no")) } else { Ok(self.0.lock().unwrap().clone()) }
    }

    fn store(&self, document: &[u8]) -> io::Result<()> {
        if self.1 {
            return Err(io::Error::other("no"));
        }
        *self.0.lock().unwrap() = Some(document.to_vec());
        Ok(())
    }
}

fn with_cache(postal: Option<&'static Signer>, cache: &Memory) -> RemoteVerifier {
    RemoteVerifier::builder(URL).transport(TestPostal(postal)).cache(cache.clone()).build().unwrap()
}

#[tokio::test]
async fn a_cache_of_ones_own() {
    let cache = Memory::default();
    with_cache(Some(&POSTAL), &cache).refresh().await.unwrap();
    for _ in 0..1000 {
        if cache.0.lock().unwrap().is_some() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert!(verifies(&with_cache(None, &cache), &POSTAL).await);
    // What it gives is checked as the file is.
    *cache.0.lock().unwrap() = Some(POSTAL.jwks().into_bytes());
    let status = with_cache(None, &cache).status();
    assert!(matches!(status.cache_error.as_deref(), Some(CacheError::NotCache)));
}

#[tokio::test]
async fn a_cache_that_fails_costs_no_key() {
    let cache = Memory(Arc::default(), true);
    let keys = with_cache(Some(&POSTAL), &cache);
    assert!(matches!(keys.status().cache_error.as_deref(), Some(CacheError::Read(_))));
    keys.refresh().await.unwrap();
    assert!(verifies(&keys, &POSTAL).await);
    for _ in 0..1000 {
        if matches!(keys.status().cache_error.as_deref(), Some(CacheError::Write(_))) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("{:?}", keys.status());
}
