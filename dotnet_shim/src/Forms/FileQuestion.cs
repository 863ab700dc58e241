using System.Linq;
using System.Windows.Forms;

namespace OutlookCrm.Forms
{
    /// <summary>Asks the user where to write a file; Windows asks, too, before one is replaced.</summary>
    public static class FileQuestion
    {
        /// <summary>The whole path, or null when the user thinks better of it.</summary>
        public static string Ask(IWin32Window owner, FileRecord wish)
        {
            using (var dialog = new SaveFileDialog())
            {
                dialog.FileName = wish.Name;
                dialog.Filter = string.Join("|", wish.Kinds.Select(kind => kind.Text + "|*." + kind.Value));
                dialog.DefaultExt = wish.Kinds[0].Value;
                return dialog.ShowDialog(owner) == DialogResult.OK ? dialog.FileName : null;
            }
        }
    }
}
