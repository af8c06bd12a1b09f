"""The structures of FFmpeg 7.1 that are read or filled here, as far as they are needed and in their order.

They are those of libavutil 59, libavcodec 61 and libavformat 61 and don't change while these numbers stay. Names and
order are FFmpeg's own; fields that nobody here reads are only there to keep the places of the others.
"""

from __future__ import annotations

import ctypes
from ctypes import POINTER, c_char_p, c_int, c_int64, c_size_t, c_uint, c_uint32, c_void_p
from typing import TypeAlias

NO_TIME = -(2**63)
"""What FFmpeg writes where a time is unknown."""
VIDEO, AUDIO = 0, 1
KEY_PACKET = 1
BROKEN_PACKET = 2
ATTACHED_PICTURE = 0x400
DISPLAY_MATRIX = 5
DISCARD_NOTHING, DISCARD_ALL = 0, 48


class Rational(ctypes.Structure):
    """A fraction."""

    _fields_ = (("num", c_int), ("den", c_int))


class SideData(ctypes.Structure):
    """Something that a stream says beside its packets."""

    _fields_ = (("data", c_void_p), ("size", c_size_t), ("type", c_int))


class ChannelLayout(ctypes.Structure):
    """Which loudspeakers a sound is for."""

    _fields_ = (("order", c_int), ("nb_channels", c_int), ("mask", c_int64), ("opaque", c_void_p))


class Packet(ctypes.Structure):
    """A coded picture or a stretch of coded sound."""

    _fields_ = (
        ("buf", c_void_p),
        ("pts", c_int64),
        ("dts", c_int64),
        ("data", c_void_p),
        ("size", c_int),
        ("stream_index", c_int),
        ("flags", c_int),
        ("side_data", c_void_p),
        ("side_data_elems", c_int),
        ("duration", c_int64),
        ("pos", c_int64),
        ("opaque", c_void_p),
        ("opaque_ref", c_void_p),
        ("time_base", Rational),
    )


class CodecParameters(ctypes.Structure):
    """How a stream is coded."""

    _fields_ = (
        ("codec_type", c_int),
        ("codec_id", c_int),
        ("codec_tag", c_uint32),
        ("extradata", c_void_p),
        ("extradata_size", c_int),
        ("coded_side_data", POINTER(SideData)),
        ("nb_coded_side_data", c_int),
        ("format", c_int),
        ("bit_rate", c_int64),
        ("bits_per_coded_sample", c_int),
        ("bits_per_raw_sample", c_int),
        ("profile", c_int),
        ("level", c_int),
        ("width", c_int),
        ("height", c_int),
        ("sample_aspect_ratio", Rational),
        ("framerate", Rational),
        ("field_order", c_int),
        ("color_range", c_int),
        ("color_primaries", c_int),
        ("color_trc", c_int),
        ("color_space", c_int),
        ("chroma_location", c_int),
        ("video_delay", c_int),
        ("ch_layout", ChannelLayout),
        ("sample_rate", c_int),
        ("block_align", c_int),
        ("frame_size", c_int),
    )


class Stream(ctypes.Structure):
    """One of the streams of a file."""

    _fields_ = (
        ("av_class", c_void_p),
        ("index", c_int),
        ("id", c_int),
        ("codecpar", POINTER(CodecParameters)),
        ("priv_data", c_void_p),
        ("time_base", Rational),
        ("start_time", c_int64),
        ("duration", c_int64),
        ("nb_frames", c_int64),
        ("disposition", c_int),
        ("discard", c_int),
        ("sample_aspect_ratio", Rational),
        ("metadata", c_void_p),
        ("avg_frame_rate", Rational),
    )


class FormatContext(ctypes.Structure):
    """A file that is read or written."""

    _fields_ = (
        ("av_class", c_void_p),
        ("iformat", c_void_p),
        ("oformat", c_void_p),
        ("priv_data", c_void_p),
        ("pb", c_void_p),
        ("ctx_flags", c_int),
        ("nb_streams", c_uint),
        ("streams", POINTER(POINTER(Stream))),
        ("nb_stream_groups", c_uint),
        ("stream_groups", c_void_p),
        ("nb_chapters", c_uint),
        ("chapters", c_void_p),
        ("url", c_char_p),
        ("start_time", c_int64),
        ("duration", c_int64),
    )


class CodecContext(ctypes.Structure):
    """A decoder or an encoder at work; its first fields."""

    _fields_ = (
        ("av_class", c_void_p),
        ("log_level_offset", c_int),
        ("codec_type", c_int),
        ("codec", c_void_p),
        ("codec_id", c_int),
        ("codec_tag", c_uint),
        ("priv_data", c_void_p),
        ("internal", c_void_p),
        ("opaque", c_void_p),
        ("bit_rate", c_int64),
        ("flags", c_int),
        ("flags2", c_int),
        ("extradata", c_void_p),
        ("extradata_size", c_int),
        ("time_base", Rational),
        ("pkt_timebase", Rational),
        ("framerate", Rational),
    )


class Frame(ctypes.Structure):
    """A picture or a stretch of sound, not coded."""

    _fields_ = (
        ("data", c_void_p * 8),
        ("linesize", c_int * 8),
        ("extended_data", c_void_p),
        ("width", c_int),
        ("height", c_int),
        ("nb_samples", c_int),
        ("format", c_int),
        ("key_frame", c_int),
        ("pict_type", c_int),
        ("sample_aspect_ratio", Rational),
        ("pts", c_int64),
        ("pkt_dts", c_int64),
        ("time_base", Rational),
        ("quality", c_int),
        ("opaque", c_void_p),
        ("repeat_pict", c_int),
        ("interlaced_frame", c_int),
        ("top_field_first", c_int),
        ("palette_has_changed", c_int),
        ("sample_rate", c_int),
        ("buf", c_void_p * 8),
        ("extended_buf", c_void_p),
        ("nb_extended_buf", c_int),
        ("side_data", c_void_p),
        ("nb_side_data", c_int),
        ("flags", c_int),
        ("color_range", c_int),
        ("color_primaries", c_int),
        ("color_trc", c_int),
        ("colorspace", c_int),
        ("chroma_location", c_int),
        ("best_effort_timestamp", c_int64),
        ("pkt_pos", c_int64),
        ("metadata", c_void_p),
        ("decode_error_flags", c_int),
        ("pkt_size", c_int),
        ("hw_frames_ctx", c_void_p),
        ("opaque_ref", c_void_p),
        ("crop", c_size_t * 4),
        ("private_ref", c_void_p),
        ("ch_layout", ChannelLayout),
        ("duration", c_int64),
    )


PacketPointer: TypeAlias = "ctypes._Pointer[Packet]"  # noqa: SLF001
FramePointer: TypeAlias = "ctypes._Pointer[Frame]"  # noqa: SLF001
CodingPointer: TypeAlias = "ctypes._Pointer[CodecParameters]"  # noqa: SLF001
BytesPointer: TypeAlias = "ctypes._Pointer[ctypes.c_uint8]"  # noqa: SLF001
