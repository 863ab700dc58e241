using System;
using System.Drawing;

namespace OutlookCrm.Forms
{
    /// <summary>The font of our windows: Windows' own, as large as the user wants text to be.</summary>
    public static class UiFont
    {
        private const string Family = "Segoe UI";
        private const float PointsAtDesign = 9f;

        // What the user chose under Accessibility, Text size; elsewhere it says nothing of the kind.
        private static float points = Environment.OSVersion.Platform == PlatformID.Win32NT
            ? Math.Max(PointsAtDesign, SystemFonts.MessageBoxFont.SizeInPoints) : PointsAtDesign;

        /// <summary>A new one as large as it is where nothing is scaled.</summary>
        public static Font AtDesign() => new Font(Family, PointsAtDesign);

        /// <summary>A new one.</summary>
        public static Font Make() => new Font(Family, points);
    }
}
