using System.Linq;
using System.Runtime.Serialization;
using OutlookCrm.Forms;

namespace OutlookCrm.Ribbon
{
    /// <summary>What one ribbon control shows; null means Office's own default.</summary>
    [DataContract]
    public sealed class ControlState
    {
        [DataMember(Name = "label")] public string Label;
        [DataMember(Name = "screentip")] public string Screentip;
        [DataMember(Name = "supertip")] public string Supertip;
        [DataMember(Name = "image")] public string Image;
        [DataMember(Name = "enabled")] public bool? Enabled;
        [DataMember(Name = "visible")] public bool? Visible;

        /// <summary>In a context menu: the kind of items that it is for; null for whatever is chosen.</summary>
        [DataMember(Name = "of")] public string Of;

        /// <summary>Of a list: what it offers.</summary>
        [DataMember(Name = "choices")] public ChoiceRecord[] Choices;

        /// <summary>Of a list: the cell of the window's item that it shows and sets.</summary>
        [DataMember(Name = "cell")] public string Cell;

        /// <summary>Whether Office need not ask again.</summary>
        public bool SameAs(ControlState other) =>
            other != null && Label == other.Label && Screentip == other.Screentip && Supertip == other.Supertip
            && Image == other.Image && Enabled == other.Enabled && Visible == other.Visible && Cell == other.Cell
            && Of == other.Of && Offers.SequenceEqual(other.Offers);

        /// <summary>What a list offers, in its order.</summary>
        public ChoiceRecord[] Offered => Choices ?? new ChoiceRecord[0];

        private string[] Offers => Offered.SelectMany(choice => new[] { choice.Value, choice.Text }).ToArray();
    }
}
