# SPDX-License-Identifier: Apache-2.0
"""Sends the spans that check.py expects, with the exporters of the OpenTelemetry SDK for Python."""

import os

from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter as GrpcExporter
from opentelemetry.exporter.otlp.proto.http import Compression as HttpCompression
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter as HttpExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Status, StatusCode
from grpc import Compression as GrpcCompression

CHILDREN = 20
GRPC = os.environ["CLEW_OTLP_GRPC"]
HTTP = os.environ["CLEW_OTLP_HTTP"] + "/v1/traces"

EXPORTERS = {
    "python-grpc": lambda: GrpcExporter(endpoint=GRPC, insecure=True),
    "python-grpc-gzip": lambda: GrpcExporter(endpoint=GRPC, insecure=True, compression=GrpcCompression.Gzip),
    "python-http": lambda: HttpExporter(endpoint=HTTP),
    "python-http-gzip": lambda: HttpExporter(endpoint=HTTP, compression=HttpCompression.Gzip),
}


def attributes(number):
    return {
        "text": f"grüße {number} 🌍",
        "whole": number * 2**33,
        "fraction": number + 0.5,
        "flag": number % 2 == 0,
        "list": ["a", f"b{number}"],
    }


def send(service, exporter):
    provider = TracerProvider(resource=Resource.create({"service.name": service, "team": "clients"}))
    provider.add_span_processor(BatchSpanProcessor(exporter, max_export_batch_size=8))
    tracer = provider.get_tracer("clew.clients", "1")
    with tracer.start_as_current_span("root"):
        for number in range(CHILDREN):
            with tracer.start_as_current_span(f"child {number}", attributes=attributes(number)) as span:
                if number == 7:
                    span.add_event("happened", {"what": "seven"})
                    span.set_status(Status(StatusCode.ERROR, "seven failed"))
    provider.shutdown()


for name, create in EXPORTERS.items():
    send(name, create())
