using System.Collections.Generic;
using System.Drawing;
using System.Drawing.Drawing2D;
using System.Windows.Forms;

namespace OutlookCrm.Ribbon
{
    /// <summary>
    /// The ribbon's pictures by name, in the size that the screen's resolution asks for, so that none is scaled.
    /// The group's own pictures ("crm...") are large, the menu's small.
    /// </summary>
    public static class Icons
    {
        private const string Large = "crm";

        private delegate void Painter(Graphics graphics);

        private static readonly Dictionary<string, Painter> Painters = new Dictionary<string, Painter>
        {
            { "crm", Strokes.Calendar },
            { "crm-in-step", graphics => Strokes.Badge(graphics, Ink.Good, Strokes.Tick) },
            { "crm-syncing", graphics => Strokes.Badge(graphics, Ink.Main, Strokes.Arrows) },
            { "crm-offline", graphics => Strokes.Badge(graphics, Ink.Quiet, Strokes.Cross) },
            { "crm-attention", graphics => Strokes.Badge(graphics, Ink.Alert, Strokes.Bang) },
            { "crm-paused", graphics => Strokes.Badge(graphics, Ink.Quiet, Strokes.Bars) },
            { "login", graphics => MenuIcons.Door(graphics, 1) },
            { "logout", graphics => MenuIcons.Door(graphics, -1) },
            { "sync", MenuIcons.Sync },
            { "progress", MenuIcons.Progress },
            { "pause", MenuIcons.Pause },
            { "attention", MenuIcons.Attention },
            { "preferences", MenuIcons.Sliders },
            { "report", MenuIcons.Report },
            { "help", MenuIcons.Help },
            { "about", MenuIcons.About },
            { "relations", MenuIcons.Relations },
            { "open", MenuIcons.Page },
        };

        /// <summary>A new bitmap of the picture; null for a name that is not known.</summary>
        public static Bitmap Draw(string name) => Draw(name, SizeOf(name));

        /// <summary>A new bitmap of so many pixels; null for a name that is not known.</summary>
        public static Bitmap Draw(string name, int size)
        {
            if (name == null || !Painters.TryGetValue(name, out Painter paint)) return null;
            var bitmap = new Bitmap(size, size);
            using (Graphics graphics = Graphics.FromImage(bitmap))
            {
                graphics.SmoothingMode = SmoothingMode.AntiAlias;
                graphics.ScaleTransform(size / Strokes.Grid, size / Strokes.Grid);
                paint(graphics);
            }
            return bitmap;
        }

        private static int SizeOf(string name) =>
            (name != null && name.StartsWith(Large) ? SystemInformation.IconSize : SystemInformation.SmallIconSize).Width;
    }
}
