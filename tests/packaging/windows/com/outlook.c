/* Plays Outlook: finds the add-in by its ProgId, makes it, connects and disconnects it. */
#include <stdio.h>
#include <windows.h>

typedef HRESULT(__stdcall *OnConnection)(void *, IDispatch *, int, IDispatch *, SAFEARRAY **);
typedef HRESULT(__stdcall *OnDisconnection)(void *, int, SAFEARRAY **);
typedef int(WINAPI *RunPython)(void);

static const IID IID_IDTExtensibility2 = {0xB65AD801, 0xABAF, 0x11D0, {0xBB, 0x8B, 0x00, 0xA0, 0xC9, 0x0F, 0x27, 0x44}};
static const IID IID_IRibbonExtensibility = {0x000C0396, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};

static void step(const char *name, HRESULT result)
{
    printf("%s 0x%08lx\n", name, result);
    fflush(stdout);
    /* .NET Core does not end by itself under Wine. */
    if (FAILED(result)) TerminateProcess(GetCurrentProcess(), 1);
}

int wmain(int argument_count, wchar_t **arguments)
{
    CLSID id;
    IUnknown *made = NULL;
    void *addin = NULL, *ribbon = NULL;
    SAFEARRAY *custom = SafeArrayCreateVector(VT_VARIANT, 0, 0);
    CoInitialize(NULL);
    step("CLSIDFromProgID", CLSIDFromProgID(arguments[1], &id));
    step("CoCreateInstance", CoCreateInstance(&id, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&made));
    step("IDTExtensibility2", made->lpVtbl->QueryInterface(made, &IID_IDTExtensibility2, &addin));
    step("IRibbonExtensibility", made->lpVtbl->QueryInterface(made, &IID_IRibbonExtensibility, &ribbon));
    /* The methods after IDispatch's seven. */
    step("OnConnection", ((OnConnection)(*(void ***)addin)[7])(addin, NULL, 0, NULL, &custom));
    step("RunPython", ((RunPython)(void *)GetProcAddress(GetModuleHandleW(L"mscoree.dll"), "RunPython"))());
    step("OnDisconnection", ((OnDisconnection)(*(void ***)addin)[8])(addin, 0, &custom));
    TerminateProcess(GetCurrentProcess(), 0);
    return 0;
}
