"""Who may come in: the address of the app, the one-time key in it, and the password of a shared one.

The assumption: whoever reads the terminal, or sees the browser that we opened, is the person. On any
other address than this computer's own, a password stands in front.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import socket
from dataclasses import dataclass, field

from myotwitch.refusal import Door, Refusal

__all__ = ["LOCAL", "Doors"]

LOCAL = "127.0.0.1"
_OWN_NAMES = ("127.0.0.1", "localhost", "[::1]")
_SHORTEST_PASSWORD = 8
_WRONG_PASSWORDS = 20


def _secret() -> str:
    return secrets.token_urlsafe(24)


@dataclass
class Doors:
    """One running app's address and secrets.

    key opens the app once; after that the browser's own cookie does. api_key is for programs.
    Raises Refusal (USAGE) for an address beyond this computer without a password.
    """

    port: int
    host: str = LOCAL
    password: str | None = field(default=None, repr=False)
    key: str = field(default_factory=_secret, repr=False)
    api_key: str = field(default_factory=_secret, repr=False)
    wrong: int = 0

    def __post_init__(self) -> None:
        if not self.is_local and len(self.password or "") < _SHORTEST_PASSWORD:
            told = "no password" if not self.password else f"a password of {len(self.password)} letters"
            raise Refusal(
                f"--host {self.host} opens the app to other computers, with {told}.",
                allowed=f"a password of at least {_SHORTEST_PASSWORD} letters.",
                next_step="set MYOTWITCH_PASSWORD and start again, or leave out --host.", door=Door.USAGE,
            )  # fmt: skip

    @property
    def is_local(self) -> bool:
        """Whether only this computer can reach the app."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    @property
    def address(self) -> str:
        """Where a browser finds the app, without any key."""
        shown = LOCAL if self.host in ("0.0.0.0", "::") else self.host
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{self.port}/"

    def opening(self) -> str:
        """The address with its one-time key."""
        return f"{self.address}?key={self.key}"

    def takes_key(self, told: str) -> bool:
        """Whether a told key opens the app; it does so once."""
        if not self.key or not hmac.compare_digest(told.encode(), self.key.encode()):
            return False
        self.key = ""
        return True

    def takes_password(self, told: str) -> bool:
        """Whether a told password opens the app. After too many wrong ones, none does."""
        if self.password is None or self.wrong >= _WRONG_PASSWORDS:
            return False
        if hmac.compare_digest(told.encode(), self.password.encode()):
            return True
        self.wrong += 1
        return False

    def takes_api_key(self, told: str) -> bool:
        """Whether a program's key is right."""
        return hmac.compare_digest(told.encode(), self.api_key.encode())

    def knows_host(self, told: str) -> bool:
        """Whether a request names this app in its Host header; a rebound name of someone else does not."""
        name, _, port = told.rpartition(":") if not told.endswith("]") else (told, "", "")
        name, port = (told, "") if not name else (name, port)
        if port and port != str(self.port):
            return False
        if name.lower() in _OWN_NAMES:
            return True
        if self.is_local:
            return False
        try:  # a number cannot be rebound
            ipaddress.ip_address(name.strip("[]"))
            return True
        except ValueError:
            return name.lower() in (self.host.lower(), socket.gethostname().lower())
