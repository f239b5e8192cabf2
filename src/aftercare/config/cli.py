"""The command line `aftercare`. Each command's module is imported only when it is called."""

import argparse
import importlib
import os
import signal
import sys
from io import TextIOWrapper

from aftercare.config.home import Trouble, explained

COMMANDS = {
    "run": "start everything: database, web, worker · 启动全部：数据库、网站、后台任务",
    "serve": "start the web server alone · 只启动网站",
    "work": "start a worker alone · 只启动后台任务",
    "migrate": "bring the database to this version · 升级数据库结构",
    "demo": "load the demonstration company · 载入演示公司",
    "admin": "make an administrator who may sign in · 创建管理员",
    "import": "take in cases from XLSX, XLS or CSV · 从表格文件导入",
    "due": "compute due times in working time · 计算工作时间期限",
    "entitlement": "tell what a customer is entitled to · 判断客户权益（三包与保修）",
    "triage": "classify texts and find hazards · 文本分级与安全识别",
    "audit": "verify or export the chained history · 校验或导出审计链",
    "keys": "change the keys that seal personal data · 管理加密密钥",
    "backup": "write database, files and keys to one file · 备份",
    "restore": "bring a backup back · 恢复备份",
    "check": "say whether everything is in order · 检查运行状况",
}
FILES = {"import": "import_cases"}  # a word that Python keeps for itself
INTERRUPTED = 130


def main(words: list[str] | None = None) -> int:
    """Runs one command; returns its exit code: 0 fine, 1 no, 2 called wrongly, 130 interrupted."""
    given = sys.argv[1:] if words is None else words
    _never_at_a_loss_for_a_letter()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "aftercare.config.settings")
    name = given[0] if given else ""
    if name not in COMMANDS:
        return _introduce(given)
    try:
        module = importlib.import_module(f"aftercare.config.commands.{FILES.get(name, name)}")
        parser = argparse.ArgumentParser(
            prog=f"aftercare {name}",
            description=module.__doc__,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        module.arguments(parser)
        return int(module.run(parser.parse_args(given[1:])))
    except KeyboardInterrupt:
        # Python takes an interrupt within exec() of a text (dataclasses are made so) for one that
        # nobody caught, until the next such text: it would end by the signal, not with our code.
        exec("")  # noqa: S102
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except (Trouble, OSError) as error:
        print(explained(error), file=sys.stderr)
        return 1


def _never_at_a_loss_for_a_letter() -> None:
    """A terminal that lacks a character (GBK has no ✓) shows another instead of a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _introduce(given: list[str]) -> int:
    if given == ["--version"]:
        print(f"aftercare {_version()}")
        return 0
    parser = argparse.ArgumentParser(
        prog="aftercare",
        description="安心售后 aftercare: after-sales service · 售后服务管理",
        epilog="aftercare COMMAND --help says more · 查看各命令的帮助",
    )
    parser.add_argument("--version", action="store_true", help="say the version and stop · 版本")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, text in COMMANDS.items():
        commands.add_parser(name, help=text)
    if not given:
        parser.print_help()
        return 2
    parser.parse_args(given)
    return 2


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version  # costs more than most commands

    try:
        return version("aftercare")
    except PackageNotFoundError:
        return "(not installed)"


if __name__ == "__main__":
    raise SystemExit(main())
