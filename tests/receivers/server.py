"""A Django site whose one page is Anymail's own view of Postal's tracking webhook.

Prints a line of JSON when it listens, and one for each request: what Anymail made of it.
It stops when its standard input ends.
"""

import json
import logging
import os
import platform
import sys
import threading
from wsgiref.simple_server import WSGIRequestHandler, make_server

import anymail
import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import include, path

urlpatterns = [path("anymail/", include("anymail.urls"))]

settings.configure(
    ALLOWED_HOSTS=["127.0.0.1"],
    # The `p=` of the record that `postal default-dkim-record` prints: with it, Anymail checks every signature.
    # Without it, it answers no request.
    ANYMAIL={"POSTAL_WEBHOOK_KEY": os.environ["POSTAL_WEBHOOK_KEY"]}
    if "POSTAL_WEBHOOK_KEY" in os.environ
    else {},
    DEBUG=False,
    INSTALLED_APPS=["anymail"],
    LOGGING_CONFIG=None,
    ROOT_URLCONF=__name__,
    SECRET_KEY="of a test",
    USE_TZ=True,
)


class Report:
    """What Anymail made of the request that is being answered."""

    def __init__(self):
        self.clear()

    def clear(self):
        self.events = []
        self.log = []

    def event(self, event, **_):
        self.events.append(
            {
                "name": event.esp_event["event"],
                "type": event.event_type,
                "uuid": event.event_id,
            }
        )


class Log(logging.Handler):
    def __init__(self, report):
        super().__init__()
        self.report = report

    def emit(self, record):
        error = record.exc_info and record.exc_info[1]
        self.report.log.append(
            f"{type(error).__name__}: {error}" if error else record.getMessage()
        )


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


def tell(line):
    print(json.dumps(line), flush=True)


def reporting(application, report):
    """The application, which tells about each request once it is answered."""

    def answer(environ, start_response):
        report.clear()
        body = b"".join(application(environ, start_response))
        tell({"events": report.events, "log": report.log})
        return [body]

    return answer


def main():
    application = get_wsgi_application()
    from anymail.signals import tracking

    report = Report()
    tracking.connect(report.event, weak=False)
    logging.getLogger("django").addHandler(Log(report))
    logging.getLogger("django").propagate = False

    server = make_server("127.0.0.1", 0, reporting(application, report), handler_class=Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    tell(
        {
            "port": server.server_port,
            "versions": f"django-anymail {anymail.__version__}, Django {django.__version__},"
            f" Python {platform.python_version()}",
        }
    )
    sys.stdin.read()


main()
