using System.Collections.Generic;
using System.Runtime.Serialization;
using OutlookCrm.Ribbon;

namespace OutlookCrm.Inspectors.Records
{
    /// <summary>What one appointment window shows of ours: ribbon controls, and the pane when it is opened.</summary>
    [DataContract]
    public sealed class InspectorState
    {
        [DataMember(Name = "session")] public string Session = "";
        /// <summary>Which CRM the choices are for.</summary>
        [DataMember(Name = "crm")] public string Crm = "";
        [DataMember(Name = "controls")] public Dictionary<string, ControlState> Controls = new Dictionary<string, ControlState>();
        [DataMember(Name = "pane")] public PaneRecord Pane;
    }
}
