/*
 * Plays Outlook: finds the add-in by its ProgId, makes it, connects it to a mailbox, runs a message loop of
 * Windows' own until the standard input ends, and disconnects it. Without a ProgId it only makes the mailbox.
 */
#include <stdio.h>
#include <windows.h>

#define AT_STARTUP 1    /* ext_cm_Startup */
#define HOST_SHUTDOWN 0 /* ext_dm_HostShutdown */

/* The methods of IDTExtensibility2 and IRibbonExtensibility after IDispatch's seven. */
enum { ON_CONNECTION = 7, ON_DISCONNECTION, ON_ADD_INS_UPDATE, ON_STARTUP_COMPLETE, ON_BEGIN_SHUTDOWN, GET_CUSTOM_UI = 7 };

typedef HRESULT(__stdcall *OnConnection)(void *, IDispatch *, int, IDispatch *, SAFEARRAY **);
typedef HRESULT(__stdcall *OnDisconnection)(void *, int, SAFEARRAY **);
typedef HRESULT(__stdcall *OnChange)(void *, SAFEARRAY **);
typedef HRESULT(__stdcall *GetCustomUI)(void *, BSTR, BSTR *);
typedef HRESULT(WINAPI *OfMailbox)(const wchar_t *, void *);

static const IID IID_IDTExtensibility2 = {0xB65AD801, 0xABAF, 0x11D0, {0xBB, 0x8B, 0x00, 0xA0, 0xC9, 0x0F, 0x27, 0x44}};
static const IID IID_IRibbonExtensibility = {0x000C0396, 0x0000, 0x0000, {0xC0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x46}};

static void *method(void *object, int index) { return (*(void ***)object)[index]; }

static void step(const char *name, HRESULT result)
{
    printf("%s 0x%08lx\n", name, result);
    fflush(stdout);
    /* .NET Core does not end by itself under Wine. */
    if (FAILED(result)) TerminateProcess(GetCurrentProcess(), 1);
}

static DWORD WINAPI wait_for_the_end(void *outlook)
{
    char ignored;
    DWORD count;
    while (ReadFile(GetStdHandle(STD_INPUT_HANDLE), &ignored, 1, &count, NULL) && count) {
    }
    PostThreadMessageW((DWORD)(ULONG_PTR)outlook, WM_QUIT, 0, 0);
    return 0;
}

static void begin(void *addin, void *ribbon, IDispatch *application)
{
    SAFEARRAY *custom = SafeArrayCreateVector(VT_VARIANT, 0, 0);
    BSTR xml = NULL;
    step("OnConnection", ((OnConnection)method(addin, ON_CONNECTION))(addin, application, AT_STARTUP, NULL, &custom));
    step("GetCustomUI", ((GetCustomUI)method(ribbon, GET_CUSTOM_UI))(ribbon, SysAllocString(L"Microsoft.Outlook.Explorer"), &xml));
    printf("ribbon of %u characters\n", SysStringLen(xml));
    step("OnStartupComplete", ((OnChange)method(addin, ON_STARTUP_COMPLETE))(addin, &custom));
}

static void end(void *addin)
{
    SAFEARRAY *custom = SafeArrayCreateVector(VT_VARIANT, 0, 0);
    DWORD began = GetTickCount();
    step("OnBeginShutdown", ((OnChange)method(addin, ON_BEGIN_SHUTDOWN))(addin, &custom));
    step("OnDisconnection", ((OnDisconnection)method(addin, ON_DISCONNECTION))(addin, HOST_SHUTDOWN, &custom));
    printf("ended in %lu ms\n", GetTickCount() - began);
}

int wmain(int argument_count, wchar_t **arguments)
{
    CLSID id;
    IUnknown *made = NULL;
    IDispatch *application = NULL;
    void *addin = NULL, *ribbon = NULL;
    MSG message;
    OfMailbox of_mailbox = (OfMailbox)(void *)GetProcAddress(LoadLibraryW(L"mscoree.dll"), "OfMailbox");
    CoInitialize(NULL);
    step("mailbox", of_mailbox(L"Open", &application));
    if (argument_count < 2) TerminateProcess(GetCurrentProcess(), 0);
    step("CLSIDFromProgID", CLSIDFromProgID(arguments[1], &id));
    step("CoCreateInstance", CoCreateInstance(&id, NULL, CLSCTX_INPROC_SERVER, &IID_IUnknown, (void **)&made));
    step("IDTExtensibility2", made->lpVtbl->QueryInterface(made, &IID_IDTExtensibility2, &addin));
    step("IRibbonExtensibility", made->lpVtbl->QueryInterface(made, &IID_IRibbonExtensibility, &ribbon));
    begin(addin, ribbon, application);
    CreateThread(NULL, 0, wait_for_the_end, (void *)(ULONG_PTR)GetCurrentThreadId(), 0, NULL);
    while (GetMessageW(&message, NULL, 0, 0) > 0) DispatchMessageW(&message);
    end(addin);
    of_mailbox(L"Close", NULL);
    fflush(stdout);
    TerminateProcess(GetCurrentProcess(), 0);
    return 0;
}
