"""Python that finds this on PYTHONPATH may open no connection; every attempt is noted in the file OFFLINE_LOG names.

An audit hook sees what C code asks for as well, cannot be taken out again, and is there before anything is imported.
Sockets between processes of this machine are allowed: workers talk through them.
"""

import os
import sys
from types import FrameType

_LOCAL = 1
"""socket.AF_UNIX; importing `socket` here would import it for a program that does not."""
_FORBIDDEN = {
    *("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo", "socket.gethostbyname"),
    *("socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request", "http.client.connect", "ftplib.connect"),
}


def _note(line: str) -> None:
    log = os.open(os.environ["OFFLINE_LOG"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(log, f"{os.getpid()} {line}\n".encode())
    os.close(log)


def _asks_for_ipv6() -> bool:
    """Return whether urllib3 is being imported, which binds a socket to this machine to see if it knows IPv6.

    spaCy imports it; nothing leaves the machine. It is refused as well, and urllib3 takes that for "no".
    """
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_code.co_name == "_has_ipv6" and "urllib3" in frame.f_code.co_filename:
            return True
        frame = frame.f_back
    return False


def _watch(event: str, args: tuple[object, ...]) -> None:
    remote = event == "socket.__new__" and args[1] != _LOCAL
    if event in _FORBIDDEN and getattr(args[0], "family", None) == _LOCAL:
        return
    if remote or event in _FORBIDDEN:
        caller = sys._getframe(1).f_code
        _note(f"{'probe' if _asks_for_ipv6() else 'attempt'} {event} {caller.co_filename}:{caller.co_name}")
        raise PermissionError(f"{event}: this program opens no connection")


_note("start")
sys.addaudithook(_watch)
