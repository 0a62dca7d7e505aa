"""Runs the bodies of a list through jsonschema and fastjsonschema; ../README.md describes the form."""

import json
import sys
from importlib.metadata import version

import fastjsonschema
import jsonschema


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        todo = json.load(file)
    for entry in todo["schemas"]:
        with open(entry["path"], encoding="utf-8") as file:
            schema = json.load(file)
        validators = {"jsonschema": of_jsonschema(entry["draft"], schema)}
        # fastjsonschema knows draft-07 at most.
        if entry["draft"] == "draft-07":
            validators["fastjsonschema"] = of_fastjsonschema(schema)
        for name, errors_of in validators.items():
            for body in entry["bodies"]:
                errors = errors_of(json.loads(todo["bodies"][body]))
                answer = {
                    "validator": name,
                    "version": version(name),
                    "schema": entry["id"],
                    "body": body,
                    "valid": not errors,
                    "errors": errors,
                }
                print(json.dumps(answer))


def of_jsonschema(draft, schema):
    drafts = {
        "2020-12": jsonschema.Draft202012Validator,
        "draft-07": jsonschema.Draft7Validator,
    }
    drafts[draft].check_schema(schema)
    validator = drafts[draft](schema)
    return lambda body: [
        [pointer(error.absolute_path), error.validator] for error in validator.iter_errors(body)
    ]


def of_fastjsonschema(schema):
    validate = fastjsonschema.compile(schema)

    def errors_of(body):
        try:
            validate(body)
        except fastjsonschema.JsonSchemaValueException as error:
            # It stops at the first error. Its path begins with the name of the whole, `data`.
            return [[pointer(error.path[1:]), error.rule]]
        return []

    return errors_of


def pointer(path):
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


main()
