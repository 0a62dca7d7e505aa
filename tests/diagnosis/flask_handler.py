"""A handler of Flask that parses the body and writes it again."""

import json

from flask import Flask, Response, request
from werkzeug.serving import make_server

app = Flask(__name__)


@app.post("/")
def receive() -> Response:
    return Response(json.dumps(request.get_json()), mimetype="text/plain")


server = make_server("127.0.0.1", 0, app)
print(server.server_port, flush=True)
server.serve_forever()
