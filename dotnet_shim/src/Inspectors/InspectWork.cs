using System;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Inspectors.Records;
using OutlookCrm.Outlook;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Inspectors
{
    /// <summary>Reads the appointment in one window.</summary>
    public sealed class InspectWork : ISliced<InspectorFacts>
    {
        private const int NotFound = unchecked((int)0x8004010F); // MAPI_E_NOT_FOUND

        private readonly OutlookSession outlook;
        private readonly InspectorDesk desk;
        private readonly Question question;

        /// <summary>Reads the window of the question's session.</summary>
        public InspectWork(OutlookSession outlook, InspectorDesk desk, Question question)
        {
            this.outlook = outlook;
            this.desk = desk;
            this.question = question;
        }

        /// <inheritdoc />
        public InspectorFacts Result { get; private set; }

        /// <inheritdoc />
        public bool Step()
        {
            InspectorWindow window = desk.Of(question.Session);
            if (window == null) throw new COMException("The window is closed.", NotFound);
            Result = window.Read(question, outlook.Mailbox);
            return true;
        }
    }
}
