"""Moodle's grading worksheet (``mod/assign/feedback/offline``): only grades and feedback comments are filled in.

Its headings are words of the site's language, so they are looked up in many and can be named by whoever knows better.
Moodle compares feedback with what it has and takes an empty cell for "delete", so cells of others are never touched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

from certdesk.core.errors import NotAllowedError
from certdesk.core.fields import shown
from certdesk.core.words import _
from certdesk.exchange.writing_back.raw_table import RawTable, read_raw
from certdesk.exchange.writing_back.told import BackLine, ToldResult, as_html, matched_twice, not_matched

IDENTIFIER, NAME, EMAIL, GRADE, MAXIMUM, MAY_CHANGE, MODIFIED, FEEDBACK = (
    "identifier", "name", "email", "grade", "maximum", "may_change", "modified", "feedback",
)  # fmt: skip
NEEDED = (IDENTIFIER, GRADE)
_WORDS: Mapping[str, str] = {
    IDENTIFIER: "identifier|id|identifikator|identifikation|identifiant|identificador|identificatore|identificatie|"
    "identyfikator|идентификатор|ідентифікатор|المعرف|المعرّف|معرف|识别号|编号|識別碼|"
    "識別子|식별자|tanımlayıcı|kitambulisho|tunniste|azonosító",
    NAME: "full name|name|vollständiger name|nom complet|nombre completo|nome completo|volledige naam|imię i nazwisko|"
    "nazwisko|полное имя|повне ім’я|الاسم الكامل|全名|姓名|フルネーム|성명|tam adı|nama lengkap|jina kamili|teljes név",
    EMAIL: "email address|e-mail address|email|e-mail-adresse|adresse de courriel|courriel|dirección de correo|"
    "correo electrónico|endereço de e-mail|indirizzo email|e-mailadres|adres e-mail|адрес электронной почты|"
    "البريد الإلكتروني|عنوان البريد الإلكتروني|电子邮件地址|メールアドレス|이메일|barua pepe|e-posta adresi",
    GRADE: "grade|mark|bewertung|note|évaluation|calificación|nota|avaliação|valutazione|voto|cijfer|beoordeling|ocena|"
    "оценка|оцінка|الدرجة|التقدير|成绩|分数|成績|評点|評定|성적|not|alama|"
    "daraja|arvosana|osztályzat|karakter|betyg|vurdering",
    MAXIMUM: "maximum grade|maximum mark|beste bewertung|höchstnote|bestmögliche bewertung|note maximale|"
    "calificación máxima|nota máxima|avaliação máxima|voto massimo|valutazione massima|maximum cijfer|maksymalna ocena|"
    "maksimum ocena|максимальная оценка|максимальна оцінка|الدرجة القصوى|الدرجة العظمى|最高分|最高成绩|"
    "評点上限|최고 성적",
    MAY_CHANGE: "grade can be changed|mark can be changed|bewertung kann geändert werden|la note peut être modifiée|"
    "la calificación puede cambiarse|la calificación se puede cambiar|a nota pode ser alterada|"
    "la valutazione può essere modificata|cijfer kan gewijzigd worden|оценка может быть изменена|يمكن تغيير الدرجة",
    MODIFIED: "last modified (grade)|last modified (mark)|zuletzt geändert (bewertung)|dernière modification (note)|"
    "dernière modification (évaluation)|última modificación (calificación)|última modificação (nota)|"
    "última modificação (avaliação)|ultima modifica (valutazione)|laatst gewijzigd (cijfer)|"
    "ostatnio modyfikowane (ocena)|"
    "последнее изменение (оценка)|آخر تعديل (الدرجة)|آخر تعديل (درجة)|最后修改（成绩）|最終更新日時 (評点)",
    FEEDBACK: "feedback comments|feedback als kommentar|feedbackkommentare|commentaires de feedback|"
    "feedback par commentaires|comentarios de retroalimentación|comentarios de realimentación|"
    "comentários de feedback|commenti di feedback|commenti|feedbackopmerkingen|feedback opmerkingen|komentarz zwrotny|"
    "отзыв в виде комментария|отзывы в виде комментариев|коментарі-відгуки|تعليقات التغذية الراجعة|"
    "反馈评论|フィードバックコメント|피드백 댓글|"
    "maoni ya mrejesho|geri bildirim yorumları",
}  # fmt: skip
_NUMBER = re.compile(r"([0-9]{1,19})\D*$")
_NO = frozenset(
    {"no", "nein", "non", "não", "nao", "nee", "nie", "нет", "ні", "لا", "否", "いいえ", "아니오", "hapana", "hayır"}
)


@dataclass(frozen=True, slots=True)
class SheetPlan:
    """What would be written into a worksheet. ``columns`` are those found, by what they are, as numbers from 0."""

    table: RawTable
    columns: Mapping[str, int]
    lines: tuple[BackLine, ...]
    unmatched: tuple[str, ...]
    """Codes of candidates with a released result whom the worksheet does not have."""

    def content(self) -> bytes:
        """Return the worksheet, filled in."""
        return self.table.content()


def find_columns(header: Iterable[str], named: Mapping[str, str] | None = None) -> Mapping[str, int]:
    """Find the columns; ``named`` are headings by what they are, from whoever knows better.

    Raises NotAllowedError where one that is needed is not found, with all headings.
    """
    shown_titles = [" ".join(title.split()) for title in header]
    titles = [_plain(title) for title in shown_titles]
    found: dict[str, int] = {}
    for what, words in _WORDS.items():
        known = {_plain(word) for word in words.split("|")}
        place = next((at for at, title in enumerate(titles) if title in known and at not in found.values()), None)
        if place is not None:
            found[what] = place
    for what, title in (named or {}).items():
        if _plain(title) not in titles:
            raise _no_column(title, shown_titles)
        found[what] = titles.index(_plain(title))
    missing = [what for what in NEEDED if what not in found]
    if missing:
        raise _not_found(missing, shown_titles)
    return found


def plan_sheet(
    untrusted: bytes, name: str, results: Iterable[ToldResult], named: Mapping[str, str] | None = None
) -> SheetPlan:
    """See what would be written into a worksheet. Raises UntrustedFileError, NotAllowedError."""
    table = read_raw(untrusted, name)
    columns = find_columns(table.header, named)
    results = tuple(results)
    known = _by_id(results)
    comma = _writes_commas(table, columns)
    changes: dict[tuple[int, int], str] = {}
    lines, met = [], set()
    for row in range(1, len(table.values)):
        if not any(table.values[row]):
            continue
        where = table.value(row, columns[IDENTIFIER])
        found = _matching(table, row, columns, known)
        line = _line(table, (row, columns), found, comma=comma)
        lines.append(line)
        if line.is_written:
            met.add(found[0].portfolio_id)
            changes[row, columns[GRADE]] = line.written
            if FEEDBACK in columns:
                changes[row, columns[FEEDBACK]] = as_html(found[0])
        elif found:
            met.add(found[0].portfolio_id)
            lines[-1] = replace(line, where=where)
    left = sorted({one.code for many in known.values() for one in many if one.portfolio_id not in met})
    left += [one.code for one in results if not any(_keys(one))]
    return SheetPlan(table.changed(changes), columns, tuple(lines), tuple(left))


def _line(table: RawTable, place: tuple[int, Mapping[str, int]], found: list[ToldResult], *, comma: bool) -> BackLine:
    row, columns = place
    where = table.value(row, columns[IDENTIFIER])
    before = table.value(row, columns[GRADE])
    if not found:
        return BackLine(where, problem=not_matched())
    if len(found) > 1:
        return BackLine(where, problem=matched_twice())
    one = found[0]
    grade = one.grade.replace(".", ",") if comma and _number(one.grade) is not None else one.grade
    if not grade:
        return BackLine(where, one.code, before=before, problem=_("there is no grade to write"))
    if MAY_CHANGE in columns and _plain(table.value(row, columns[MAY_CHANGE])) in _NO:
        return BackLine(where, one.code, before=before, problem=_("Moodle says that this grade can't be changed"))
    most = _number(table.value(row, columns[MAXIMUM])) if MAXIMUM in columns else None
    value = _number(grade)
    if most is not None and value is not None and not 0 <= value <= most:
        text = _("{grade} is not between 0 and {most}, so Moodle would pass it over")
        return BackLine(where, one.code, before=before, problem=text.format(grade=grade, most=f"{most:f}"))
    return BackLine(where, one.code, grade, before)


def _matching(
    table: RawTable, row: int, columns: Mapping[str, int], known: Mapping[tuple[str, str], list[ToldResult]]
) -> list[ToldResult]:
    """Find whom a row is about: by the participant's number, else by e-mail; never by name alone."""
    number = _NUMBER.search(table.value(row, columns[IDENTIFIER]))
    if number and (found := known.get(("submission", number[1].lstrip("0") or "0"))):
        return found
    email = table.value(row, columns[EMAIL]).strip().casefold() if EMAIL in columns else ""
    return known.get(("email", email), []) if email else []


def _by_id(results: Iterable[ToldResult]) -> Mapping[tuple[str, str], list[ToldResult]]:
    found: dict[tuple[str, str], list[ToldResult]] = {}
    for one in results:
        for key in _keys(one):
            found.setdefault(key, []).append(one)
    return found


def _keys(one: ToldResult) -> Iterator[tuple[str, str]]:
    yield from (("submission", value.lstrip("0") or "0") for value in one.ids.get("submission", ()))
    yield from (("email", value.casefold()) for value in one.ids.get("email", ()))


def _writes_commas(table: RawTable, columns: Mapping[str, int]) -> bool:
    """Whether the site writes decimals with a comma, as its highest grades show."""
    places = [columns[what] for what in (MAXIMUM, GRADE) if what in columns]
    return any(
        re.fullmatch(r"\s*[0-9]+,[0-9]+\s*", table.value(row, place))
        for row in range(1, len(table.values))
        for place in places
    )


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None


def _plain(text: str) -> str:
    return " ".join(text.replace("\ufeff", "").split()).casefold()


def _no_column(title: str, titles: list[str]) -> NotAllowedError:
    text = _("The worksheet has no column “{name}”.").format(name=shown(title))
    return NotAllowedError(text, _("It has: {names}.").format(names=", ".join(map(shown, titles))))


def _not_found(missing: list[str], titles: list[str]) -> NotAllowedError:
    text = _("It can't be told which column of the worksheet is which ({missing}).")
    hint = _("Name them: --column grade=HEADING. The worksheet has: {names}.")
    return NotAllowedError(
        text.format(missing=", ".join(missing)), hint.format(names=", ".join(shown(title) for title in titles))
    )
