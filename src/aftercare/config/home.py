"""Where an installation keeps what is its own: the data folder, its keys and its locks.

Standard library only: every command, also one that needs no database, starts here.
"""

import base64
import fcntl
import hashlib
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parents[1]
PROJECT = PACKAGE.parents[1]
KEY_FILE = "keys.json"


class Trouble(Exception):
    """What went wrong and what would be right, for the person at the command line.

    Said in both languages: a server's terminal rarely knows who reads it.
    """

    def __init__(self, english: str, chinese: str = "") -> None:
        super().__init__("\n".join(filter(None, (english, chinese))))


class Busy(Trouble):
    """Another process holds the lock."""


def explained(error: Trouble | OSError) -> str:
    """What the command line says instead of a traceback."""
    if isinstance(error, Busy):
        return f"Another aftercare is at work here: {error}\n另一个 aftercare 正在运行：{error}"
    if isinstance(error, PermissionError):
        return (
            f"No permission for {error.filename}. It may belong to another user (root?).\n"
            f"没有权限访问 {error.filename}，它可能属于另一个用户（root？）。"
        )
    if isinstance(error, OSError):
        why = f"{error.strerror or error}{f' ({error.filename})' if error.filename else ''}"
        return f"The system refuses: {why}\n系统拒绝了操作：{why}"
    return str(error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """What signs, seals and finds.

    `secret` signs sessions and links; `encryption` seals personal data, newest first; `index`
    makes the blind indexes. The last two are URL-safe base64 of 32 bytes.
    """

    secret: str
    encryption: tuple[str, ...]
    index: str


def from_checkout() -> bool:
    return PACKAGE.parent.name == "src" and (PROJECT / "pyproject.toml").is_file()


def data_folder() -> Path:
    """`AFTERCARE_DATA`, or `.data` of a checkout, or the user's folder for application data."""
    if named := os.environ.get("AFTERCARE_DATA"):
        return Path(named).expanduser().absolute()
    if from_checkout():
        return PROJECT / ".data"
    share = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(share).expanduser().absolute() / "aftercare"


def make_data_folder() -> Path:
    """Returns the data folder, made if need be and certainly writable."""
    folder = data_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise Trouble(
            f"The data folder {folder} is not writable ({error.strerror}).\n"
            f"Name another with AFTERCARE_DATA, or give this user the right to write there.\n"
            f"数据目录 {folder} 不可写，请用 AFTERCARE_DATA 指定其他目录或修改权限。"
        ) from None
    return folder


def derived_key(secret: str, purpose: str) -> str:
    """A key of 32 bytes in URL-safe base64, always the same for the same secret and purpose."""
    key = hashlib.scrypt(secret.encode(), salt=f"aftercare.{purpose}".encode(), n=2**12, r=8, p=1)
    return base64.urlsafe_b64encode(key[:32]).decode()


def read_keys() -> Keys | None:
    """The keys in force; the environment goes before the key file. None before the first start."""
    kept: dict[str, Any] = {}
    with suppress(FileNotFoundError):
        kept = json.loads((data_folder() / KEY_FILE).read_text())
    secret = os.environ.get("AFTERCARE_SECRET_KEY") or kept.get("secret")
    if not secret:
        return None
    named = os.environ.get("AFTERCARE_KEYS", "").replace(",", " ").split()
    return Keys(
        secret=secret,
        encryption=tuple(named or kept.get("encryption") or [derived_key(secret, "seal")]),
        index=os.environ.get("AFTERCARE_INDEX_KEY")
        or kept.get("index")
        or derived_key(secret, "index"),
    )


def write_keys(kept: dict[str, Any]) -> None:
    """Replaces the key file in one step; only its owner may read it."""
    path = data_folder() / KEY_FILE
    draft = path.with_name(f"{KEY_FILE}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump(kept, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def make_keys() -> Keys:
    """The keys in force, made and kept in the data folder on the first start.

    A secret that somebody keeps in the environment is not ours to copy to a disk: then the file
    holds only the keys derived from it, so that the data stays readable should the secret change.
    """
    path = make_data_folder() / KEY_FILE
    with locked(path.with_suffix(".lock"), wait=True):
        kept = json.loads(path.read_text()) if path.exists() else {}
        named = os.environ.get("AFTERCARE_SECRET_KEY", "")
        root = named or secrets.token_urlsafe(48)
        wanted = {
            "encryption": [derived_key(root, "seal")],
            "index": derived_key(root, "index"),
        } | ({} if named else {"secret": secrets.token_urlsafe(48)})
        if wanted.keys() - kept.keys():
            write_keys(wanted | kept)
    keys = read_keys()
    if keys is None:
        raise Trouble(f"{path} holds no keys.", f"密钥文件 {path} 中没有密钥。")
    return keys


def keys_to_keep() -> dict[str, Any]:
    """What a backup must hold to be readable elsewhere; no secret of somebody's environment."""
    current = make_keys()
    kept: dict[str, Any] = json.loads((data_folder() / KEY_FILE).read_text())
    return kept | {"encryption": list(current.encryption), "index": current.index}


@contextmanager
def locked(path: Path, *, wait: bool = False, shared: bool = False) -> Iterator[int]:
    """Holds a lock that the system itself lifts when this process ends, however it ends.

    Raises Busy with the holder's note when somebody else holds it and `wait` is false.
    """
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    try:
        try:
            fcntl.flock(descriptor, kind if wait else kind | fcntl.LOCK_NB)
        except BlockingIOError:
            note = os.pread(descriptor, 200, 0).decode(errors="replace").strip()
            raise Busy(note) from None
        yield descriptor
    finally:
        os.close(descriptor)
