"""管理加密密钥。 The keys that seal personal data.

    aftercare keys list     which keys there are, and how many values each seals
    aftercare keys rotate   make a new key and seal everything again with it
    aftercare keys reseal   seal again what an older key still seals (after a break)
    aftercare keys forget   drop keys that seal nothing any more (restart and reseal before)

All of it may run beside a working system. After `rotate`, restart web and worker when convenient:
until then they read the new key and still write with the old one; `reseal` afterwards gathers that.
Back the key file up: without its keys the data cannot be read by anybody. A backup taken earlier
needs the keys of its day; it brings them along unless it was made --without-keys.
可在系统运行时执行；rotate 之后重启网站与后台任务，再执行 reseal。请备份密钥文件。
"""

import base64
import json
import os
import secrets
from argparse import ArgumentParser, Namespace

from aftercare.config import doors, home
from aftercare.config.home import Trouble
from aftercare.config.words import Progress, pick, say


def arguments(parser: ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", required=True, metavar="list|rotate|reseal|forget")
    for act, text in (
        ("list", "show the keys in use · 列出密钥"),
        ("rotate", "new key, everything sealed again · 更换密钥并重新加密"),
        ("reseal", "seal the rest again with the newest key · 用最新密钥重新加密"),
        ("forget", "drop keys that seal nothing · 删除不再使用的密钥"),
    ):
        acts.add_parser(act, help=text)


def run(given: Namespace) -> int:
    if given.act in {"rotate", "forget"}:
        _demand_key_file()
    with doors.open_house():
        {"list": _list, "rotate": _rotate, "reseal": _reseal, "forget": _forget}[given.act]()
    return 0


def _demand_key_file() -> None:
    if os.environ.get("AFTERCARE_KEYS"):
        raise Trouble(
            "AFTERCARE_KEYS names the keys: put this new one in front of them everywhere, restart,"
            f" then run `aftercare keys reseal`:\n{_new_key()}\n"
            "密钥由 AFTERCARE_KEYS 指定：请把上面的新密钥放在最前面，重启后运行 keys reseal。"
        )


def _new_key() -> str:
    return base64.urlsafe_b64encode(secrets.token_bytes(32)).decode()


def _change_key_file(encryption: list[str]) -> None:
    from django.conf import settings

    path = home.data_folder() / home.KEY_FILE
    with home.locked(path.with_suffix(".lock"), wait=True):
        kept = json.loads(path.read_text())
        home.write_keys(kept | {"encryption": encryption})
    settings.AFTERCARE_KEYS = encryption


def _rotate() -> None:
    from django.conf import settings

    _change_key_file([_new_key(), *settings.AFTERCARE_KEYS])
    say("A new key is in the key file: back it up.", "新密钥已写入密钥文件，请备份。")
    _reseal()


def _reseal() -> None:
    from aftercare.foundation.privacy.actions import reseal

    progress = Progress(pick("sealed again", "已重新加密"))
    for step in reseal():
        progress.label = step.column
        progress(step.done)
    say("Everything carries the newest key.", "全部数据已使用最新密钥。")


def _list() -> None:
    from aftercare.foundation.privacy.keys import ring
    from aftercare.foundation.privacy.queries import sealed_by_key

    counts = sealed_by_key()
    for number, key in enumerate(ring()):
        role = pick("writes", "当前") if number == 0 else pick("only reads", "只读")
        print(f"{key.id.hex()}  {counts.pop(key.id, 0):>12,}  {role}")
    for key_id, count in counts.items():
        print(f"{key_id.hex()}  {count:>12,}  {pick('MISSING', '缺失')}")


def _forget() -> None:
    from django.conf import settings

    from aftercare.foundation.privacy.keys import ring
    from aftercare.foundation.privacy.queries import sealed_by_key

    counts = sealed_by_key()
    words = list(settings.AFTERCARE_KEYS)
    kept = [
        word
        for number, (word, key) in enumerate(zip(words, ring(), strict=True))
        if number == 0 or counts.get(key.id)
    ]
    _change_key_file(kept)
    say(f"Dropped {len(words) - len(kept)} keys.", f"已删除 {len(words) - len(kept)} 个密钥。")
