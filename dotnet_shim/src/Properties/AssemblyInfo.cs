using System.Reflection;
using System.Runtime.InteropServices;

[assembly: AssemblyTitle("OutlookCrm.Shim")]
[assembly: AssemblyDescription("Loads the Outlook CRM add-in into classic Outlook")]
[assembly: AssemblyProduct("Outlook CRM")]
[assembly: AssemblyVersion("0.1.0.0")]
[assembly: ComVisible(false)]
