/*
 * A stand-in for .NET Framework's mscoree.dll, for Wine, which has none; never shipped. As the real one it
 * finds a class by the keys that the installer wrote, and makes it, but in .NET Core, through Framework.cs.
 * The environment names DOTNET_FOLDER and STAND_IN_FOLDER.
 */
#include <stdio.h>
#include <windows.h>

#define LENGTH 1024
#define DELEGATE_OF_ASSEMBLY 5 /* hdt_load_assembly_and_get_function_pointer, coreclr_delegates.h */

typedef struct {
    size_t size;
    const wchar_t *host;
    const wchar_t *dotnet;
} Parameters;

typedef struct {
    const wchar_t *code_base;
    const wchar_t *name;
    IUnknown *made;
} Wanted;

typedef int(__cdecl *Initialize)(const wchar_t *, const Parameters *, void **);
typedef int(__cdecl *GetDelegate)(void *, int, void **);
typedef int(__stdcall *LoadMethod)(const wchar_t *, const wchar_t *, const wchar_t *, const wchar_t *, void *, void **);
typedef int(__stdcall *Method)(void *, int);

static wchar_t class_name[LENGTH], code_base[LENGTH];

static Method stand_in_method(const wchar_t *type, const wchar_t *name)
{
    static LoadMethod load;
    wchar_t dotnet[LENGTH / 2], folder[LENGTH / 2], path[LENGTH];
    void *method = NULL;
    GetEnvironmentVariableW(L"DOTNET_FOLDER", dotnet, LENGTH / 2);
    GetEnvironmentVariableW(L"STAND_IN_FOLDER", folder, LENGTH / 2);
    if (!load) {
        Parameters parameters = {sizeof parameters, NULL, dotnet};
        void *context = NULL;
        swprintf(path, LENGTH, L"%ls\\host\\fxr\\3.1.23\\hostfxr.dll", dotnet);
        HMODULE host = LoadLibraryW(path);
        if (!host) return NULL;
        swprintf(path, LENGTH, L"%ls\\stand-in.runtimeconfig.json", folder);
        if (((Initialize)(void *)GetProcAddress(host, "hostfxr_initialize_for_runtime_config"))(path, &parameters, &context) < 0) return NULL;
        ((GetDelegate)(void *)GetProcAddress(host, "hostfxr_get_runtime_delegate"))(context, DELEGATE_OF_ASSEMBLY, (void **)&load);
        if (!load) return NULL;
    }
    swprintf(path, LENGTH, L"%ls\\stand-in.dll", folder);
    load(path, type, name, NULL, NULL, &method);
    return (Method)method;
}

static HRESULT WINAPI query(IClassFactory *this, REFIID id, void **out)
{
    BOOL known = IsEqualIID(id, &IID_IUnknown) || IsEqualIID(id, &IID_IClassFactory);
    *out = known ? this : NULL;
    return known ? S_OK : E_NOINTERFACE;
}

static ULONG WINAPI count(IClassFactory *this) { return 1; }

static HRESULT WINAPI create(IClassFactory *this, IUnknown *outer, REFIID id, void **out)
{
    Wanted wanted = {code_base, class_name, NULL};
    Method make = stand_in_method(L"StandIn.Framework, stand-in", L"Create");
    *out = NULL;
    if (outer) return CLASS_E_NOAGGREGATION;
    if (!make) return E_FAIL;
    HRESULT result = make(&wanted, sizeof wanted);
    if (FAILED(result)) return result;
    result = wanted.made->lpVtbl->QueryInterface(wanted.made, id, out);
    wanted.made->lpVtbl->Release(wanted.made);
    return result;
}

static HRESULT WINAPI lock(IClassFactory *this, BOOL keep) { return S_OK; }

static IClassFactoryVtbl methods = {query, count, count, create, lock};
static IClassFactory factory = {&methods};

static BOOL read_value(HKEY key, const wchar_t *name, wchar_t *text)
{
    DWORD size = LENGTH * sizeof *text;
    return RegQueryValueExW(key, name, NULL, NULL, (BYTE *)text, &size) == ERROR_SUCCESS && *text;
}

HRESULT WINAPI DllGetClassObject(REFCLSID wanted, REFIID id, void **out)
{
    wchar_t guid[64], path[LENGTH], assembly[LENGTH];
    HKEY key;
    *out = NULL;
    StringFromGUID2(wanted, guid, 64);
    swprintf(path, LENGTH, L"CLSID\\%ls\\InprocServer32", guid);
    if (RegOpenKeyExW(HKEY_CLASSES_ROOT, path, 0, KEY_READ, &key)) return REGDB_E_CLASSNOTREG;
    BOOL whole = read_value(key, L"Assembly", assembly) && read_value(key, L"Class", class_name) && read_value(key, L"CodeBase", code_base);
    RegCloseKey(key);
    return whole ? query(&factory, id, out) : REGDB_E_INVALIDVALUE;
}

HRESULT WINAPI DllCanUnloadNow(void) { return S_FALSE; }

/* A method of the mailbox that plays Outlook's. */
HRESULT WINAPI OfMailbox(const wchar_t *name, void *answer)
{
    Method method = stand_in_method(L"StandIn.Mailbox, stand-in", name);
    return method ? method(answer, sizeof(void *)) : E_FAIL;
}
