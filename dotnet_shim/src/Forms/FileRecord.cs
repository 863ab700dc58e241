using System.Runtime.Serialization;

namespace OutlookCrm.Forms
{
    /// <summary>A file that a button asks the user for: a name to begin with, and what kinds it may be of.</summary>
    [DataContract]
    public sealed class FileRecord
    {
        [DataMember(Name = "name")] public string Name = "";

        /// <summary>The ending of each kind, without the point, and its words.</summary>
        [DataMember(Name = "kinds")] public ChoiceRecord[] Kinds;
    }
}
