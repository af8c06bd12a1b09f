"""The file formats that are known by name: what kind each is, its MIME type and the extensions it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from certdesk.core.words import N_


class Kind(StrEnum):
    """What a person would call a file, which decides the viewer."""

    PDF = "pdf"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    TEXT = "text"
    MARKDOWN = "markdown"
    DOCUMENT = "document"
    SLIDES = "slides"
    SHEET = "sheet"
    WEB = "web"
    ARCHIVE = "archive"
    EMPTY = "empty"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Format:
    """One file format."""

    name: str
    kind: Kind
    mime: str
    extensions: tuple[str, ...]


FORMATS = (
    Format("PDF", Kind.PDF, "application/pdf", ("pdf",)),
    Format("JPEG", Kind.IMAGE, "image/jpeg", ("jpg", "jpeg", "jpe", "jfif", "mpo")),
    Format("PNG", Kind.IMAGE, "image/png", ("png", "apng")),
    Format("GIF", Kind.IMAGE, "image/gif", ("gif",)),
    Format("WebP", Kind.IMAGE, "image/webp", ("webp",)),
    Format("BMP", Kind.IMAGE, "image/bmp", ("bmp", "dib")),
    Format("TIFF", Kind.IMAGE, "image/tiff", ("tif", "tiff")),
    Format("HEIC", Kind.IMAGE, "image/heic", ("heic", "heif", "hif")),
    Format("AVIF", Kind.IMAGE, "image/avif", ("avif", "avifs")),
    Format("JPEG 2000", Kind.IMAGE, "image/jp2", ("jp2", "j2k", "jpf", "jpx", "jpc")),
    Format("PNM", Kind.IMAGE, "image/x-portable-anymap", ("pnm", "ppm", "pgm", "pbm", "pfm")),
    Format("ICO", Kind.IMAGE, "image/vnd.microsoft.icon", ("ico",)),
    Format("PSD", Kind.IMAGE, "image/vnd.adobe.photoshop", ("psd",)),
    Format("SVG", Kind.IMAGE, "image/svg+xml", ("svg",)),
    Format(
        N_("camera raw"),
        Kind.IMAGE,
        "image/x-raw",
        ("dng", "cr2", "cr3", "nef", "nrw", "arw", "sr2", "raf", "orf", "rw2", "pef", "srw", "raw"),
    ),
    Format("TGA", Kind.IMAGE, "image/x-tga", ("tga", "icb", "vda", "vst")),
    Format("PCX", Kind.IMAGE, "image/x-pcx", ("pcx",)),
    Format("SGI", Kind.IMAGE, "image/sgi", ("sgi", "rgb", "rgba", "bw")),
    Format("QOI", Kind.IMAGE, "image/qoi", ("qoi",)),
    Format("DDS", Kind.IMAGE, "image/vnd.ms-dds", ("dds",)),
    Format("ICNS", Kind.IMAGE, "image/x-icns", ("icns",)),
    Format("CUR", Kind.IMAGE, "image/x-cursor", ("cur",)),
    Format("EPS", Kind.IMAGE, "application/postscript", ("eps", "ps", "epsf")),
    Format("FITS", Kind.IMAGE, "image/fits", ("fits", "fit")),
    Format("BLP", Kind.IMAGE, "image/x-blp", ("blp",)),
    Format("FLI", Kind.IMAGE, "video/x-fli", ("fli", "flc")),
    Format("JPEG XL", Kind.IMAGE, "image/jxl", ("jxl",)),
    Format("WMF", Kind.IMAGE, "image/wmf", ("wmf",)),
    Format("EMF", Kind.IMAGE, "image/emf", ("emf",)),
    Format("MP4", Kind.VIDEO, "video/mp4", ("mp4", "m4v", "f4v")),
    Format("QuickTime", Kind.VIDEO, "video/quicktime", ("mov", "qt")),
    Format("3GP", Kind.VIDEO, "video/3gpp", ("3gp", "3g2", "3gpp")),
    Format("Matroska", Kind.VIDEO, "video/x-matroska", ("mkv", "mka", "mk3d")),
    Format("WebM", Kind.VIDEO, "video/webm", ("webm", "weba")),
    Format("AVI", Kind.VIDEO, "video/x-msvideo", ("avi", "divx")),
    Format("WMV", Kind.VIDEO, "video/x-ms-asf", ("wmv", "asf", "wma")),
    Format("FLV", Kind.VIDEO, "video/x-flv", ("flv",)),
    Format("MPEG", Kind.VIDEO, "video/mpeg", ("mpg", "mpeg", "vob", "mpe", "m2v", "dat")),
    Format("MPEG-TS", Kind.VIDEO, "video/mp2t", ("ts", "mts", "m2ts", "m2t", "tod")),
    Format(N_("Ogg video"), Kind.VIDEO, "video/ogg", ("ogv", "ogg", "ogx")),
    Format("DV", Kind.VIDEO, "video/dv", ("dv", "dif")),
    Format("MP3", Kind.AUDIO, "audio/mpeg", ("mp3", "mp2", "mpga")),
    Format("WAV", Kind.AUDIO, "audio/wav", ("wav", "wave")),
    Format("FLAC", Kind.AUDIO, "audio/flac", ("flac",)),
    Format("M4A", Kind.AUDIO, "audio/mp4", ("m4a", "m4b", "mp4")),
    Format(N_("Ogg audio"), Kind.AUDIO, "audio/ogg", ("ogg", "oga", "opus", "spx")),
    Format("AAC", Kind.AUDIO, "audio/aac", ("aac",)),
    Format("AMR", Kind.AUDIO, "audio/amr", ("amr", "awb")),
    Format("RealMedia", Kind.VIDEO, "application/vnd.rn-realmedia", ("rm", "rmvb", "ra")),
    Format("MXF", Kind.VIDEO, "application/mxf", ("mxf",)),
    Format("Monkey's Audio", Kind.AUDIO, "audio/x-ape", ("ape",)),
    Format("AU", Kind.AUDIO, "audio/basic", ("au", "snd")),
    Format("AC-3", Kind.AUDIO, "audio/ac3", ("ac3", "eac3", "ec3")),
    Format("CAF", Kind.AUDIO, "audio/x-caf", ("caf",)),
    Format("Musepack", Kind.AUDIO, "audio/musepack", ("mpc", "mp+", "mpp")),
    Format("AIFF", Kind.AUDIO, "audio/aiff", ("aif", "aiff", "aifc")),
    Format(
        "DOCX",
        Kind.DOCUMENT,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx", "docm", "dotx", "dotm"),
    ),
    Format("DOC", Kind.DOCUMENT, "application/msword", ("doc", "dot")),
    Format("ODT", Kind.DOCUMENT, "application/vnd.oasis.opendocument.text", ("odt", "ott")),
    Format("RTF", Kind.DOCUMENT, "application/rtf", ("rtf", "doc")),
    Format("EPUB", Kind.DOCUMENT, "application/epub+zip", ("epub",)),
    Format(
        "PPTX",
        Kind.SLIDES,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ("pptx", "pptm", "ppsx", "ppsm", "potx", "potm"),
    ),
    Format("PPT", Kind.SLIDES, "application/vnd.ms-powerpoint", ("ppt", "pps", "pot")),
    Format("ODP", Kind.SLIDES, "application/vnd.oasis.opendocument.presentation", ("odp", "otp")),
    Format(
        "XLSX",
        Kind.SHEET,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("xlsx", "xlsm", "xltx", "xltm"),
    ),
    Format("XLSB", Kind.SHEET, "application/vnd.ms-excel.sheet.binary.macroEnabled.12", ("xlsb",)),
    Format("XLS", Kind.SHEET, "application/vnd.ms-excel", ("xls", "xlt")),
    Format("ODS", Kind.SHEET, "application/vnd.oasis.opendocument.spreadsheet", ("ods", "ots")),
    Format("CSV", Kind.SHEET, "text/csv", ("csv",)),
    Format("TSV", Kind.SHEET, "text/tab-separated-values", ("tsv",)),
    Format("ODG", Kind.DOCUMENT, "application/vnd.oasis.opendocument.graphics", ("odg", "otg")),
    Format(
        N_("flat OpenDocument"),
        Kind.DOCUMENT,
        "application/vnd.oasis.opendocument.text-flat-xml",
        ("fodt", "fodp", "fods", "fodg"),
    ),
    Format(N_("e-mail"), Kind.DOCUMENT, "message/rfc822", ("eml", "mbox", "mai")),
    Format(N_("Outlook message"), Kind.DOCUMENT, "application/vnd.ms-outlook", ("msg", "oft")),
    Format(N_("Jupyter notebook"), Kind.DOCUMENT, "application/x-ipynb+json", ("ipynb",)),
    Format("GeoGebra", Kind.DOCUMENT, "application/vnd.geogebra.file", ("ggb", "ggt")),
    Format("Scratch", Kind.DOCUMENT, "application/x.scratch.sb3", ("sb3", "sprite3", "sb2")),
    Format("H5P", Kind.DOCUMENT, "application/x-h5p", ("h5p",)),
    Format("SMART Notebook", Kind.DOCUMENT, "application/x-smarttech-notebook", ("notebook", "xbk")),
    Format("Apple iWork", Kind.DOCUMENT, "application/vnd.apple.iwork", ("pages", "key", "numbers")),
    Format("XPS", Kind.DOCUMENT, "application/oxps", ("xps", "oxps")),
    Format("draw.io", Kind.DOCUMENT, "application/vnd.jgraph.mxfile", ("drawio", "dio")),
    Format("Visio", Kind.DOCUMENT, "application/vnd.visio", ("vsdx", "vsdm", "vsd", "vstx")),
    Format("Publisher", Kind.DOCUMENT, "application/vnd.ms-publisher", ("pub",)),
    Format(
        "OpenOffice 1",
        Kind.UNKNOWN,
        "application/vnd.sun.xml.writer",
        ("sxw", "sxc", "sxi", "sxd", "stw", "sti"),
    ),
    Format("WordPerfect", Kind.UNKNOWN, "application/vnd.wordperfect", ("wpd", "wp", "wp5", "wp6")),
    Format("DjVu", Kind.UNKNOWN, "image/vnd.djvu", ("djvu", "djv")),
    Format("Mobipocket", Kind.UNKNOWN, "application/x-mobipocket-ebook", ("mobi", "azw", "azw3", "prc")),
    Format("Flash", Kind.UNKNOWN, "application/vnd.adobe.flash.movie", ("swf",)),
    Format(N_("font"), Kind.UNKNOWN, "font/sfnt", ("ttf", "otf", "woff", "woff2", "ttc")),
    Format("OneNote", Kind.UNKNOWN, "application/onenote", ("one", "onepkg")),
    Format("Access", Kind.UNKNOWN, "application/vnd.ms-access", ("mdb", "accdb")),
    Format("SQLite", Kind.UNKNOWN, "application/vnd.sqlite3", ("db", "sqlite", "sqlite3", "flipchart")),
    Format(
        N_("program"),
        Kind.UNKNOWN,
        "application/x-executable",
        ("exe", "dll", "scr", "com", "msi", "jar", "apk", "cpl", "sys", "pif", "class", "lnk"),
    ),
    Format(
        N_("link to an online document"),
        Kind.TEXT,
        "application/x-link",
        ("gdoc", "gsheet", "gslides", "gform", "gdraw", "url", "webloc"),
    ),
    Format(N_("web page"), Kind.WEB, "text/html", ("html", "htm", "xhtml", "mht", "mhtml")),
    Format(N_("saved web page"), Kind.WEB, "multipart/related", ("mht", "mhtml")),
    Format("Markdown", Kind.MARKDOWN, "text/markdown", ("md", "markdown")),
    Format(
        N_("plain text"),
        Kind.TEXT,
        "text/plain",
        (
            "txt",
            "text",
            "log",
            "json",
            "xml",
            "yaml",
            "yml",
            "srt",
            "vtt",
            "py",
            "tex",
            "ini",
            "toml",
            "js",
            "css",
            "ics",
            "vcf",
            "bib",
            "rst",
            "org",
            "java",
            "c",
            "h",
            "cpp",
            "hpp",
            "cs",
            "r",
            "rmd",
            "m",
            "sql",
            "ino",
            "php",
            "rb",
            "go",
            "rs",
            "kt",
            "swift",
            "sh",
            "bat",
            "cmd",
            "ps1",
            "vbs",
            "hta",
            "reg",
            "wsf",
            "gpx",
            "kml",
            "geojson",
            "mm",
            "opml",
            "conf",
            "cfg",
        ),
    ),
    Format(
        N_("Office file"),
        Kind.UNKNOWN,
        "application/x-ole-storage",
        ("doc", "dot", "xls", "xlt", "ppt", "pps", "pot", "docx", "xlsx", "pptx", "msg", "pub", "mpp", "vsd"),
    ),
    Format("ZIP", Kind.ARCHIVE, "application/zip", ("zip",)),
    Format("7-Zip", Kind.ARCHIVE, "application/x-7z-compressed", ("7z",)),
    Format("RAR", Kind.ARCHIVE, "application/vnd.rar", ("rar",)),
    Format("gzip", Kind.ARCHIVE, "application/gzip", ("gz", "tgz")),
    Format("bzip2", Kind.ARCHIVE, "application/x-bzip2", ("bz2",)),
    Format("xz", Kind.ARCHIVE, "application/x-xz", ("xz",)),
    Format("TAR", Kind.ARCHIVE, "application/x-tar", ("tar",)),
    Format(N_("empty"), Kind.EMPTY, "application/x-empty", ()),
    Format(N_("unknown"), Kind.UNKNOWN, "application/octet-stream", ()),
)

BY_NAME = {each.name: each for each in FORMATS}


def by_extension(extension: str) -> Format | None:
    """Return the first format that goes by ``extension`` (lower case, no dot), or None."""
    return next((each for each in FORMATS if extension in each.extensions), None)


def agrees(extension: str, found: Format) -> bool:
    """Say whether a file with this extension may be of this format; an unknown extension promises nothing."""
    if found.kind is Kind.EMPTY or extension in found.extensions:
        return True
    return by_extension(extension) is None
