import sys
from pathlib import Path

from flask import Flask, request
from werkzeug.serving import make_server

app = Flask(__name__)


@app.post("/postal")
def receive():
    text = request.get_data().decode("latin-1")
    Path("flask-body").write_text(text, encoding="utf-8")
    Path("flask-signature").write_text(request.headers["X-Postal-Signature-256"])
    return "queued"


host, port = sys.argv[1].split(":")
server = make_server(host, int(port), app)
print("listening", flush=True)
server.serve_forever()
