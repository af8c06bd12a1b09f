"""The rules of the house that linters can't say. CI runs the import contracts by themselves as well."""

from __future__ import annotations

import ast
import gc
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SOURCE = REPOSITORY / "src" / "certdesk"
MODULES = sorted(SOURCE.rglob("*.py"))

NETWORK = {
    "aiohttp", "asyncio", "ftplib", "http", "httpx", "imaplib", "poplib", "requests", "smtplib", "socket",
    "socketserver", "ssl", "telnetlib", "urllib", "urllib3", "websockets", "xmlrpc",
    "PySide6.QtNetwork", "PySide6.QtWebEngineCore", "PySide6.QtWebEngineWidgets", "PySide6.QtWebSockets",
}  # fmt: skip
ONLY_IN = {
    "PySide6": "ui",
    "shiboken6": "ui",
    "reportlab": "reports",
    "sqlite3": "store",
    "pysqlite3": "store",
    "sqlite_utils": "store",
    "pyhanko": "signing",
}


@pytest.fixture(scope="module", autouse=True)
def trees_grow_undisturbed() -> Iterator[None]:
    """Millions of nodes that all live on: looking through them for garbage took longer than reading the source."""
    gc.disable()
    yield
    all_nodes.cache_clear()
    tree_of.cache_clear()
    gc.enable()


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


@cache
def all_nodes(path: Path) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree_of(path)))


def nodes(path: Path, *kinds: type[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in all_nodes(path) if isinstance(node, kinds))


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(path: Path) -> Iterator[str]:
    """Every module that is imported anywhere in a file, and what is taken out of it."""
    for node in nodes(path, ast.Import, ast.ImportFrom):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_within(module: str, package: str) -> bool:
    return module == package or module.startswith(f"{package}.")


def test_imports_point_downwards():
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_command_line_starts_without_qt():
    code = "import certdesk.cli, sys; print([name for name in sys.modules if name.startswith(('PySide6', 'shiboken'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout.strip(), done.stderr) == ("[]", "")


def test_nobody_opens_a_network_connection():
    assert not [
        (name_of(path), module)
        for path in MODULES
        for module in imported(path)
        if any(is_within(module, banned) for banned in NETWORK)
    ]


def test_each_library_has_its_one_place():
    assert not [
        (name_of(path), module)
        for path in MODULES
        for module in imported(path)
        for library, place in ONLY_IN.items()
        if is_within(module, library) and name_of(path).split("/")[0].removesuffix(".py") != place
    ]


@pytest.mark.parametrize("path", [path for path in MODULES if path.name == "__init__.py"], ids=name_of)
def test_an_init_only_says_what_its_package_is_for(path):
    [docstring] = tree_of(path).body
    assert isinstance(docstring, ast.Expr)
    assert isinstance(docstring.value, ast.Constant)
    assert len(str(docstring.value.value)) > 20


def test_files_stay_small():
    assert not [name_of(path) for path in MODULES if path.read_text(encoding="utf-8").count("\n") > 400]


def test_functions_stay_small():
    assert not [
        (name_of(path), node.name)
        for path in MODULES
        for node in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef)
        if node.end_lineno - node.lineno >= 60
    ]


def test_only_the_command_line_prints():
    assert not [
        (name_of(path), call.lineno)
        for path in MODULES
        if not name_of(path).startswith(("cli.py", "cli/"))
        for call in nodes(path, ast.Call)
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]


@cache
def our_errors() -> frozenset[str]:
    """CertDeskError and everything that is made from it, anywhere in the source."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in MODULES
        for node in nodes(path, ast.ClassDef)
    }
    found = {"CertDeskError"}
    while more := {name for name in bases if bases[name] & found} - found:
        found |= more
    return frozenset(found)


def test_the_list_of_our_errors_is_not_empty():
    assert our_errors() >= {"StorageError", "NotAllowedError", "UntrustedFileError"}


def test_what_an_error_says_can_be_translated():
    assert not [
        f"{name_of(path)}:{call.lineno}: {ast.unparse(told)}"
        for path in MODULES
        for scope in nodes(path, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)
        for call in errors_made_in(scope)
        for told in [*call.args[:2], *(keyword.value for keyword in call.keywords if keyword.arg == "hint")]
        if not passed_on(told, scope)
    ]


def errors_made_in(scope: ast.AST) -> list[ast.Call]:
    calls = (node for node in ast.walk(scope) if isinstance(node, ast.Call))
    return [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in our_errors()]


def passed_on(told: ast.expr, scope: ast.AST) -> bool:
    """Whether a text went through ``_`` or ``ngettext``, or is not ours, such as an argument or another's sentence."""
    match told:
        case ast.Constant(value=str(text)):
            return not any(letter.isalpha() for letter in text)
        case ast.JoinedStr(values=parts):
            return all(passed_on(part, scope) for part in parts)
        case ast.FormattedValue(value=part) | ast.Call(func=ast.Attribute(value=part)):
            return passed_on(part, scope)
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, right=other):
            return passed_on(one, scope) and passed_on(other, scope)
        case ast.Name(id=name):
            return all(passed_on(value, scope) for value in assigned(name, scope))
    return True


def assigned(name: str, scope: ast.AST) -> Iterator[ast.expr]:
    """Every value that a name gets in a function, other than from itself."""
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign) and any(isinstance(at, ast.Name) and at.id == name for at in node.targets):
            used = {part.id for part in ast.walk(node.value) if isinstance(part, ast.Name)}
            if name not in used:
                yield node.value


BARE = 'raise StorageError(f"The disk {name} is full.")'
MARKED = 'text = _("Full: {name}")\ntext = text.format(name=name)\nraise StorageError(text, _("Make room."))'


@pytest.mark.parametrize(("code", "well"), [(BARE, False), (MARKED, True), ("StorageError(told)", True)])
def test_the_rule_about_words_knows_right_from_wrong(code, well):
    tree = ast.parse(code)
    [call] = [
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "StorageError"
    ]
    assert all(passed_on(told, tree) for told in call.args) == well


# Where the work was done, and who hands out packages: neither is anybody's business. In pieces, so that this very
# file doesn't hold what it looks for.
PLACES = re.compile(
    r"/(?:work)/\w|/(?:root)/\w|/(?:home)/(?!pupil|user|teacher|amara|someone)\w|/tmp/(?:team)"
    r"|\b(?:pypi|npmjs|pythonhosted|artifactory|crates)\.(?:org|com|io|net)\b|--(?:extra-)?index-url[ =]"
    r"|--trusted-host[ =]",
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    try:
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPOSITORY, capture_output=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return [REPOSITORY / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_tells_where_it_was_made():
    found = []
    for path in tracked():
        if not path.is_file():
            continue
        content = path.read_bytes()
        if b"\0" in content[:8192]:
            continue
        for number, line in enumerate(content.decode("utf-8", "replace").splitlines(), 1):
            if PLACES.search(line):
                found.append(f"{path.relative_to(REPOSITORY)}:{number}: {line.strip()[:100]}")
    assert not found


def test_no_file_is_a_link_out_of_the_repository():
    assert not [path for path in tracked() if path.is_symlink() and not path.resolve().is_relative_to(REPOSITORY)]
