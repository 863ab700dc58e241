using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>What MAPI's names can be asked of: a folder, or an item with what was set but not saved.</summary>
    internal interface IPropertyBag
    {
        /// <summary>The folder it is in; a folder itself.</summary>
        Record Folder { get; }

        /// <summary>A kept value, or null.</summary>
        object Get(string field);
    }
}
