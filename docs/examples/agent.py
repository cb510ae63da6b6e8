#!/usr/bin/env python3
"""An agent for Tandem in plain Python: takes inbound calls by webhook, steers each over a WebSocket.

    python3 docs/examples/agent.py --listen 127.0.0.1:9000 --tandem ws://127.0.0.1:8080
    java -jar target/tandem.jar serve --handler http://127.0.0.1:9000/invite     # and remove the demo route, or call sip:agent@…

For every call it rings, answers with voice activity detection, plays a prompt, lets the caller interrupt it, hangs up at `#`,
and prints each event. Standard library only; RFC 6455 is small enough to speak by hand.
"""
import argparse
import base64
import http.server
import json
import os
import socket
import ssl
import struct
import threading
import urllib.parse


class WebSocket:
    """A WebSocket client: text out, text in; answers pings. One thread reads, any thread may send."""

    TEXT, CLOSE, PING, PONG = 1, 8, 9, 10

    def __init__(self, url, token=""):
        parts = urllib.parse.urlsplit(url)
        secure = parts.scheme == "wss"
        port = parts.port or (443 if secure else 80)
        self.socket = socket.create_connection((parts.hostname, port), timeout=10)
        if secure:
            self.socket = ssl.create_default_context().wrap_socket(self.socket, server_hostname=parts.hostname)
        target = parts.path + ("?" + parts.query if parts.query else "")
        lines = [
            f"GET {target} HTTP/1.1",
            f"Host: {parts.netloc}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: " + base64.b64encode(os.urandom(16)).decode(),
        ]
        if token:
            lines.append(f"Authorization: Bearer {token}")
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.reader = self.socket.makefile("rb")
        status = self.reader.readline().decode().strip()
        while self.reader.readline() not in (b"\r\n", b""):
            pass
        if " 101 " not in status + " ":
            raise ConnectionError(f"{url}: {status} (expected: 101 Switching Protocols)")
        self.socket.settimeout(None)
        self.lock = threading.Lock()

    def send(self, payload, opcode=TEXT):
        """Sends one frame; what a client sends is masked (RFC 6455 §5.3)."""
        mask = os.urandom(4)
        length = len(payload)
        head = bytes([0x80 | opcode])
        if length < 126:
            head += bytes([0x80 | length])
        elif length < 65536:
            head += bytes([0x80 | 126]) + struct.pack("!H", length)
        else:
            head += bytes([0x80 | 127]) + struct.pack("!Q", length)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        with self.lock:
            self.socket.sendall(head + mask + masked)

    def messages(self):
        """Yields text messages until the server closes."""
        text = b""
        while True:
            head = self.reader.read(2)
            if len(head) < 2:
                return
            opcode, length = head[0] & 0x0F, head[1] & 0x7F
            if length == 126:
                length = struct.unpack("!H", self.reader.read(2))[0]
            elif length == 127:
                length = struct.unpack("!Q", self.reader.read(8))[0]
            payload = self.reader.read(length)
            if opcode == self.CLOSE:
                self.send(payload, self.CLOSE)
                return
            if opcode == self.PING:
                self.send(payload, self.PONG)
            elif opcode in (0, self.TEXT):
                text += payload
                if head[0] & 0x80:
                    yield text.decode()
                    text = b""


def steer(options, invite):
    """One call: attaches to it, answers it, reacts to its events."""
    query = urllib.parse.urlencode({"id": invite["dialogId"]})
    call = WebSocket(f"{options.tandem}/call/sip?{query}", options.token)

    def command(name, **fields):
        call.send(json.dumps({"command": name, **fields}).encode())

    print(f"call from {invite['caller']} to {invite['callee']}", flush=True)
    command("ringing")
    command("accept", option={"vad": {"type": "silero", "silencePadding": 500}})
    playing = None
    for message in call.messages():
        event = json.loads(message)
        print(message, flush=True)
        kind = event["event"]
        if kind == "answer":
            command("play", url=options.play, playId="greeting")
        elif kind == "trackStart":
            playing = event.get("playId", playing)
        elif kind == "trackEnd" and event.get("playId") == playing:
            playing = None
        elif kind == "speaking" and playing:
            command("interrupt", fadeOutMs=100)  # barge-in
        elif kind == "dtmf" and event["digit"] == "#":
            command("hangup")
    print("call over", flush=True)


class Webhook(http.server.BaseHTTPRequestHandler):
    """Accepts invitations: answers 200 at once, and steers the call on a thread of its own."""

    options = None

    def do_POST(self):
        invite = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()
        threading.Thread(target=steer, args=(self.options, invite), daemon=True).start()

    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--listen", default="127.0.0.1:9000", help="host:port of the webhook; port 0 = any")
    parser.add_argument("--tandem", default="ws://127.0.0.1:8080", help="base URL of the server")
    parser.add_argument("--token", default=os.environ.get("TANDEM_HTTP_TOKEN", ""), help="token of the server")
    parser.add_argument("--play", default="tandem:greeting", help="http(s) URL, file of a prompt folder, or tandem: source")
    options = parser.parse_args()
    Webhook.options = options
    host, port = options.listen.rsplit(":", 1)
    server = http.server.ThreadingHTTPServer((host, int(port)), Webhook)
    print(f"webhook: http://{host}:{server.server_address[1]}/invite", flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
