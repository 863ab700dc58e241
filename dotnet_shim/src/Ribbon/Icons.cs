using System.Collections.Generic;
using System.Drawing;
using System.Drawing.Drawing2D;
using System.Windows.Forms;

namespace OutlookCrm.Ribbon
{
    /// <summary>
    /// The ribbon's pictures, drawn on a grid of 16 units in the size that the screen's resolution asks for,
    /// so that none is scaled. The group's own pictures ("crm...") are large, the menu's small.
    /// </summary>
    public static class Icons
    {
        private const float Grid = 16;
        private const string Large = "crm";

        private static readonly Color Ink = Color.FromArgb(0x26, 0x4B, 0x7A);
        private static readonly Color Good = Color.FromArgb(0x2E, 0x7D, 0x32);
        private static readonly Color Alert = Color.FromArgb(0xC6, 0x5D, 0x00);
        private static readonly Color Quiet = Color.FromArgb(0x75, 0x75, 0x75);

        private delegate void Painter(Graphics graphics);

        private static readonly Dictionary<string, Painter> Painters = new Dictionary<string, Painter>
        {
            { "crm", Calendar },
            { "crm-in-step", graphics => Badge(graphics, Good, Tick) },
            { "crm-syncing", graphics => Badge(graphics, Ink, Arrows) },
            { "crm-offline", graphics => Badge(graphics, Quiet, Cross) },
            { "crm-attention", graphics => Badge(graphics, Alert, Bang) },
            { "login", graphics => Door(graphics, 1) },
            { "logout", graphics => Door(graphics, -1) },
            { "sync", graphics => { using (Pen pen = Line(Ink, 1.6f)) Arrows(graphics, pen, new RectangleF(2, 2, 12, 12)); } },
            { "preferences", Sliders },
            { "report", Report },
            { "about", About },
            { "relations", Relations },
            { "open", Page },
        };

        /// <summary>A new bitmap of the picture; null for a name that is not known.</summary>
        public static Bitmap Draw(string name)
        {
            if (name == null || !Painters.TryGetValue(name, out Painter paint)) return null;
            int size = (name.StartsWith(Large) ? SystemInformation.IconSize : SystemInformation.SmallIconSize).Width;
            var bitmap = new Bitmap(size, size);
            using (Graphics graphics = Graphics.FromImage(bitmap))
            {
                graphics.SmoothingMode = SmoothingMode.AntiAlias;
                graphics.ScaleTransform(size / Grid, size / Grid);
                paint(graphics);
            }
            return bitmap;
        }

        private static Pen Line(Color colour, float width) =>
            new Pen(colour, width) { StartCap = LineCap.Round, EndCap = LineCap.Round, LineJoin = LineJoin.Round };

        private static void Calendar(Graphics graphics)
        {
            using (Pen pen = Line(Ink, 1.2f))
            using (var ink = new SolidBrush(Ink))
            {
                graphics.FillRectangle(Brushes.White, 1.5f, 2.5f, 13, 12);
                graphics.DrawRectangle(pen, 1.5f, 2.5f, 13, 12);
                graphics.FillRectangle(ink, 1.5f, 2.5f, 13, 3);
                foreach (float x in new[] { 4f, 7f, 10f })
                    foreach (float y in new[] { 7f, 10.5f }) graphics.FillRectangle(ink, x, y, 2, 2);
            }
        }

        private static void Badge(Graphics graphics, Color colour, System.Action<Graphics, Pen, RectangleF> sign)
        {
            Calendar(graphics);
            using (var fill = new SolidBrush(colour))
            using (Pen pen = Line(Color.White, 1.1f))
            {
                graphics.FillEllipse(Brushes.White, 6.6f, 6.6f, 9.4f, 9.4f);
                graphics.FillEllipse(fill, 7.2f, 7.2f, 8.4f, 8.4f);
                sign(graphics, pen, new RectangleF(9.2f, 9.2f, 4.4f, 4.4f));
            }
        }

        private static void Tick(Graphics graphics, Pen pen, RectangleF box) => graphics.DrawLines(pen, new[]
        {
            new PointF(box.Left, box.Top + box.Height * 0.55f), new PointF(box.Left + box.Width * 0.4f, box.Bottom),
            new PointF(box.Right, box.Top),
        });

        private static void Cross(Graphics graphics, Pen pen, RectangleF box)
        {
            graphics.DrawLine(pen, box.Left, box.Top, box.Right, box.Bottom);
            graphics.DrawLine(pen, box.Left, box.Bottom, box.Right, box.Top);
        }

        private static void Bang(Graphics graphics, Pen pen, RectangleF box)
        {
            float middle = box.Left + box.Width / 2;
            graphics.DrawLine(pen, middle, box.Top - 0.3f, middle, box.Top + box.Height * 0.6f);
            graphics.DrawLine(pen, middle, box.Bottom, middle, box.Bottom + 0.1f);
        }

        private static void Arrows(Graphics graphics, Pen pen, RectangleF box)
        {
            float head = box.Width / 4;
            graphics.DrawArc(pen, box, 200, 140);
            graphics.DrawArc(pen, box, 20, 140);
            graphics.DrawLines(pen, Head(box.Right - head * 0.2f, box.Top + box.Height * 0.34f, head, -1));
            graphics.DrawLines(pen, Head(box.Left + head * 0.2f, box.Bottom - box.Height * 0.34f, head, 1));
        }

        private static PointF[] Head(float x, float y, float size, int direction) => new[]
        {
            new PointF(x, y + direction * size), new PointF(x, y), new PointF(x + direction * size, y),
        };

        private static void Door(Graphics graphics, int direction)
        {
            using (Pen pen = Line(Ink, 1.3f))
            {
                graphics.DrawLines(pen, new[] { new PointF(8, 2), new PointF(13.5f, 2), new PointF(13.5f, 14), new PointF(8, 14) });
                graphics.DrawLine(pen, 2, 8, 10, 8);
                float tip = direction > 0 ? 10 : 2, tail = tip - direction * 3;
                graphics.DrawLines(pen, new[] { new PointF(tail, 5), new PointF(tip, 8), new PointF(tail, 11) });
            }
        }

        private static void Sliders(Graphics graphics)
        {
            float[] knobs = { 10, 5, 8.5f };
            using (Pen pen = Line(Ink, 1.2f))
            using (var ink = new SolidBrush(Ink))
            {
                for (int row = 0; row < knobs.Length; row++)
                {
                    float y = 3.5f + row * 4.5f;
                    graphics.DrawLine(pen, 2, y, 14, y);
                    graphics.FillEllipse(ink, knobs[row] - 1.8f, y - 1.8f, 3.6f, 3.6f);
                }
            }
        }

        private static void Report(Graphics graphics)
        {
            using (Pen pen = Line(Ink, 1.2f))
            {
                graphics.DrawRectangle(pen, 2.5f, 1.5f, 11, 13);
                for (float y = 5; y < 13; y += 3) graphics.DrawLine(pen, 5.5f, y, 10.5f, y);
            }
        }

        private static void Relations(Graphics graphics)
        {
            using (Pen pen = Line(Ink, 1.2f))
            using (var ink = new SolidBrush(Ink))
            {
                graphics.DrawLine(pen, 5, 8, 11, 4);
                graphics.DrawLine(pen, 5, 8, 11, 12);
                graphics.FillEllipse(ink, 2, 5.6f, 4.8f, 4.8f);
                graphics.FillEllipse(ink, 9.6f, 1.6f, 4.8f, 4.8f);
                graphics.FillEllipse(ink, 9.6f, 9.6f, 4.8f, 4.8f);
            }
        }

        private static void Page(Graphics graphics)
        {
            using (Pen pen = Line(Ink, 1.3f))
            {
                graphics.DrawLines(pen, new[] { new PointF(8, 3), new PointF(2.5f, 3), new PointF(2.5f, 13.5f), new PointF(13, 13.5f), new PointF(13, 8) });
                graphics.DrawLine(pen, 7, 9, 14, 2);
                graphics.DrawLines(pen, new[] { new PointF(10, 2), new PointF(14, 2), new PointF(14, 6) });
            }
        }

        private static void About(Graphics graphics)
        {
            using (var ink = new SolidBrush(Ink))
            using (Pen pen = Line(Color.White, 1.6f))
            {
                graphics.FillEllipse(ink, 1, 1, 14, 14);
                graphics.DrawLine(pen, 8, 7.5f, 8, 11.5f);
                graphics.DrawLine(pen, 8, 4.4f, 8, 4.5f);
            }
        }
    }
}
