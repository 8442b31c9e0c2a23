#!/usr/bin/python3
"""A collector of OpenTelemetry's protocol over HTTP that decodes with Google's protobuf library.

    otlp_collector.py PROTOS [ANSWER...]

The first line of standard output is its port; then one line of JSON for each request:
{"path", "type", "headers", "message"}, or "problem" where it cannot be decoded. ANSWERs are
given one after the other, then 200: a status such as 503, 503:2 with Retry-After in seconds,
or partial:3 (200, of which three spans were rejected). Ends with its standard input.
"""
import gzip
import http.server
import json
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

GENERATED = tempfile.TemporaryDirectory()
PROTOS = Path(sys.argv[1])
subprocess.run(["protoc", f"--proto_path={PROTOS}", f"--python_out={GENERATED.name}",
                *(str(path) for path in sorted(PROTOS.rglob("*.proto")))], check=True)
sys.path.insert(0, GENERATED.name)

from google.protobuf import json_format  # noqa: E402
from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as metrics  # noqa: E402
from opentelemetry.proto.collector.trace.v1 import trace_service_pb2 as trace  # noqa: E402

REQUESTS = {"/v1/traces": trace.ExportTraceServiceRequest, "/v1/metrics": metrics.ExportMetricsServiceRequest}
ANSWERS = list(sys.argv[2:])
LOCK = threading.Lock()


def hexed(node):
    """Ids as hexadecimal: the library writes bytes in base 64."""
    import base64
    if isinstance(node, list):
        return [hexed(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: base64.b64decode(value).hex() if key in ("traceId", "spanId", "parentSpanId") else hexed(value)
            for key, value in node.items()}


def unhexed(node):
    """The other way: OTLP's JSON has ids in hexadecimal."""
    import base64
    if isinstance(node, list):
        return [unhexed(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {key: base64.b64encode(bytes.fromhex(value)).decode() if key in ("traceId", "spanId", "parentSpanId")
            else unhexed(value) for key, value in node.items()}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        told = {"path": self.path, "type": self.headers["Content-Type"],
                "headers": {name.lower(): value for name, value in self.headers.items()}}
        try:
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            message = REQUESTS[self.path]()
            if told["type"] == "application/json":
                json_format.ParseDict(unhexed(json.loads(body)), message)  # refuses unknown fields
            else:
                message.ParseFromString(body)
                if message.SerializeToString(deterministic=True) and list(message.UnknownFields()):
                    raise ValueError("unknown fields")
            told["message"] = hexed(json_format.MessageToDict(message))
        except Exception as problem:
            told["problem"] = repr(problem)
        with LOCK:
            answer = ANSWERS.pop(0) if ANSWERS else "200"
            told["answer"] = answer
            print(json.dumps(told), flush=True)
        self.answer(answer)

    def answer(self, answer):
        kind, _, more = answer.partition(":")
        body = b""
        status = 200 if kind == "partial" else int(kind)
        if kind == "partial":
            body = trace.ExportTraceServiceResponse(partial_success=trace.ExportTracePartialSuccess(
                rejected_spans=int(more), error_message="too old")).SerializeToString()
        self.send_response(status)
        if more and kind != "partial":
            self.send_header("Retry-After", more)
        self.send_header("Content-Type", "application/x-protobuf")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_address[1], flush=True)
threading.Thread(target=server.serve_forever, daemon=True).start()
sys.stdin.read()
server.shutdown()
