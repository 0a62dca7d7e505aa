//! Containerfile, compose file and Kubernetes objects.

use std::ffi::OsString;

use postal_webhooks_receiver::config::{ConfigError, Settings};
use serde_json::Value;

use crate::{check_command, text};

/// Problems other than that a secret is not here.
#[track_caller]
pub(crate) fn check(settings: Settings, secrets: usize) {
    let problems = settings.read().map_err(|error: ConfigError| error.problems().to_vec());
    let problems = problems.err().unwrap_or_default();
    assert_eq!(problems.len(), secrets, "{problems:?}");
    for problem in problems {
        assert!(problem.what.starts_with("the file that it names cannot be read"), "{problem}");
    }
}

/// The settings that the image has.
pub(crate) fn of_image() -> Vec<(OsString, OsString)> {
    let file = text("Containerfile").replace("\\\n", " ");
    let lines = file.lines().filter_map(|line| line.strip_prefix("ENV "));
    let pairs =
        lines.flat_map(|line| line.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    let pairs: Vec<_> = pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (name.into(), value.into())
        })
        .collect();
    assert_eq!(pairs.len(), 3);
    pairs
}

pub(crate) fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|word| word.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_image_runs_what_is_there() {
    let file = text("Containerfile");
    let last = |start: &str| -> Vec<String> {
        let line = file.lines().rfind(|line| line.contains(start)).unwrap();
        strings(&serde_json::from_str(&line[line.find('[').unwrap()..]).unwrap())
    };
    let command = [last("ENTRYPOINT "), last("CMD [\"serve")].concat();
    for command in [command, last("HEALTHCHECK ")] {
        check_command(&command.iter().map(String::as_str).collect::<Vec<_>>());
    }
    let mut settings = Settings::default();
    settings.add_variables(of_image());
    // What it lacks is a source alone.
    let error = settings.read().unwrap_err();
    assert_eq!(error.problems().len(), 1, "{error}");
    assert_eq!(error.problems()[0].key, "source");
}

#[test]
fn the_compose_file_has_all_that_the_receiver_needs() {
    let file: Value = serde_saphyr::from_str(&text("compose.yaml")).unwrap();
    let service = &file["services"]["postal-webhooks"];
    let command = [vec!["postal-webhooks".to_owned()], strings(&service["command"])].concat();
    check_command(&command.iter().map(String::as_str).collect::<Vec<_>>());
    let variables = service["environment"].as_object().unwrap().iter().map(|(name, value)| {
        let value = value.as_str().unwrap();
        // What compose takes from the shell.
        let value = if value.starts_with("${") { "https://postal.example.com" } else { value };
        (OsString::from(name), OsString::from(value))
    });
    let mut settings = Settings::default();
    settings.add_variables(of_image().into_iter().chain(variables));
    check(settings, 1);
    for secret in strings(&service["secrets"]) {
        assert!(file["secrets"][&secret]["file"].is_string(), "{secret}");
    }
    let volume = strings(&service["volumes"])[0].clone();
    let (volume, place) = volume.split_once(':').unwrap();
    assert!(file["volumes"][volume].is_object());
    assert!(text("Containerfile").contains(&format!("\nVOLUME {place}\n")));
    let dockerfile = service["build"]["dockerfile"].as_str().unwrap();
    assert!(crate::path("../../..").join(dockerfile).exists());
}

#[test]
fn the_objects_of_kubernetes_fit_together() {
    let objects: Vec<Value> = serde_saphyr::from_multiple(&text("kubernetes.yaml")).unwrap();
    let of_kind = |kind: &str| objects.iter().find(|object| object["kind"] == kind).unwrap();
    let config = of_kind("ConfigMap")["data"]["postal-webhooks.toml"].as_str().unwrap();
    let mut settings = Settings::default();
    settings.add_toml("ConfigMap", config);
    check(settings, 1);
    let pod = &of_kind("StatefulSet")["spec"]["template"]["spec"];
    let container = &pod["containers"][0];
    let arguments = [vec!["postal-webhooks".to_owned()], strings(&container["args"])].concat();
    check_command(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let ports = container["ports"].as_array().unwrap();
    for probe in ["livenessProbe", "readinessProbe"] {
        let get = &container[probe]["httpGet"];
        assert!(ports.iter().any(|port| port["name"] == get["port"]), "{probe}");
        assert!(["/livez", "/readyz"].contains(&get["path"].as_str().unwrap()), "{probe}");
    }
    let port = |name: &str| ports.iter().find(|port| port["name"] == name).unwrap();
    assert!(
        config.contains(&format!("address = \"0.0.0.0:{}\"", port("webhooks")["containerPort"]))
    );
    assert!(config.contains(&format!("address = \"0.0.0.0:{}\"", port("admin")["containerPort"])));
    let claims = &of_kind("StatefulSet")["spec"]["volumeClaimTemplates"];
    let volumes = pod["volumes"].as_array().unwrap();
    for mount in container["volumeMounts"].as_array().unwrap() {
        let is_there = volumes.iter().any(|volume| volume["name"] == mount["name"])
            || claims[0]["metadata"]["name"] == mount["name"];
        assert!(is_there, "{mount}");
        let place = mount["mountPath"].as_str().unwrap();
        let is_used =
            config.contains(place) || arguments.iter().any(|word| word.starts_with(place));
        assert!(is_used, "{place} is used by nothing");
    }
}
