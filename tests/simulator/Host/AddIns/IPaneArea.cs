using System.Windows.Forms;

namespace Simulator.Host.AddIns
{
    /// <summary>A window of Outlook's that has room for task panes.</summary>
    internal interface IPaneArea
    {
        /// <summary>The Explorer or Inspector.</summary>
        object Window { get; }

        /// <summary>Adds a hidden pane around a control and answers its frame.</summary>
        Panel AddPane(string title, Control content);
    }
}
