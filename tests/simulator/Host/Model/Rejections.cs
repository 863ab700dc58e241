namespace Simulator.Host.Model
{
    /// <summary>
    /// Turns calls away as a busy Outlook does: one, the next after n others, the next after 2n,
    /// 3n and so on, so that it happens at every point of a caller's work, and yet who is patient
    /// gets through.
    /// </summary>
    internal sealed class Rejections
    {
        private readonly int step;
        private int made;
        private int accepted;

        /// <summary>With n; 0 turns nothing away.</summary>
        public Rejections(int step)
        {
            this.step = step;
        }

        /// <summary>Whether the next call is turned away; counts it.</summary>
        public bool Takes()
        {
            if (step == 0 || accepted++ < made * step)
            {
                return false;
            }
            made++;
            accepted = 0;
            return true;
        }
    }
}
