using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.People;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A mail. One made by a program is a draft, and stays one until it is sent.</summary>
    public sealed class MailItem : OutlookItem
    {
        private const int ToType = 1, CcType = 2, BccType = 3; // OlMailRecipientType
        private const int Html = 2;                 // olFormatHTML

        internal MailItem(Core core, ItemState state)
            : base(core, Kind.Mail, state)
        {
        }

        /// <summary>What S/MIME protects is shown as if it were not.</summary>
        public override string MessageClass
        {
            get { return base.MessageClass.StartsWith("IPM.Note.SMIME", StringComparison.Ordinal) ? "IPM.Note" : base.MessageClass; }
            set { base.MessageClass = value; }
        }

        public Recipients Recipients
        {
            get
            {
                EnterAlive();
                return new Recipients(Core, this, State);
            }
        }

        /// <summary>Names, not addresses; setting them begins anew with people who are not resolved.</summary>
        public string To
        {
            get { return Names(ToType); }
            set { PutNames(ToType, value); }
        }

        public string CC
        {
            get { return Names(CcType); }
            set { PutNames(CcType, value); }
        }

        public string BCC
        {
            get { return Names(BccType); }
            set { PutNames(BccType, value); }
        }

        public int BodyFormat
        {
            get { return Number("BodyFormat"); }
            set { PutWithin("BodyFormat", value, 1, 3); }
        }

        /// <summary>Made where the mail has none: that is a change.</summary>
        public string HTMLBody
        {
            get
            {
                if (BodyFormat != Html)
                {
                    State.Put("HTMLBody", "<html><body>" + Text("Body") + "</body></html>");
                }
                return Text("HTMLBody");
            }

            set
            {
                Put("HTMLBody", value ?? "");
                Put("BodyFormat", Html);
            }
        }

        /// <summary>Whether it is no draft.</summary>
        public bool Sent
        {
            get { return (Number(MessageFlags.Field) & MessageFlags.Unsent) == 0; }
        }

        public bool Submitted
        {
            get
            {
                EnterAlive();
                return false;
            }
        }

        public DateTime SentOn
        {
            get { return Local("SentOn"); }
        }

        public DateTime ReceivedTime
        {
            get { return Local("ReceivedTime"); }
        }

        public string SenderName
        {
            get { return Text("SenderName"); }
        }

        /// <summary>Of its type: a colleague's is a name in the directory.</summary>
        public string SenderEmailAddress
        {
            get { return Text("SenderEmailAddress"); }
        }

        public string SenderEmailType
        {
            get { return Text("SenderEmailType"); }
        }

        public string SentOnBehalfOfName
        {
            get { return Text("SentOnBehalfOfName"); }
            set { Put("SentOnBehalfOfName", value ?? ""); }
        }

        /// <summary>Null for a draft.</summary>
        public AddressEntry Sender
        {
            get
            {
                var sender = new AddressBook(Core).Find(Text("SenderSmtpAddress"));
                return sender == null ? null : new AddressEntry(Core, this, sender);
            }
        }

        /// <summary>Null while nobody chose one, and where it is no more.</summary>
        public Account SendUsingAccount
        {
            get
            {
                EnterAlive();
                var chosen = Text("SendUsingAccount");
                return new Accounts(Core).All().FirstOrDefault(account => account.SmtpAddress == chosen);
            }

            set
            {
                Put("SendUsingAccount", value == null ? "" : value.SmtpAddress);
            }
        }

        /// <summary>What an answer shares with the mail it answers.</summary>
        public string ConversationID
        {
            get { return Text("ConversationID"); }
        }

        /// <summary>OlPermission: 0 where the rights of its reader are not restricted.</summary>
        public int Permission
        {
            get { return Number("Permission"); }
        }

        /// <summary>OlDownloadState: 0 for a mail whose rest is still on the server.</summary>
        public int DownloadState
        {
            get { return Flag("IsHeaderOnly") ? 0 : 1; }
        }

        public string ConversationTopic
        {
            get { return Text("Subject"); }
        }

        /// <summary>To Sent Items of the account that sends; not one recipient may be unknown. What listens to ItemSend can forbid it.</summary>
        public void Send()
        {
            EnterAlive();
            Core.Pump();
            if (Sent || !Recipients.All().Any() || !Recipients.ResolveAll())
            {
                throw ComError.Of(ComError.Failed, "Outlook does not recognize one or more names");
            }
            if (Core.Application.ForbidsSend(this))
            {
                throw ComError.Of(ComError.Aborted, "a listener forbade the sending");
            }
            var account = SendUsingAccount ?? Usual();
            PutSender(new AddressBook(Core).Find(account.SmtpAddress));
            State.Put(MessageFlags.Field, MessageFlags.Read);
            State.Put("SentOn", Core.Now());
            Save();
            Core.Application.Inspectors.Shown(this)?.Hide();
            Move(account.DeliveryStore.DefaultFolder(Role.SentMail));
        }

        internal static Dictionary<string, object> Defaults(Core core)
        {
            return MessageFlags.Values(MessageFlags.Read | MessageFlags.Unsent);
        }

        /// <inheritdoc />
        internal override void PutField(string field, object value)
        {
            // A new mail is a draft whatever a program says; only a note in a folder can be made what it is not.
            MessageFlags.RequireSettable(field, false);
            base.PutField(field, value);
        }

        // The account whose store the draft lies in; for any other store the first.
        private Account Usual()
        {
            var accounts = new Accounts(Core).All();
            var store = Core.Mailbox[State.Folder.Store].EntryId;
            return accounts.FirstOrDefault(account => account.DeliveryStore.StoreID == store) ?? accounts.First();
        }

        private void PutSender(Person sender)
        {
            State.Put("SenderName", sender.Name);
            State.Put("SenderEmailAddress", sender.Address);
            State.Put("SenderEmailType", sender.AddressType);
            State.Put("SenderSmtpAddress", sender.SmtpAddress);
        }

        private string Names(int type)
        {
            EnterAlive();
            return new Addressees(State).Names(type);
        }

        private void PutNames(int type, string names)
        {
            EnterAlive();
            new Addressees(State).PutNames(type, names);
        }
    }
}
