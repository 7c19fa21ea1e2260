"""A mail server of a few lines: it notes what it hears, in capitals, and breaks off where TLS would begin."""

import socket
import threading
from types import TracebackType
from typing import Self


class MailServer:
    """Listens on a free port of this machine for one connection, within a with block."""

    def __init__(self, offers: str = "STARTTLS") -> None:
        self.offers = offers
        self.heard: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self._thread = threading.Thread(target=self._talk)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._thread.join(timeout=10)
        self._socket.close()

    def _talk(self) -> None:
        connection, _address = self._socket.accept()
        with connection, connection.makefile("rw", encoding="utf-8", newline="\r\n") as wire:
            self._answer(wire, "220 here")
            is_body = False
            for line in wire:
                said = line.rstrip("\r\n").upper()
                self.heard.append(said)
                if is_body and said != ".":
                    continue
                is_body = said == "DATA"
                if said.startswith("EHLO"):
                    self._answer(wire, f"250-here\r\n250-AUTH PLAIN\r\n250 {self.offers}")
                elif said == "STARTTLS":
                    self._answer(wire, "220 go ahead")
                    return
                else:
                    self._answer(wire, "354 go on" if is_body else "221 bye" if said == "QUIT" else "250 well")
                if said == "QUIT":
                    return

    def _answer(self, wire: object, words: str) -> None:
        wire.write(words + "\r\n")  # type: ignore[attr-defined]
        wire.flush()  # type: ignore[attr-defined]
