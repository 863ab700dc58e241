/* python.exe of the 32-bit stand-in: the package that carries the runtime carries no program of it. */
#include <windows.h>

typedef int (*PyMain)(int, wchar_t **);

int wmain(int count, wchar_t **arguments)
{
    HMODULE python = LoadLibraryW(PYTHON_DLL);
    FARPROC start = python ? GetProcAddress(python, "Py_Main") : NULL;
    return start ? ((PyMain)(void *)start)(count, arguments) : 127;
}
