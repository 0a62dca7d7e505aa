//! Places of faults: the byte of the body that an error names.

use postal_webhooks_types::{ParseError, Webhook};

#[test]
fn the_place_of_a_fault() {
    const UUID: &str = "\"820b47a4-4dfd-42e4-ae6a-1e5bed5a33fd\"";
    let server = format!("{{\"uuid\":{UUID},\"name\":\"\",\"permalink\":^,\"organization\":null}}");
    let in_server = |value: &str| server.replace('^', value);
    let whole = |payload: &str| {
        format!(
            "{{\"event\":\"SendLimitExceeded\",\"timestamp\":1,\"payload\":{payload},\"uuid\":{UUID}}}"
        )
    };
    let limit = |server: &str, volume: &str| {
        whole(&format!("{{\"server\":{server},\"volume\":{volume},\"limit\":1}}"))
    };
    // The value that is wrong, or the object that lacks a key, begins behind the marker `|`.
    for (body, path) in [
        ("|{}".to_owned(), "event"),
        (" \n\t|{\"event\":\"X\"}".to_owned(), "timestamp"),
        ("{\"event\":|5}".to_owned(), "event"),
        ("{\"event\" : \t|[]}".to_owned(), "event"),
        ("{\"event\":\"X\",\"event\": |\"X\"}".to_owned(), "event"),
        ("{\"event\":\"X\",\"payload\":\n|5}".to_owned(), "payload"),
        ("{\"payload\":|5,\"event\":\"X\"}".to_owned(), "payload"),
        ("{\"é\":\"é\",\"uuid\":|\"é\"}".to_owned(), "uuid"),
        (whole("|null"), "payload"),
        (whole("|{}"), "payload.server"),
        (limit("|5", "1"), "payload.server"),
        (limit("|{}", "1"), "payload.server.uuid"),
        (limit(&in_server("|1e400"), "1"), "payload.server.permalink"),
        (limit(&in_server("\"\\n\",\"name\": |1"), "1"), "payload.server.name"),
        (limit(&in_server("\"\""), "|-1"), "payload.volume"),
        (limit(&in_server("\"\""), "|1e400"), "payload.volume"),
        (limit(&in_server("\"\""), "1,\"volume\":|1"), "payload.volume"),
    ] {
        let at = body.find('|').expect("a marker");
        let error = Webhook::from_slice(body.replace('|', "").as_bytes()).expect_err(&body);
        let ParseError::Field { path: found, offset, .. } = error else { panic!("{body}") };
        assert_eq!((found.as_str(), offset), (path, at), "{body}");
    }
}
