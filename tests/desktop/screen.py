"""Sends keys to the X server and reads pixels back, fast enough to time how long a page takes to paint."""
import ctypes
import time

X, TEST, C = ctypes.CDLL('libX11.so.6'), ctypes.CDLL('libXtst.so.6'), ctypes.CDLL('libc.so.6')
ALL_PLANES, Z_PIXMAP = ctypes.c_ulong(-1).value, 2


class Image(ctypes.Structure):
    """The beginning of an XImage. Source: X11/Xlib.h, struct _XImage."""
    _fields_ = [(name, ctypes.c_int) for name in ('width', 'height', 'xoffset', 'format')] + [('data', ctypes.c_void_p)] + [
        (name, ctypes.c_int) for name in ('byte_order', 'bitmap_unit', 'bitmap_bit_order', 'bitmap_pad', 'depth', 'bytes_per_line', 'bits_per_pixel')]


X.XOpenDisplay.restype = ctypes.c_void_p
X.XDefaultRootWindow.restype = X.XStringToKeysym.restype = ctypes.c_ulong
X.XGetImage.restype = ctypes.POINTER(Image)
X.XGetImage.argtypes = [ctypes.c_void_p, ctypes.c_ulong] + [ctypes.c_int] * 2 + [ctypes.c_uint] * 2 + [ctypes.c_ulong, ctypes.c_int]
X.XKeysymToKeycode.argtypes = [ctypes.c_void_p, ctypes.c_ulong]
X.XKeysymToKeycode.restype = ctypes.c_ubyte
X.XFlush.argtypes = X.XFree.argtypes = X.XDefaultRootWindow.argtypes = [ctypes.c_void_p]
TEST.XTestFakeKeyEvent.argtypes = [ctypes.c_void_p, ctypes.c_uint, ctypes.c_int, ctypes.c_ulong]
C.free.argtypes = [ctypes.c_void_p]


class Screen:
    def __init__(self):
        self.display = X.XOpenDisplay(None)
        assert self.display, 'no X server'
        self.root = X.XDefaultRootWindow(self.display)

    def pixels(self, area):
        """The pixels of (x, y, width, height) as bytes."""
        image = X.XGetImage(self.display, self.root, *area, ALL_PLANES, Z_PIXMAP)
        assert image, f'no picture of {area}'
        shown = image.contents
        found = ctypes.string_at(shown.data, shown.bytes_per_line * shown.height)
        C.free(shown.data)
        X.XFree(image)
        return found

    def press(self, *names):
        """Presses all of them, then releases them."""
        codes = [X.XKeysymToKeycode(self.display, X.XStringToKeysym(name.encode())) for name in names]
        for code in codes:
            TEST.XTestFakeKeyEvent(self.display, code, True, 0)
        for code in reversed(codes):
            TEST.XTestFakeKeyEvent(self.display, code, False, 0)
        X.XFlush(self.display)

    def still(self, area, seconds=0.4, most=5.0):
        """Waits until the area has not changed for that long."""
        end, since, before = time.monotonic() + most, time.monotonic(), self.pixels(area)
        while time.monotonic() - since < seconds and time.monotonic() < end:
            now = self.pixels(area)
            if now != before:
                since, before = time.monotonic(), now
            time.sleep(0.005)

    def changes(self, area, keys, seconds=0.6, most=5.0):
        """Presses, and returns the times of the first and last change of `area` in s after the key; no change: (None, None)."""
        before = self.pixels(area)
        begin = time.monotonic()
        self.press(*keys)
        first = last = None
        while True:
            now, at = self.pixels(area), time.monotonic() - begin
            if now != before:
                first, last, before = (at if first is None else first), at, now
            if at > most or (last is not None and at - last > seconds):
                return first, last
