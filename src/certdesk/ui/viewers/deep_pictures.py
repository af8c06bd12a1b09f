"""Pictures of more than 8 bits a colour, as phones film them: Qt can't convert them without a graphics driver."""

from __future__ import annotations

import ctypes
from ctypes import c_int, c_void_p
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage, QTransform
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

if TYPE_CHECKING:
    from certdesk.evidence.film.libraries import Libraries

_Format = QVideoFrameFormat.PixelFormat
_NAMES = {_Format.Format_YUV420P10: b"yuv420p10le", _Format.Format_P010: b"p010le", _Format.Format_P016: b"p016le"}
_WRONG_IN_QT = {_Format.Format_YUV420P: b"yuv420p", _Format.Format_NV12: b"nv12"}
"""Without a graphics driver, Qt converts these as if they were of the days before HD: red turns brownish."""
_Space = QVideoFrameFormat.ColorSpace
_SCREEN = b"bgra"
_BILINEAR = 2
_ONE = 1 << 16
_MATRICES = {QVideoFrameFormat.ColorSpace.ColorSpace_BT601: 5, QVideoFrameFormat.ColorSpace.ColorSpace_BT2020: 9}
_RECTANGLE_709 = 1
_FULL = QVideoFrameFormat.ColorRange.ColorRange_Full


def image_of(frame: QVideoFrame) -> QImage:
    """Return the picture of a frame, upright; null when there is none or nobody here can convert it."""
    name = _NAMES.get(frame.pixelFormat())
    ordinary = name is None and frame.surfaceFormat().colorSpace() == _Space.ColorSpace_BT709
    name = _WRONG_IN_QT.get(frame.pixelFormat()) if ordinary else name
    libraries = _libraries() if name is not None and frame.isValid() else None
    if name is None or libraries is None or not frame.map(QVideoFrame.MapMode.ReadOnly):
        return frame.toImage()
    try:
        image = _converted(libraries, frame, name)
    finally:
        frame.unmap()
    turn = frame.rotation().value + frame.surfaceFormat().rotation().value
    return image.transformed(QTransform().rotate(turn)) if turn % 360 else image


@cache
def _libraries() -> Libraries | None:
    from certdesk.evidence.film.libraries import NoLibrariesError, load

    try:
        return load()
    except NoLibrariesError:
        return None


def _converted(libraries: Libraries, frame: QVideoFrame, name: bytes) -> QImage:
    width, height = frame.width(), frame.height()
    scale, formats = libraries.scale, libraries.util.av_get_pix_fmt
    scaler = scale.sws_getContext(
        width, height, formats(name), width, height, formats(_SCREEN), _BILINEAR, None, None, None
    )
    if not scaler:
        return QImage()
    facts = frame.surfaceFormat()
    colours = scale.sws_getCoefficients(_MATRICES.get(facts.colorSpace(), _RECTANGLE_709))
    full = int(facts.colorRange() == _FULL)
    scale.sws_setColorspaceDetails(scaler, colours, full, colours, 1, 0, _ONE, _ONE)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    planes, lines = (c_void_p * 4)(), (c_int * 4)()
    for plane in range(frame.planeCount()):
        planes[plane] = _address(frame.bits(plane))
        lines[plane] = frame.bytesPerLine(plane)
    target, target_lines = (c_void_p * 4)(_address(image.bits())), (c_int * 4)(image.bytesPerLine())
    scale.sws_scale(scaler, planes, lines, 0, height, target, target_lines)
    scale.sws_freeContext(scaler)
    return image


class _PyBuffer(ctypes.Structure):
    """The beginning of Python's own ``Py_buffer``; the rest is room."""

    _fields_ = (("buf", c_void_p), ("rest", ctypes.c_byte * 128))


def _address(view: memoryview | bytes | bytearray) -> int:
    """Return where the bytes of a view lie, which may only be read."""
    held = _PyBuffer()
    api = ctypes.pythonapi
    api.PyObject_GetBuffer.argtypes = [ctypes.py_object, c_void_p, c_int]
    api.PyObject_GetBuffer(view, ctypes.byref(held), 0)
    at = int(held.buf or 0)
    api.PyBuffer_Release.argtypes = [c_void_p]
    api.PyBuffer_Release(ctypes.byref(held))
    return at
