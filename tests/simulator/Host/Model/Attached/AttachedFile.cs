using System.Globalization;

namespace Simulator.Host.Model.Attached
{
    /// <summary>One line of an item's list of attachments; the content is a value of the item's own.</summary>
    internal sealed class AttachedFile
    {
        private const int Words = 6;

        /// <summary>Makes a line.</summary>
        public AttachedFile(int key, int type, int position, int size, string fileName, string displayName)
        {
            Key = key;
            Type = type;
            Position = position;
            Size = size;
            FileName = fileName;
            DisplayName = displayName;
        }

        /// <summary>What tells it from the others of the same item.</summary>
        public int Key { get; }

        /// <summary>OlAttachmentType.</summary>
        public int Type { get; }

        /// <summary>Where in the body it stands, 0 for nowhere.</summary>
        public int Position { get; }

        /// <summary>Bytes.</summary>
        public int Size { get; }

        /// <summary>The file's name.</summary>
        public string FileName { get; }

        /// <summary>What is shown.</summary>
        public string DisplayName { get; }

        /// <summary>Shown under another name.</summary>
        public AttachedFile Called(string name)
        {
            return new AttachedFile(Key, Type, Position, Size, FileName, name);
        }

        /// <summary>Reads what ToString wrote.</summary>
        public static AttachedFile Parse(string line)
        {
            var words = line.Split(new[] { '\t' }, Words);
            return new AttachedFile(Number(words[0]), Number(words[1]), Number(words[2]), Number(words[3]), words[4], words[5]);
        }

        /// <summary>The line as an item keeps it.</summary>
        public override string ToString()
        {
            return string.Join("\t", Key, Type, Position, Size, FileName, DisplayName);
        }

        private static int Number(string word)
        {
            return int.Parse(word, CultureInfo.InvariantCulture);
        }
    }
}
