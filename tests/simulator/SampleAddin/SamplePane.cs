using System.Runtime.InteropServices;
using System.Windows.Forms;

namespace SampleAddin
{
    [ComVisible(true), Guid("7C0F6C5B-5B0C-4C39-8E6F-0B4E7C8F1A02"), ProgId("SampleAddin.Pane")]
    public sealed class SamplePane : UserControl
    {
        public SamplePane()
        {
            Controls.Add(new Label { Text = "A pane of the sample's", AutoSize = true });
        }
    }
}
