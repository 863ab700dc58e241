using System.Globalization;
using System.Runtime.Serialization;

namespace OutlookCrm.Outlook.Records
{
    /// <summary>One property's value, or why there is none.</summary>
    [DataContract]
    public sealed class Cell
    {
        [DataMember(Name = "state")] public string State;
        [DataMember(Name = "text", EmitDefaultValue = false)] public string Text;
        [DataMember(Name = "number", EmitDefaultValue = false)] public int? Number;
        [DataMember(Name = "flag", EmitDefaultValue = false)] public bool? Flag;

        /// <summary>Whether the item has no such property.</summary>
        public bool IsAbsent => State == "absent";

        /// <summary>The item has no such property.</summary>
        public static Cell Absent() => new Cell { State = "absent" };

        /// <summary>The property is there and cannot be read.</summary>
        public static Cell Unreadable(string hresult) => new Cell { State = "unreadable", Text = hresult };

        /// <summary>A text too long to cross the seam: never compared, never written.</summary>
        public static Cell Cut(string text) => new Cell { State = "cut", Text = text };

        /// <summary>A choice that was made for a CRM, and nothing tells which one.</summary>
        public static Cell Foreign() => new Cell { State = "foreign" };

        /// <summary>A text.</summary>
        public static Cell Of(string text) => new Cell { State = "value", Text = text };

        /// <summary>A number.</summary>
        public static Cell Of(int number) => new Cell { State = "value", Number = number };

        /// <summary>A yes or no.</summary>
        public static Cell Of(bool flag) => new Cell { State = "value", Flag = flag };

        /// <summary>One text for each content, for the digest.</summary>
        public override string ToString() => string.Join(
            "\t", State, Text, Number?.ToString(CultureInfo.InvariantCulture), Flag?.ToString());
    }
}
