"""The protector of a process of our own, without a shim: DPAPI, which the shim asks, too.

What one of the two wrapped the other opens: the same Windows user, no entropy of ours.
"""

import sys

from outlook_crm.errors import Users

from .protector import Protector

if sys.platform == "win32":
    import ctypes
    from collections.abc import Callable
    from ctypes import wintypes
    from typing import Any

    _NO_WINDOW = 1  # CRYPTPROTECT_UI_FORBIDDEN, dpapi.h

    class _Blob(ctypes.Structure):
        _fields_ = (("size", wintypes.DWORD), ("data", ctypes.POINTER(ctypes.c_char)))

    def _asked(function: Callable[..., Any], data: bytes) -> bytes | None:
        """What CryptProtectData or its reverse makes of the bytes; None when it refuses."""
        given = _Blob(len(data), ctypes.cast(ctypes.c_char_p(data), _Blob._fields_[1][1]))
        made = _Blob()
        pointers = ctypes.byref(given), None, None, None, None, _NO_WINDOW, ctypes.byref(made)
        if not function(*pointers):
            return None
        try:
            return ctypes.string_at(made.data, made.size)
        finally:
            free = ctypes.windll.kernel32.LocalFree
            free.argtypes = [ctypes.c_void_p]
            free(made.data)

    class WindowsProtector:
        """`Protector` by DPAPI."""

        def protect(self, data: bytes) -> bytes:
            """Wrap; raises Users when Windows refuses."""
            wrapped = _asked(ctypes.windll.crypt32.CryptProtectData, data)
            if not wrapped:
                raise Users("Windows could not protect the login information, so it is not stored.")
            return wrapped

        def unprotect(self, data: bytes) -> bytes | None:
            """Unwrap; None when this user cannot."""
            return _asked(ctypes.windll.crypt32.CryptUnprotectData, data)

    def own_protector() -> Protector:
        """DPAPI of the user who runs this."""
        return WindowsProtector()

else:

    class NoProtector:
        """`Protector` where there is none: nothing can be stored or opened."""

        def protect(self, data: bytes) -> bytes:
            """Raises Users."""
            raise Users("Windows could not protect the login information, so it is not stored.")

        def unprotect(self, data: bytes) -> bytes | None:
            """None."""
            return None

    def own_protector() -> Protector:
        """None that could open anything: only Windows has DPAPI."""
        return NoProtector()
