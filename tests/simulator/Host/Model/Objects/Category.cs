using System.Globalization;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A category that a store knows.</summary>
    public sealed class Category : OutlookObject
    {
        private const int NoColor = 0;    // olCategoryColorNone
        private const int LastColor = 25; // olCategoryColorDarkMaroon
        private string name;
        private int color;

        internal Category(Core core, Categories parent, string name, int color, string id)
            : base(core, Kind.Category, parent)
        {
            this.name = name;
            this.color = color;
            CategoryID = id;
        }

        public string CategoryID { get; }

        public string Name
        {
            get
            {
                return name;
            }

            set
            {
                Enter();
                name = value;
                ((Categories)Parent).Replace(this);
            }
        }

        public int Color
        {
            get
            {
                return color;
            }

            set
            {
                Enter();
                color = value >= NoColor && value <= LastColor ? value : throw ComError.Of(ComError.BadArgument, "no colour " + value);
                ((Categories)Parent).Replace(this);
            }
        }

        internal string Line
        {
            get { return CategoryID + "\t" + color.ToString(CultureInfo.InvariantCulture) + "\t" + name; }
        }

        internal static Category Parse(Core core, Categories parent, string line)
        {
            var words = line.Split(new[] { '\t' }, 3);
            return new Category(core, parent, words[2], int.Parse(words[1], CultureInfo.InvariantCulture), words[0]);
        }
    }
}
