using System.Drawing;
using System.Drawing.Drawing2D;

namespace OutlookCrm.Ribbon
{
    /// <summary>The pictures' colours: each is three times lighter or darker than both of Office's themes, white and black.</summary>
    public static class Ink
    {
        /// <summary>What most is drawn in.</summary>
        public static readonly Color Main = Color.FromArgb(0x3A, 0x78, 0xC4);

        /// <summary>All is well.</summary>
        public static readonly Color Good = Color.FromArgb(0x35, 0x93, 0x3A);

        /// <summary>The user is needed.</summary>
        public static readonly Color Alert = Color.FromArgb(0xCC, 0x66, 0x00);

        /// <summary>Nothing goes on.</summary>
        public static readonly Color Quiet = Color.FromArgb(0x80, 0x80, 0x80);

        /// <summary>A pen with round ends.</summary>
        public static Pen Line(Color colour, float width) =>
            new Pen(colour, width) { StartCap = LineCap.Round, EndCap = LineCap.Round, LineJoin = LineJoin.Round };
    }
}
