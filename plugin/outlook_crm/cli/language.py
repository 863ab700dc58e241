"""The language of the user who runs the command."""

import os
import sys

if sys.platform == "win32":
    import ctypes

    _LONGEST = 85  # LOCALE_NAME_MAX_LENGTH, winnls.h

    def language() -> str:
        """The tag of the user's locale, such as ``sv-SE``."""
        name = ctypes.create_unicode_buffer(_LONGEST)
        ctypes.windll.kernel32.GetUserDefaultLocaleName(name, _LONGEST)
        return name.value

else:

    def language() -> str:
        """The tag of the user's locale, such as ``sv_SE``."""
        return os.environ.get("LC_ALL") or os.environ.get("LANG", "")
