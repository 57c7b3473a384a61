# SPDX-License-Identifier: Apache-2.0
"""Reads back through the API what send.py and send.mjs have sent: every span once, with everything it carried."""

import json
import os
import sys
import urllib.parse
import urllib.request

CHILDREN = 20
API = os.environ["CLEW_URL"] + "/api/v1"
SENDERS = [
    "python-grpc",
    "python-grpc-gzip",
    "python-http",
    "python-http-gzip",
    "node-json",
    "node-json-gzip",
    "node-proto",
    "node-proto-gzip",
]


def get(path, **parameters):
    with urllib.request.urlopen(f"{API}{path}?{urllib.parse.urlencode(parameters)}", timeout=30) as answer:
        return json.load(answer)


def same(what, found, expected):
    if found != expected:
        sys.exit(f"clients: {what}: {found!r} (expected: {expected!r})")


def check(service):
    spans = get("/spans", q=f"service:{service}", limit=1000)["spans"]
    names = sorted(span["name"] for span in spans)
    same(f"{service}: names", names, sorted(["root"] + [f"child {number}" for number in range(CHILDREN)]))
    same(f"{service}: traces", len({span["trace_id"] for span in spans}), 1)
    root = next(span for span in spans if span["name"] == "root")
    for span in spans:
        if span is not root:
            same(f"{service}: parent of {span['name']}", span["parent_span_id"], root["span_id"])
            check_child(service, span, int(span["name"].removeprefix("child ")))


def check_child(service, span, number):
    found = get(f"/traces/{span['trace_id']}/spans/{span['span_id']}")
    what = f"{service}: child {number}"
    expected = {
        "text": f"grüße {number} 🌍",
        "whole": number * 2**33,
        "fraction": number + 0.5,
        "flag": number % 2 == 0,
        "list": ["a", f"b{number}"],
    }
    same(f"{what}: attributes", found["attributes"], expected)
    same(f"{what}: resource", (found["resource"]["service.name"], found["resource"]["team"]), (service, "clients"))
    same(f"{what}: scope", (found["scope"]["name"], found["scope"]["version"]), ("clew.clients", "1"))
    if number == 7:
        same(f"{what}: status", (found["status"], found["status_message"]), ("error", "seven failed"))
        events = [(event["name"], event["attributes"]) for event in found["events"]]
        same(f"{what}: events", events, [("happened", {"what": "seven"})])


for sender in SENDERS:
    check(sender)
print(f"clients: {len(SENDERS)} exporters, {len(SENDERS) * (CHILDREN + 1)} spans sent, each stored once")
