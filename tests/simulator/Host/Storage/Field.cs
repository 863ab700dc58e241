namespace Simulator.Host.Storage
{
    /// <summary>The names of what every record keeps; all others are Outlook's own property names or MAPI's.</summary>
    internal static class Field
    {
        /// <summary>EntryID, or StoreID.</summary>
        public const string EntryId = "EntryID";

        /// <summary>Key of the containing folder.</summary>
        public const string Parent = "parent";

        /// <summary>Key of the containing store.</summary>
        public const string Store = "store";

        /// <summary>A store's or folder's name.</summary>
        public const string Name = "Name";

        /// <summary>OlDefaultFolders of a store's default folder, 0 for others; -1 for the store's root.</summary>
        public const string Role = "role";

        /// <summary>OlItemType of what a folder is for.</summary>
        public const string ItemType = "DefaultItemType";

        /// <summary>Whether the user may only read a folder.</summary>
        public const string ReadOnly = "readonly";

        /// <summary>OlExchangeStoreType.</summary>
        public const string StoreType = "ExchangeStoreType";

        /// <summary>The address of the account that delivers to a store, or "".</summary>
        public const string Address = "address";
    }
}
