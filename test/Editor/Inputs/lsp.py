"""Speaks the Language Server Protocol with a clangd, for tests.

    with Clangd([command…], folder) as Server:
        File = Server.open("a.cpp")
        File.diagnostics()

Everything that a test waits for has a deadline, so that a clangd which loops is a failure.
"""
import json
import os
import pathlib
import queue
import subprocess
import threading

DEADLINE = 120  # seconds; for a machine that is busy with other tests


class Clangd:
    def __init__(self, Command, Folder, Environment=None):
        self.Folder = pathlib.Path(Folder).resolve()
        self.Log = self.Folder / "clangd.log"
        with open(self.Log, "w") as Log:
            self.Process = subprocess.Popen(
                Command, cwd=self.Folder, env={**os.environ, **(Environment or {})},
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=Log)
        self.Messages = queue.Queue()
        self.Published = {}  # (URI, version) -> diagnostics
        self.Number = 0
        threading.Thread(target=self.read, daemon=True).start()
        self.request("initialize", {
            "processId": os.getpid(), "rootUri": self.Folder.as_uri(),
            "capabilities": {"textDocument": {
                "publishDiagnostics": {"codeActionsInline": True, "relatedInformation": True},
                "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}}},
        })
        self.notify("initialized", {})

    def __enter__(self):
        return self

    def __exit__(self, *Raised):
        self.Process.kill()
        self.Process.wait()

    def shut_down(self):
        """Ends the server as an editor does; returns its exit code."""
        self.request("shutdown", None)
        self.notify("exit", None)
        return self.Process.wait(DEADLINE)

    def read(self):
        Out = self.Process.stdout
        while True:
            Length = None
            while (Line := Out.readline()).strip():
                if Line.lower().startswith(b"content-length:"):
                    Length = int(Line.split(b":")[1])
            if Length is None:
                self.Messages.put(None)
                return
            self.Messages.put(json.loads(Out.read(Length)))

    def send(self, Message):
        Text = json.dumps({"jsonrpc": "2.0", **Message}).encode()
        self.Process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(Text) + Text)
        self.Process.stdin.flush()

    def notify(self, Method, Parameters):
        self.send({"method": Method, "params": Parameters})

    def request(self, Method, Parameters):
        self.Number += 1
        self.send({"id": self.Number, "method": Method, "params": Parameters})
        Reply = self.wait_for(lambda M: M.get("id") == self.Number and "method" not in M)
        assert "error" not in Reply, Reply
        return Reply["result"]

    def wait_for(self, IsIt):
        """The next message that is it; keeps published diagnostics on the way."""
        while True:
            try:
                Message = self.Messages.get(timeout=DEADLINE)
            except queue.Empty:
                raise SystemExit(f"clangd does not answer; its log:\n{self.Log.read_text()[-4000:]}")
            if Message is None:
                raise SystemExit(f"clangd has ended; its log:\n{self.Log.read_text()[-4000:]}")
            if Message.get("method") == "textDocument/publishDiagnostics":
                Parameters = Message["params"]
                Key = Parameters["uri"], Parameters.get("version")
                self.Published[Key] = Parameters["diagnostics"]
            if IsIt(Message):
                return Message

    def open(self, Name):
        return Document(self, self.Folder / Name)


class Document:
    """A file that is open in the editor. Positions are pairs: line and column, from 0."""

    def __init__(self, Server, Path):
        self.Server = Server
        self.Uri = Path.as_uri()
        self.Version = 1
        self.Text = Path.read_text()
        Language = "c" if Path.suffix == ".c" else "cpp"
        Server.notify("textDocument/didOpen", {"textDocument": {
            "uri": self.Uri, "languageId": Language, "version": 1, "text": self.Text}})

    def change(self, Text):
        self.Version += 1
        self.Text = Text
        self.Server.notify("textDocument/didChange", {
            "textDocument": {"uri": self.Uri, "version": self.Version},
            "contentChanges": [{"text": Text}]})

    def diagnostics(self):
        """The diagnostics of the current text."""
        Key = self.Uri, self.Version
        if Key not in self.Server.Published:
            self.Server.wait_for(lambda _: Key in self.Server.Published)
        return self.Server.Published[Key]

    def brief(self):
        """Line (from 1), first and last column, and message of each diagnostic."""
        return [(D["range"]["start"]["line"] + 1, D["range"]["start"]["character"] + 1,
                 D["range"]["end"]["character"], D["message"].splitlines()[0].rstrip(":"))
                for D in self.diagnostics()]

    def position(self, Needle, Offset=0):
        """Where `Needle` stands in the text for the first time."""
        Before = self.Text[: self.Text.index(Needle) + Offset]
        return Before.count("\n"), len(Before) - (Before.rfind("\n") + 1)

    def ask(self, Method, Position, **More):
        Line, Column = Position
        return self.Server.request(f"textDocument/{Method}", {
            "textDocument": {"uri": self.Uri}, "position": {"line": Line, "character": Column}, **More})

    def apply_fix(self, Diagnostic):
        """Applies the only quick fix of a diagnostic."""
        Actions = self.Server.request("textDocument/codeAction", {
            "textDocument": {"uri": self.Uri}, "range": Diagnostic["range"],
            "context": {"diagnostics": [Diagnostic]}})
        Fixes = [A for A in Actions if A.get("kind") == "quickfix"]
        assert len(Fixes) == 1, Actions
        Edits = Fixes[0]["edit"]["changes"][self.Uri]
        Lines = self.Text.splitlines(keepends=True)
        Offset = lambda P: sum(map(len, Lines[: P["line"]])) + P["character"]
        Text = self.Text
        for Edit in sorted(Edits, key=lambda E: Offset(E["range"]["start"]), reverse=True):
            Text = Text[: Offset(Edit["range"]["start"])] + Edit["newText"] + Text[Offset(Edit["range"]["end"]):]
        self.change(Text)
