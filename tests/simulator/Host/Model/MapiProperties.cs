using Simulator.Host.Storage;

namespace Simulator.Host.Model
{
    /// <summary>Reads what MAPI's names mean of a folder or item: times in UTC, ids as bytes.</summary>
    internal sealed class MapiProperties
    {
        private const int Read = 0x02;             // MAPI_ACCESS_READ
        private const int ModifyAndDelete = 0x05;  // MAPI_ACCESS_MODIFY, MAPI_ACCESS_DELETE
        private const int Create = 0x38;           // MAPI_ACCESS_CREATE_HIERARCHY, _CONTENTS, _ASSOCIATED
        private readonly Mailbox mailbox;
        private readonly IPropertyBag bag;

        /// <summary>Reads of this bag.</summary>
        public MapiProperties(Mailbox mailbox, IPropertyBag bag)
        {
            this.mailbox = mailbox;
            this.bag = bag;
        }

        /// <summary>The value of a field as MAPI has it, or null.</summary>
        public object Get(string field)
        {
            var value = Computed(field) ?? bag.Get(field);
            var text = value as string;
            return text != null && MapiNames.IsHexadecimal(field) ? MapiNames.Bytes(text) : value;
        }

        private object Computed(string field)
        {
            switch (field)
            {
                case MapiNames.Access:
                    return Rights();
                case MapiNames.ParentId:
                    return bag.Folder.EntryId;
                case MapiNames.StoreId:
                    return mailbox[bag.Folder.Store].EntryId;
                case MapiNames.CleanGlobalId:
                    return Recurrence.GlobalIds.Clean((string)bag.Get("GlobalAppointmentID"));
                default:
                    return null;
            }
        }

        private int Rights()
        {
            var may = bag.Folder.Of<bool>(Field.ReadOnly) ? Read : Read | ModifyAndDelete;
            var isFolder = Equals(bag.Get(Field.EntryId), bag.Folder.EntryId);
            return isFolder && (may & ModifyAndDelete) != 0 ? may | Create : may;
        }
    }
}
