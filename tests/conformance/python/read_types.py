"""Generates pydantic models and reads every example with them; ../README.md tells more."""

import importlib.util
import json
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from pydantic import ValidationError

GENERATOR = "datamodel-code-generator"


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        todo = json.load(file)
    folder = Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    models = generate(todo["types"]["schemas"]["2020-12"], folder / "webhook.py")
    for event in todo["types"]["events"]:
        for body in event["bodies"]:
            errors = read(models, todo["bodies"][body], event)
            answer = {
                "validator": GENERATOR,
                "version": version(GENERATOR),
                "schema": "union",
                "body": body,
                "valid": not errors,
                "errors": errors,
            }
            print(json.dumps(answer))


def generate(schema, file):
    options = ["--input-file-type", "jsonschema", "--output-model-type", "pydantic_v2.BaseModel"]
    command = [sys.executable, "-m", "datamodel_code_generator", "--input", schema, "--output", str(file)]
    subprocess.run([*command, *options, "--formatters", "builtin"], check=True)
    spec = importlib.util.spec_from_file_location("webhook", file)
    module = importlib.util.module_from_spec(spec)
    # pydantic looks the module up to find the names in annotations.
    sys.modules["webhook"] = module
    spec.loader.exec_module(module)
    return module


def read(models, text, event):
    """Reads a body, and tells where the model, written again, is not what was read."""
    try:
        model = models.Webhook.model_validate_json(text)
    except ValidationError as error:
        return [["".join(f"/{key}" for key in part["loc"]), part["type"]] for part in error.errors()]
    if type(model.root).__name__ != event["type"]:
        return [["/event", "type"]]
    return list(differences(json.loads(text), json.loads(model.model_dump_json(by_alias=True)), ""))


def differences(before, after, pointer):
    if not (isinstance(before, dict) and isinstance(after, dict)):
        if before != after:
            yield [pointer, "differs"]
        return
    for key, value in before.items():
        at = pointer + "/" + key.replace("~", "~0").replace("/", "~1")
        if key in after:
            yield from differences(value, after[key], at)
        else:
            yield [at, "lost"]
    if after.keys() - before.keys():
        yield [pointer, "added"]


main()
