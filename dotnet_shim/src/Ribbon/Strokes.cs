using System;
using System.Drawing;

namespace OutlookCrm.Ribbon
{
    /// <summary>The calendar of the group's pictures and the signs of its states, on a grid of 16 units.</summary>
    public static class Strokes
    {
        /// <summary>Units of a picture's side.</summary>
        public const float Grid = 16;

        /// <summary>A calendar's sheet.</summary>
        public static void Calendar(Graphics graphics)
        {
            using (Pen pen = Ink.Line(Ink.Main, 1.2f))
            using (var ink = new SolidBrush(Ink.Main))
            {
                graphics.FillRectangle(Brushes.White, 1.5f, 2.5f, 13, 12);
                graphics.DrawRectangle(pen, 1.5f, 2.5f, 13, 12);
                graphics.FillRectangle(ink, 1.5f, 2.5f, 13, 3);
                foreach (float x in new[] { 4f, 7f, 10f })
                    foreach (float y in new[] { 7f, 10.5f }) graphics.FillRectangle(ink, x, y, 2, 2);
            }
        }

        /// <summary>The calendar with a sign in its corner.</summary>
        public static void Badge(Graphics graphics, Color colour, Action<Graphics, Pen, RectangleF> sign)
        {
            Calendar(graphics);
            using (var fill = new SolidBrush(colour))
            using (Pen pen = Ink.Line(Color.White, 1.1f))
            {
                graphics.FillEllipse(Brushes.White, 6.6f, 6.6f, 9.4f, 9.4f);
                graphics.FillEllipse(fill, 7.2f, 7.2f, 8.4f, 8.4f);
                sign(graphics, pen, new RectangleF(9.2f, 9.2f, 4.4f, 4.4f));
            }
        }

        /// <summary>In step.</summary>
        public static void Tick(Graphics graphics, Pen pen, RectangleF box) => graphics.DrawLines(pen, new[]
        {
            new PointF(box.Left, box.Top + box.Height * 0.55f), new PointF(box.Left + box.Width * 0.4f, box.Bottom),
            new PointF(box.Right, box.Top),
        });

        /// <summary>Not connected.</summary>
        public static void Cross(Graphics graphics, Pen pen, RectangleF box)
        {
            graphics.DrawLine(pen, box.Left, box.Top, box.Right, box.Bottom);
            graphics.DrawLine(pen, box.Left, box.Bottom, box.Right, box.Top);
        }

        /// <summary>Paused.</summary>
        public static void Bars(Graphics graphics, Pen pen, RectangleF box)
        {
            foreach (float x in new[] { box.Left + box.Width * 0.25f, box.Left + box.Width * 0.75f })
                graphics.DrawLine(pen, x, box.Top, x, box.Bottom);
        }

        /// <summary>The user is needed.</summary>
        public static void Bang(Graphics graphics, Pen pen, RectangleF box)
        {
            float middle = box.Left + box.Width / 2;
            graphics.DrawLine(pen, middle, box.Top - 0.3f, middle, box.Top + box.Height * 0.6f);
            graphics.DrawLine(pen, middle, box.Bottom, middle, box.Bottom + 0.1f);
        }

        /// <summary>Synchronising.</summary>
        public static void Arrows(Graphics graphics, Pen pen, RectangleF box)
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
    }
}
