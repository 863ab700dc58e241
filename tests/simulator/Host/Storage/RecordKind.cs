namespace Simulator.Host.Storage
{
    /// <summary>What a record of the mailbox stands for.</summary>
    internal enum RecordKind
    {
        /// <summary>A mailbox or data file.</summary>
        Store,

        /// <summary>A folder.</summary>
        Folder,

        /// <summary>An item in a folder.</summary>
        Item,
    }
}
