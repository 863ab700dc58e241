using System.Drawing;
using System.Runtime.InteropServices;

namespace SampleAddin
{
    [ComVisible(true), InterfaceType(ComInterfaceType.InterfaceIsDual)]
    public interface ICallbacks
    {
        void OnLoad(IRibbonUI ribbon);

        string GetLabel(IRibbonControl control);

        bool GetEnabled(IRibbonControl control);

        Bitmap GetImage(IRibbonControl control);

        void OnAction(IRibbonControl control);

        void OnToggle(IRibbonControl control, bool pressed);
    }
}
