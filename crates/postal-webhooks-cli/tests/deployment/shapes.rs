//! Several receivers behind a balancer: the files of shapes B and C fit together, and the balancer
//! takes its own.

use std::ffi::OsString;
use std::process::Command;
use std::time::Duration;

use postal_webhooks_receiver::config::Settings;
use serde_json::Value;

use crate::containers::{check, of_image, strings};
use crate::{check_command, path, run, text};

const SHAPES: [&str; 2] = ["b", "c"];

/// A time as TOML, haproxy and compose write it.
#[track_caller]
fn time(text: &str) -> Duration {
    let at = text.find(|c: char| !c.is_ascii_digit()).unwrap();
    let number = text[..at].parse().unwrap();
    match &text[at..] {
        "ms" => Duration::from_millis(number),
        "s" => Duration::from_secs(number),
        unit => panic!("{unit}"),
    }
}

/// The word after these words.
#[track_caller]
fn word_after<'a>(text: &'a str, before: &str) -> &'a str {
    let (_, rest) = text.split_once(before).unwrap_or_else(|| panic!("there is no {before}"));
    rest.split_whitespace().next().unwrap().trim_matches('"')
}

/// The text of a value of the environment of a service.
fn variable(name: &str, value: &Value) -> (OsString, OsString) {
    let value = value.as_str().unwrap();
    // What compose takes from the shell.
    let value = if value.starts_with("${") { "https://postal.example.com" } else { value };
    (name.into(), value.into())
}

#[test]
fn haproxy_takes_its_file() {
    let check = |variables: &[(&str, &str)]| {
        let mut command = Command::new("haproxy");
        let command = command.args(["-c", "-f"]).arg(path("shapes/haproxy.cfg"));
        run(command.envs(variables.iter().copied()))
    };
    let (is_right, printed) = check(&[]);
    assert!(is_right && !printed.contains("WARNING"), "{printed}");
    let (is_right, printed) =
        check(&[("RECEIVER_ONE", "receiver-one:8000"), ("ADMIN_TWO", "8001")]);
    assert!(is_right, "{printed}");
    // The check can fail.
    let (is_right, _) = check(&[("STATE", "127.0.0.1:99999")]);
    assert!(!is_right);
}

#[test]
fn the_balancer_is_faster_than_postal_and_than_the_end_of_a_receiver() {
    let file = text("shapes/haproxy.cfg");
    let postal = Duration::from_secs(5);
    let timeout = |name: &str| time(word_after(&file, &format!("timeout {name} ")));
    assert!(timeout("connect") + timeout("server") < postal);
    let falls: u32 = word_after(&file, " fall ").parse().unwrap();
    let seen =
        time(word_after(&file, " inter ")) + time(word_after(&file, " fastinter ")) * (falls - 1);
    for shape in SHAPES {
        let delay = time(word_after(&text(&format!("shapes/{shape}.toml")), "\ndelay = "));
        assert!(seen * 2 < delay, "the balancer sees it after {seen:?}, and has {delay:?}");
    }
    let connections: usize = word_after(&file, " rise 1 maxconn ").parse().unwrap();
    assert!(connections * 2 < 1000, "two balancers are more than a receiver takes");
    assert!(file.contains("\n    retry-on conn-failure\n"));
    for changing in ["-header", "forwardfor", "compression", "option http-buffer"] {
        assert!(!file.contains(changing), "{changing}");
    }
}

#[test]
fn the_compose_files_have_all_that_receivers_and_balancer_need() {
    for (shape, secrets) in SHAPES.into_iter().zip([2, 3]) {
        let name = format!("shapes/compose-{shape}.yaml");
        let file: Value = serde_saphyr::from_str(&text(&name)).unwrap();
        let services = file["services"].as_object().unwrap();
        for (name, service) in services {
            for volume in service["volumes"].as_array().unwrap_or(&Vec::new()) {
                let source = volume.as_str().unwrap().split(':').next().unwrap();
                let is_there = match source.strip_prefix('.') {
                    Some(_) => path("shapes").join(source).exists(),
                    None => file["volumes"][source].is_object(),
                };
                assert!(is_there, "{name}: {source}");
            }
            for secret in service["secrets"].as_array().unwrap_or(&Vec::new()) {
                assert!(file["secrets"][secret.as_str().unwrap()]["file"].is_string(), "{secret}");
            }
        }
        let balancer = &services["haproxy"]["environment"];
        for number in ["one", "two"] {
            let name = format!("receiver-{number}");
            let service = &services[&name];
            let command =
                [vec!["postal-webhooks".to_owned()], strings(&service["command"])].concat();
            check_command(&command.iter().map(String::as_str).collect::<Vec<_>>());
            let variables = service["environment"].as_object().unwrap();
            let dockerfile = service["build"]["dockerfile"].as_str().unwrap();
            assert!(path("../../..").join(dockerfile).exists());
            let grace = time(service["stop_grace_period"].as_str().unwrap());

            let toml = text(&format!("shapes/{shape}.toml"));
            let delay = time(word_after(&toml, "\ndelay = "));
            assert!(delay + Duration::from_secs(5) <= grace);
            let mounted = strings(&service["volumes"])[0].clone();
            let place = mounted.split(':').nth(1).unwrap();
            assert!(
                mounted.starts_with(&format!("./{shape}.toml:")) && command.contains(&place.into())
            );
            let mut settings = Settings::default();
            settings.add_toml("file", &toml);
            let all = variables.iter().map(|(name, value)| variable(name, value));
            settings.add_variables(of_image().into_iter().chain(all));
            check(settings, secrets);

            let upper = number.to_uppercase();
            assert_eq!(balancer[format!("RECEIVER_{upper}")], format!("{name}:8000"));
            let port = balancer[format!("ADMIN_{upper}")].as_str().unwrap();
            let admin = variables["POSTAL_WEBHOOKS__ADMIN__ADDRESS"].as_str().unwrap();
            assert_eq!(admin, format!("0.0.0.0:{port}"));
        }
    }
}

/// What the page says of losses is staged by faults, which it names.
#[test]
fn each_fault_that_the_page_names_is_there() {
    let faults = include_str!("../../../../tests/faults/src/faults/mod.rs");
    let page = text("shapes.md");
    let table = page.split("## What is lost").nth(1).unwrap().split("\n## ").next().unwrap();
    let named = table.split('`').skip(1).step_by(2);
    let named: Vec<_> =
        named.filter(|name| name.contains('-') && !name.contains([' ', '_', 'K'])).collect();
    assert!(named.len() > 10, "{named:?}");
    for name in named {
        assert!(faults.contains(&format!("fault(\"{name}\"")), "there is no fault {name}");
    }
}
