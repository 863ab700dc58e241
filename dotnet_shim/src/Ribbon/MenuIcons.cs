using System.Drawing;

namespace OutlookCrm.Ribbon
{
    /// <summary>The pictures of commands, on a grid of 16 units.</summary>
    public static class MenuIcons
    {
        /// <summary>Log in (1) and log out (-1).</summary>
        public static void Door(Graphics graphics, int direction)
        {
            using (Pen pen = Ink.Line(Ink.Main, 1.3f))
            {
                graphics.DrawLines(pen, new[] { new PointF(8, 2), new PointF(13.5f, 2), new PointF(13.5f, 14), new PointF(8, 14) });
                graphics.DrawLine(pen, 2, 8, 10, 8);
                float tip = direction > 0 ? 10 : 2, tail = tip - direction * 3;
                graphics.DrawLines(pen, new[] { new PointF(tail, 5), new PointF(tip, 8), new PointF(tail, 11) });
            }
        }

        /// <summary>Synchronise.</summary>
        public static void Sync(Graphics graphics)
        {
            using (Pen pen = Ink.Line(Ink.Main, 1.6f)) Strokes.Arrows(graphics, pen, new RectangleF(2, 2, 12, 12));
        }

        /// <summary>How far it has come.</summary>
        public static void Progress(Graphics graphics)
        {
            using (Pen pen = Ink.Line(Ink.Main, 1.2f))
            using (var ink = new SolidBrush(Ink.Main))
            {
                graphics.DrawRectangle(pen, 1.5f, 5, 13, 6);
                graphics.FillRectangle(ink, 3, 6.5f, 6, 3);
            }
        }

        /// <summary>Pause.</summary>
        public static void Pause(Graphics graphics)
        {
            using (var ink = new SolidBrush(Ink.Main))
                foreach (float x in new[] { 3.5f, 9.5f }) graphics.FillRectangle(ink, x, 2.5f, 3, 11);
        }

        /// <summary>The user is needed.</summary>
        public static void Attention(Graphics graphics)
        {
            using (var ink = new SolidBrush(Ink.Alert))
            using (Pen pen = Ink.Line(Color.White, 1.6f))
            {
                graphics.FillPolygon(ink, new[] { new PointF(8, 1), new PointF(15.5f, 14.5f), new PointF(0.5f, 14.5f) });
                graphics.DrawLine(pen, 8, 6, 8, 9.6f);
                graphics.DrawLine(pen, 8, 12.3f, 8, 12.4f);
            }
        }

        /// <summary>Preferences.</summary>
        public static void Sliders(Graphics graphics)
        {
            float[] knobs = { 10, 5, 8.5f };
            using (Pen pen = Ink.Line(Ink.Main, 1.2f))
            using (var ink = new SolidBrush(Ink.Main))
            {
                for (int row = 0; row < knobs.Length; row++)
                {
                    float y = 3.5f + row * 4.5f;
                    graphics.DrawLine(pen, 2, y, 14, y);
                    graphics.FillEllipse(ink, knobs[row] - 1.8f, y - 1.8f, 3.6f, 3.6f);
                }
            }
        }

        /// <summary>The report.</summary>
        public static void Report(Graphics graphics)
        {
            using (Pen pen = Ink.Line(Ink.Main, 1.4f))
            {
                graphics.DrawRectangle(pen, 2.5f, 1.5f, 11, 13);
                for (float y = 5; y < 13; y += 3) graphics.DrawLine(pen, 5.5f, y, 10.5f, y);
            }
        }

        /// <summary>Records that belong together.</summary>
        public static void Relations(Graphics graphics)
        {
            using (Pen pen = Ink.Line(Ink.Main, 1.2f))
            using (var ink = new SolidBrush(Ink.Main))
            {
                graphics.DrawLine(pen, 5, 8, 11, 4);
                graphics.DrawLine(pen, 5, 8, 11, 12);
                graphics.FillEllipse(ink, 2, 5.6f, 4.8f, 4.8f);
                graphics.FillEllipse(ink, 9.6f, 1.6f, 4.8f, 4.8f);
                graphics.FillEllipse(ink, 9.6f, 9.6f, 4.8f, 4.8f);
            }
        }

        /// <summary>A page in the browser.</summary>
        public static void Page(Graphics graphics)
        {
            using (Pen pen = Ink.Line(Ink.Main, 1.3f))
            {
                graphics.DrawLines(pen, new[] { new PointF(8, 3), new PointF(2.5f, 3), new PointF(2.5f, 13.5f), new PointF(13, 13.5f), new PointF(13, 8) });
                graphics.DrawLine(pen, 7, 9, 14, 2);
                graphics.DrawLines(pen, new[] { new PointF(10, 2), new PointF(14, 2), new PointF(14, 6) });
            }
        }

        /// <summary>Help.</summary>
        public static void Help(Graphics graphics)
        {
            using (Pen pen = Disc(graphics))
            {
                graphics.DrawArc(pen, 5.6f, 3.6f, 4.8f, 4.8f, 180, 225);
                graphics.DrawLine(pen, 8, 8.6f, 8, 9.4f);
                graphics.DrawLine(pen, 8, 12, 8, 12.1f);
            }
        }

        /// <summary>About.</summary>
        public static void About(Graphics graphics)
        {
            using (Pen pen = Disc(graphics))
            {
                graphics.DrawLine(pen, 8, 7.5f, 8, 11.5f);
                graphics.DrawLine(pen, 8, 4.4f, 8, 4.5f);
            }
        }

        private static Pen Disc(Graphics graphics)
        {
            using (var ink = new SolidBrush(Ink.Main)) graphics.FillEllipse(ink, 1, 1, 14, 14);
            return Ink.Line(Color.White, 1.6f);
        }
    }
}
