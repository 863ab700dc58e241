using Simulator.Host.Storage;

namespace Simulator.Host.Model.People
{
    /// <summary>What MAPI's names can be asked of a recipient.</summary>
    internal sealed class AddresseeBag : IPropertyBag
    {
        /// <summary>PidTagRecipientTrackStatus, the one that can be set.</summary>
        public const string TrackStatus = "TrackStatus";

        private readonly Addressee line;

        /// <summary>A recipient of an item in this folder.</summary>
        public AddresseeBag(Addressee line, Record folder)
        {
            this.line = line;
            Folder = folder;
        }

        /// <inheritdoc />
        public Record Folder { get; }

        /// <inheritdoc />
        public object Get(string field)
        {
            switch (field)
            {
                case "Name":
                    return line.Name;
                case "SmtpAddress":
                    return line.Person?.SmtpAddress;
                case "EmailAddress":
                    return line.Person?.Address;
                case "AddressType":
                    return line.Person?.AddressType;
                case "RecipientType":
                    return line.Type;
                case TrackStatus:
                    return line.Response;
                default:
                    return null;
            }
        }
    }
}
