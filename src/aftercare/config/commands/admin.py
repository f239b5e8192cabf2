"""创建可以登录的管理员。 Makes an administrator who may sign in, or resets a lost password.

The password is asked for, or read from one line of standard input.
密码在终端输入，或从标准输入读取一行。
"""

import getpass
import sys
from argparse import ArgumentParser, Namespace
from datetime import UTC, datetime

from aftercare.config import doors
from aftercare.config.home import Trouble
from aftercare.config.words import pick, say


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("name", help="the sign-in name · 登录名")
    parser.add_argument("--display-name", default="", help="the name that others see · 显示名")
    parser.add_argument(
        "--reset-password", action="store_true", help="of a user who is there · 重设已有用户的密码"
    )


def run(given: Namespace) -> int:
    with doors.open_house():
        from aftercare.config.furnish import furnish
        from aftercare.foundation.actor import SYSTEM
        from aftercare.foundation.errors import Refusal
        from aftercare.foundation.identity.actions import create_user, reset_password
        from aftercare.foundation.identity.queries import users

        now = datetime.now(UTC)
        furnish()
        password = _password()
        try:
            if given.reset_password:
                found = [
                    u for u in users(actor=SYSTEM, text=given.name) if u.username == given.name
                ]
                if not found:
                    raise Trouble(f"There is no user {given.name}. 没有这个用户。")
                reset_password(actor=SYSTEM, user_id=found[0].id, password=password, now=now)
            else:
                create_user(
                    actor=SYSTEM,
                    username=given.name,
                    display_name=given.display_name,
                    password=password,
                    role_codes=["administrator"],
                    must_change_password=False,
                    now=now,
                )
        except Refusal as refusal:
            raise Trouble(str(refusal)) from None
    say(f"{given.name} may sign in.", f"{given.name} 可以登录了。")
    return 0


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    first = getpass.getpass(pick("Password: ", "密码："))
    if getpass.getpass(pick("Again: ", "再输一次：")) != first:
        raise Trouble("The two differ. 两次输入不一致。")
    return first
