using Simulator.Host.Model.People;

namespace Simulator.Host.Model.Objects
{
    /// <content>Who takes part.</content>
    public sealed partial class AppointmentItem
    {
        private const int Required = 1, Optional = 2, Resource = 3; // OlMeetingRecipientType

        public Recipients Recipients
        {
            get
            {
                EnterReadable("Recipients");
                return new Recipients(Core, this, State);
            }
        }

        /// <summary>Names, not addresses; setting them begins anew with people who are not resolved.</summary>
        public string RequiredAttendees
        {
            get { return Names(Required); }
            set { PutNames(Required, value); }
        }

        public string OptionalAttendees
        {
            get { return Names(Optional); }
            set { PutNames(Optional, value); }
        }

        public string Resources
        {
            get { return Names(Resource); }
            set { PutNames(Resource, value); }
        }

        /// <summary>Whoever sent a received meeting; the user of any other appointment.</summary>
        public string Organizer
        {
            get { return Text("SentOnBehalfOfName") == "" ? new AddressBook(Core).User.Name : Text("SentOnBehalfOfName"); }
        }

        public AddressEntry GetOrganizer()
        {
            EnterAlive();
            var book = new AddressBook(Core);
            var organizer = book.Find(Text("SenderSmtpAddress")) ?? book.Find(Text("SentOnBehalfOfName"));
            return new AddressEntry(Core, this, organizer ?? book.User);
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
