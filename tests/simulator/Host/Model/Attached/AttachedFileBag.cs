using Simulator.Host.Storage;

namespace Simulator.Host.Model.Attached
{
    /// <summary>What MAPI's names can be asked of an attachment.</summary>
    internal sealed class AttachedFileBag : IPropertyBag
    {
        private readonly AttachedFile line;
        private readonly ItemState state;

        /// <summary>An attachment of this item.</summary>
        public AttachedFileBag(AttachedFile line, ItemState state)
        {
            this.line = line;
            this.state = state;
        }

        /// <inheritdoc />
        public Record Folder
        {
            get { return state.Folder; }
        }

        /// <inheritdoc />
        public object Get(string field)
        {
            switch (field)
            {
                case "AttachmentContent":
                    return new AttachedFiles(state).ContentOf(line.Key);
                case "AttachmentFileName":
                    return line.FileName;
                default:
                    return state.Get(AttachedFiles.FieldOf(line.Key, field));
            }
        }

        /// <summary>Keeps a property, such as the id by which HTML names a picture.</summary>
        public void Put(string field, object value)
        {
            state.Put(AttachedFiles.FieldOf(line.Key, field), value);
        }
    }
}
