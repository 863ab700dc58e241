using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>Office's languages (of Office's type library, not Outlook's).</summary>
    public sealed class LanguageSettings
    {
        private const int English = 1033;
        private const int LastKind = 5;

        internal LanguageSettings()
        {
        }

        /// <summary>The language of an MsoAppLanguageID.</summary>
        public int LanguageID(int Id)
        {
            return Id >= 1 && Id <= LastKind ? English : throw ComError.Of(ComError.BadArgument, "no kind of language " + Id);
        }
    }
}
