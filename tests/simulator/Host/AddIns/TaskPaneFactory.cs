using System;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Windows.Forms;
using Simulator.Host.Com;

namespace Simulator.Host.AddIns
{
    /// <summary>Makes task panes (Office's ICTPFactory): the control is an ActiveX class named by ProgId.</summary>
    public sealed class TaskPaneFactory : MarshalByRefObject
    {
        private readonly object application;
        private readonly Assembly assembly;
        private readonly Func<object, IPaneArea> areas;
        private readonly Action<string, Action> callOut;

        internal TaskPaneFactory(object application, Assembly assembly, Func<object, IPaneArea> areas, Action<string, Action> callOut)
        {
            this.callOut = callOut;
            this.application = application;
            this.assembly = assembly;
            this.areas = areas;
        }

        /// <summary>Makes a pane, hidden, in a window or in the active one.</summary>
        public object CreateCTP(string CTPAxID, string CTPTitle, object CTPParentWindow)
        {
            var content = AddInClass.Create(assembly, CTPAxID).Instance as Control;
            if (content == null)
            {
                throw new COMException(CTPAxID + " is no control", unchecked((int)0x80004002));
            }
            var area = areas(CTPParentWindow);
            var pane = new TaskPane(application, area.Window, CTPTitle, content, area.AddPane(CTPTitle, content), callOut);
            return ComObject.Wrap(pane, PublishedInterface.TaskPane);
        }
    }
}
