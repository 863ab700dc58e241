using System;
using System.IO;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Attached;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A file or item attached to an item.</summary>
    public sealed class Attachment : OutlookObject
    {
        private readonly ItemState state;
        private readonly AttachedFiles files;
        private readonly int key;

        internal Attachment(Core core, object parent, ItemState state, int key)
            : base(core, Kind.Attachment, parent)
        {
            this.state = state;
            this.key = key;
            files = new AttachedFiles(state);
        }

        public string DisplayName
        {
            get { return Line.DisplayName; }
            set { files.Replace(Line.Called(value)); }
        }

        public string FileName
        {
            get { return Line.FileName; }
        }

        public int Index
        {
            get { return files.All.FindIndex(each => each.Key == Line.Key) + 1; }
        }

        public int Position
        {
            get { return Line.Position; }
        }

        /// <summary>Bytes.</summary>
        public int Size
        {
            get { return Line.Size; }
        }

        public int Type
        {
            get { return Line.Type; }
        }

        public PropertyAccessor PropertyAccessor
        {
            get
            {
                var bag = new AttachedFileBag(Line, state);
                return new PropertyAccessor(Core, this, bag, bag.Put);
            }
        }

        private AttachedFile Line
        {
            get
            {
                Enter();
                return files.All.FirstOrDefault(each => each.Key == key) ?? throw ComError.Of(ComError.ObjectDeleted, "the attachment is gone");
            }
        }

        /// <summary>The path names a file; one that is there is replaced.</summary>
        public void SaveAsFile(string Path)
        {
            var content = files.ContentOf(Line.Key);
            Core.Pump();
            if (Core.Habits.BlockedFiles.Contains(FileName))
            {
                throw ComError.Of(ComError.Failed, "this attachment is blocked");
            }
            try
            {
                File.WriteAllBytes(Path, content);
            }
            catch (SystemException failure) when (failure is IOException || failure is UnauthorizedAccessException)
            {
                throw ComError.Of(ComError.Denied, "cannot save the attachment: " + failure.Message);
            }
        }

        public void Delete()
        {
            files.Remove(Line.Key);
        }
    }
}
