"""The FFmpeg libraries that Qt for Python brings along, found without Qt and opened only when they are needed."""

from __future__ import annotations

import ctypes
import os
import sys
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_size_t, c_uint, c_uint8, c_void_p
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from certdesk.evidence.film.structures import ChannelLayout, CodecContext, Frame, Packet, Rational

_NUMBERS = (("avutil", 59), ("swresample", 5), ("swscale", 8), ("avcodec", 61), ("avformat", 61))
"""Names and versions in the order in which they need each other; other versions have other structures."""
_QUIET = -8

_Signatures = tuple[tuple[ctypes.CDLL, str, Any, tuple[Any, ...]], ...]
"""Library, function, what it returns, what it takes."""
Read = CFUNCTYPE(c_int, c_void_p, POINTER(c_uint8), c_int)
Seek = CFUNCTYPE(c_int64, c_void_p, c_int64, c_int)


class NoLibrariesError(Exception):
    """The libraries are not here, or not of the version whose structures we know."""


class FilmError(Exception):
    """FFmpeg refused; ``code`` is its own number."""

    def __init__(self, what: str, code: int) -> None:
        super().__init__(f"{what}: {code}")
        self.code = code


class _Option(ctypes.Structure):
    _fields_ = (("name", c_char_p), ("help", c_char_p), ("offset", c_int))


@dataclass(frozen=True, slots=True)
class Libraries:
    """The opened libraries; functions are called by their own names."""

    util: ctypes.CDLL
    resample: ctypes.CDLL
    scale: ctypes.CDLL
    codec: ctypes.CDLL
    format: ctypes.CDLL


def folder() -> Path | None:
    """Return where the libraries lie, or None when there are none."""
    spec = find_spec("PySide6")
    for place in (spec.submodule_search_locations if spec is not None else None) or ():
        for found in (Path(place) / "Qt" / "lib", Path(place)):
            if (found / _file_name(*_NUMBERS[-1])).is_file():
                return found
    return None


def load() -> Libraries:
    """Open the libraries; raises `NoLibrariesError` when that can't be done."""
    place = folder()
    if place is None:
        raise NoLibrariesError("no libraries of the right version")
    try:
        opened = _open_all(place)
    except (OSError, AttributeError) as problem:
        raise NoLibrariesError(str(problem)) from problem
    _declare(opened)
    _distrust(opened)
    opened.util.av_log_set_level(_QUIET)
    return opened


def checked(what: str, code: int) -> int:
    """Return ``code`` when it is no error."""
    if code < 0:
        raise FilmError(what, code)
    return code


def dictionary(libraries: Libraries, options: dict[str, str]) -> c_void_p:
    """Return options as FFmpeg takes them; what takes them frees them, too."""
    made = c_void_p()
    for name, value in options.items():
        libraries.util.av_dict_set(ctypes.byref(made), name.encode(), value.encode(), 0)
    return made


def _open_all(place: Path) -> Libraries:
    if sys.platform == "win32":
        os.add_dll_directory(str(place))
    elif sys.platform == "linux":
        # Stand-ins by Qt for libraries of the system that may be missing; FFmpeg wants to find them there already.
        for stand_in in sorted(place.glob("libQt6FFmpegStub-*")):
            ctypes.CDLL(str(stand_in), mode=ctypes.RTLD_GLOBAL)
    opened = {name: ctypes.CDLL(str(place / _file_name(name, number))) for name, number in _NUMBERS}
    return Libraries(opened["avutil"], opened["swresample"], opened["swscale"], opened["avcodec"], opened["avformat"])


def _file_name(name: str, number: int) -> str:
    if sys.platform == "win32":
        return f"{name}-{number}.dll"
    return f"lib{name}.{number}.dylib" if sys.platform == "darwin" else f"lib{name}.so.{number}"


def _distrust(opened: Libraries) -> None:
    """Refuse libraries whose structures are laid out otherwise than we know them."""
    versions = (
        (opened.util.avutil_version, 59),
        (opened.codec.avcodec_version, 61),
        (opened.format.avformat_version, 61),
    )
    if any(version() >> 16 != number for version, number in versions):
        raise NoLibrariesError("not FFmpeg 7.1")
    context = opened.codec.avcodec_alloc_context3(None)
    try:
        for name in ("flags", "time_base", "pkt_timebase"):
            option = opened.util.av_opt_find(context, name.encode(), None, 0, 0)
            if not option or option.contents.offset != getattr(CodecContext, name).offset:
                raise NoLibrariesError("structures of another shape")
    finally:
        opened.codec.avcodec_free_context(ctypes.byref(c_void_p(context)))


def _declare(opened: Libraries) -> None:
    """Say what each function takes and returns."""
    for signatures in (_of_util(opened), _of_codec(opened), _of_format(opened), _of_converters(opened)):
        for library, name, returned, taken in signatures:
            function = getattr(library, name)
            function.restype, function.argtypes = returned, list(taken)


def _of_util(opened: Libraries) -> _Signatures:
    place = POINTER(c_void_p)
    return (
        (opened.util, "avutil_version", c_uint, ()),
        (opened.util, "av_log_set_level", None, (c_int,)),
        (opened.util, "av_malloc", c_void_p, (c_size_t,)),
        (opened.util, "av_mallocz", c_void_p, (c_size_t,)),
        (opened.util, "av_freep", None, (c_void_p,)),
        (opened.util, "av_dict_set", c_int, (place, c_char_p, c_char_p, c_int)),
        (opened.util, "av_dict_free", None, (place,)),
        (opened.util, "av_opt_find", POINTER(_Option), (c_void_p, c_char_p, c_char_p, c_int, c_int)),
        (opened.util, "av_frame_alloc", POINTER(Frame), ()),
        (opened.util, "av_frame_free", None, (POINTER(POINTER(Frame)),)),
        (opened.util, "av_frame_unref", None, (POINTER(Frame),)),
        (opened.util, "av_frame_move_ref", None, (POINTER(Frame), POINTER(Frame))),
        (opened.util, "av_frame_get_buffer", c_int, (POINTER(Frame), c_int)),
        (opened.util, "av_frame_make_writable", c_int, (POINTER(Frame),)),
        (opened.util, "av_get_pix_fmt", c_int, (c_char_p,)),
        (opened.util, "av_channel_layout_default", None, (POINTER(ChannelLayout), c_int)),
        (
            opened.resample,
            "swr_alloc_set_opts2",
            c_int,
            (place, c_void_p, c_int, c_int, c_void_p, *(c_int,) * 3, c_void_p),
        ),
    )


def _of_codec(opened: Libraries) -> _Signatures:
    place = POINTER(c_void_p)
    return (
        (opened.codec, "avcodec_version", c_uint, ()),
        (opened.codec, "avcodec_get_name", c_char_p, (c_int,)),
        (opened.codec, "avcodec_find_encoder_by_name", c_void_p, (c_char_p,)),
        (opened.codec, "avcodec_find_decoder", c_void_p, (c_int,)),
        (opened.codec, "avcodec_alloc_context3", c_void_p, (c_void_p,)),
        (opened.codec, "avcodec_free_context", None, (place,)),
        (opened.codec, "avcodec_open2", c_int, (c_void_p, c_void_p, place)),
        (opened.codec, "avcodec_flush_buffers", None, (c_void_p,)),
        (opened.codec, "avcodec_parameters_copy", c_int, (c_void_p, c_void_p)),
        (opened.codec, "avcodec_parameters_from_context", c_int, (c_void_p, c_void_p)),
        (opened.codec, "avcodec_parameters_to_context", c_int, (c_void_p, c_void_p)),
        (opened.codec, "avcodec_send_packet", c_int, (c_void_p, POINTER(Packet))),
        (opened.codec, "avcodec_receive_frame", c_int, (c_void_p, POINTER(Frame))),
        (opened.codec, "avcodec_send_frame", c_int, (c_void_p, POINTER(Frame))),
        (opened.codec, "avcodec_receive_packet", c_int, (c_void_p, POINTER(Packet))),
        (opened.codec, "av_packet_alloc", POINTER(Packet), ()),
        (opened.codec, "av_packet_free", None, (POINTER(POINTER(Packet)),)),
        (opened.codec, "av_packet_unref", None, (POINTER(Packet),)),
        (opened.codec, "av_packet_rescale_ts", None, (POINTER(Packet), Rational, Rational)),
    )


def _of_format(opened: Libraries) -> _Signatures:
    place = POINTER(c_void_p)
    return (
        (opened.format, "avformat_version", c_uint, ()),
        (opened.format, "avformat_alloc_context", c_void_p, ()),
        (opened.format, "avformat_free_context", None, (c_void_p,)),
        (opened.format, "avformat_open_input", c_int, (place, c_char_p, c_void_p, place)),
        (opened.format, "avformat_close_input", None, (place,)),
        (opened.format, "avformat_find_stream_info", c_int, (c_void_p, c_void_p)),
        (opened.format, "avformat_alloc_output_context2", c_int, (place, c_void_p, c_char_p, c_char_p)),
        (opened.format, "avformat_new_stream", c_void_p, (c_void_p, c_void_p)),
        (opened.format, "av_guess_format", c_void_p, (c_char_p, c_char_p, c_char_p)),
        (opened.format, "avformat_query_codec", c_int, (c_void_p, c_int, c_int)),
        (opened.format, "avformat_write_header", c_int, (c_void_p, place)),
        (opened.format, "av_interleaved_write_frame", c_int, (c_void_p, POINTER(Packet))),
        (opened.format, "av_write_trailer", c_int, (c_void_p,)),
        (opened.format, "av_read_frame", c_int, (c_void_p, POINTER(Packet))),
        (opened.format, "av_seek_frame", c_int, (c_void_p, c_int, c_int64, c_int)),
        (opened.format, "avio_alloc_context", c_void_p, (c_void_p, c_int, c_int, c_void_p, Read, Read, Seek)),
        (opened.format, "avio_context_free", None, (place,)),
    )


def _of_converters(opened: Libraries) -> _Signatures:
    place = POINTER(c_void_p)
    return (
        (opened.resample, "swr_init", c_int, (c_void_p,)),
        (opened.resample, "swr_convert", c_int, (c_void_p, c_void_p, c_int, c_void_p, c_int)),
        (opened.resample, "swr_free", None, (place,)),
        (opened.scale, "sws_getContext", c_void_p, (c_int,) * 7 + (c_void_p,) * 3),
        (opened.scale, "sws_freeContext", None, (c_void_p,)),
        (opened.scale, "sws_getCoefficients", c_void_p, (c_int,)),
        (opened.scale, "sws_setColorspaceDetails", c_int, (c_void_p, c_void_p, c_int, c_void_p, c_int) + (c_int,) * 3),
        (opened.scale, "sws_scale", c_int, (c_void_p, c_void_p, c_void_p, c_int, c_int, c_void_p, c_void_p)),
    )
