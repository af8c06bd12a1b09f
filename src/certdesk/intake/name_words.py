"""Words in the names of folders and files that tell something other than whose work it is."""

from __future__ import annotations

import re
import unicodedata


def _plain(text: str) -> str:
    """Return small letters without accents, in which words are compared."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return unicodedata.normalize("NFC", "".join(one for one in apart if not unicodedata.combining(one)))


_NOBODY = frozenset(map(_plain, {
    "portfolio", "portfolios", "eportfolio", "evidence", "file", "files", "document", "documents", "docs", "doc",
    "data", "export", "exports", "upload", "uploads", "submission", "submissions", "new", "folder", "untitled",
    "archive", "archiv", "my", "final", "copy", "of", "work", "works", "material", "materials", "drive", "download",
    "downloads", "takeout", "onedrive", "icloud", "dropbox", "google", "zip", "unzipped", "attachments", "attachment",
    "desktop", "tmp", "temp", "usb", "stick", "inbox", "incoming", "received", "content", "contents", "the", "and",
    "one",
    "mappe", "mein", "meine", "dateien", "datei", "ordner", "neuer", "unterlagen", "nachweise", "kopie", "von",
    "portefeuille", "dossier", "nouveau", "fichiers", "fichier", "mes", "mon", "preuves", "copie", "de", "portafolio",
    "portafolios", "carpeta", "nueva", "archivos", "evidencias", "mi", "mis", "copia", "portfolium", "pasta",
    "arquivos", "documentos", "meu", "cartella", "nuova", "documenti", "prove", "map", "nieuwe", "bestanden",
    "teczka", "nowy", "pliki", "nova", "slozka", "soubory", "портфолио", "папка", "новая", "файлы", "документы", "мои",
    "ملف", "ملفات", "مجلد", "جديد", "الانجاز", "作品集", "新建文件夹", "文件夹", "文件", "资料", "新增資料夾",
    "資料夾", "ポートフォリオ", "新しいフォルダー", "フォルダー", "포트폴리오", "폴더",
}))  # fmt: skip
_DIVISIONS = frozenset(map(_plain, {
    "unit", "week", "lesson", "module", "term", "day", "section", "chapter", "month", "quarter", "semester",
    "standard", "criterion", "domain", "task", "activity", "topic", "year", "cycle",
    "einheit", "woche", "stunde", "modul", "kapitel", "thema", "aufgabe", "semaine", "unite", "seance", "chapitre",
    "tache", "semana", "unidad", "leccion", "tarea", "tema", "unidade", "aula", "modulo", "settimana", "lezione",
    "unita", "lektion", "tydzien", "tyden", "lekce", "урок", "неделя", "раздел", "тема", "модуль", "وحدة", "اسبوع",
    "درس", "单元", "課", "课", "周", "단원", "주차", "wiki", "minggu",
}))  # fmt: skip
_LISTS = frozenset(map(_plain, {
    "list", "candidate", "participant", "student", "teacher", "names", "username", "grades", "gradebook", "roster",
    "register", "classlist", "liste", "teilnehmer", "teilnehmerliste", "namensliste", "noten", "participants",
    "candidats", "notes", "lista", "candidatos", "participantes", "alumnos", "docentes", "calificaciones", "notas",
    "elenco", "partecipanti", "voti", "список", "участники", "قائمة", "الاسماء", "名单", "名簿", "명단", "journal",
}))  # fmt: skip
_PARTICLES = frozenset({
    "de", "da", "do", "dos", "das", "del", "della", "di", "du", "la", "le", "van", "von", "der", "den", "ter", "zu",
    "y", "e", "bin", "bint", "ibn", "al", "el",
})  # fmt: skip
_TABLES = frozenset({"csv", "tsv", "xlsx", "xls", "ods"})


def says_nobody(name: str) -> bool:
    """Whether a name says only that somebody's work is in it, not whose: "Portfolio", "drive-download-2026-001"."""
    words = _words(name)
    if not words:
        return not any(map(str.isalpha, name))  # "2026-11-03", but not "P-9", which is a code
    return all(_is_one_of(word, _NOBODY | _DIVISIONS) for word in words)


def is_division(name: str) -> bool:
    """Whether a name is that of a part of somebody's work: "Unit 2", "Woche 3"."""
    words = [word for word in _words(name) if not _is_one_of(word, _NOBODY)]
    return bool(words) and all(_is_one_of(word, _DIVISIONS) for word in words)


def is_list(file_name: str) -> bool:
    """Whether a file that lies beside folders is no work of anybody: a list of people, or a readme."""
    stem, _dot, ending = file_name.rpartition(".")
    if "".join(_words(stem or file_name)) == "readme":
        return True
    return ending.casefold() in _TABLES and any(_is_one_of(word, _LISTS) for word in _words(stem))


def may_name_a_person(name: str) -> bool:
    """Whether a folder's name looks like a person's: two to four words with capitals, none of which says another thing.

    Small words that names are joined with are not counted: "Maria de Souza".
    """
    whole = unicodedata.normalize("NFC", name)
    words = [word for word in whole.replace(",", " ").split() if word not in _PARTICLES]
    return 2 <= len(words) <= 4 and all(
        word[0].isupper()
        and re.fullmatch(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*\.?", word) is not None
        and not any(_is_one_of(part, _NOBODY | _DIVISIONS | _LISTS) for part in _words(word))
        for word in words
    )


def _is_one_of(word: str, known: frozenset[str]) -> bool:
    return word in known or (word.endswith("s") and word[:-1] in known)


def _words(name: str) -> list[str]:
    """Return words of letters; what is only one Latin letter says nothing."""
    spaced = _plain(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name))
    return [word for word in re.findall(r"[^\W\d_]+", spaced) if len(word) > 1 or not word.isascii()]
