using System;
using System.Linq;
using OutlookCrm.Outlook;

namespace OutlookCrm.Mails
{
    /// <summary>
    /// How a mail is protected, told without opening its text: that may ask its user for a smart card or a
    /// password. Outlook shows a mail that it can decrypt as IPM.Note; the store's own word, and flags, tell.
    /// </summary>
    public sealed class Protection
    {
        private const int Encrypted = 1, Signed = 2;     // of the security flags
        private const string Smime = "IPM.Note.SMIME";
        private const string ClearSigned = "MultipartSigned"; // anybody can read it
        private static readonly string[] Sealed = { Smime, "IPM.Note.rpmsg", "IPM.Note.Secure" };

        private readonly string stored;
        private readonly int flags;
        private readonly bool restricted;

        private Protection(string stored, int flags, bool restricted)
        {
            this.stored = stored;
            this.flags = flags;
            this.restricted = restricted;
        }

        /// <summary>Whether its text is for nobody but its reader.</summary>
        public bool IsSealed => restricted || (flags & Encrypted) != 0 || Sealed.Any(Begins) && !IsClearSigned;

        /// <summary>Whether it is encrypted or signed by S/MIME: to save it would cost it that.</summary>
        public bool IsSmime => flags != 0 || Begins(Smime);

        private bool IsClearSigned => stored.EndsWith(ClearSigned, StringComparison.OrdinalIgnoreCase);

        /// <summary>Of a mail, be it one that is being written.</summary>
        public static Protection Of(dynamic mail)
        {
            string shown = mail.MessageClass;
            bool restricted = mail.Permission != 0;
            using (Held held = new Held(mail.PropertyAccessor))
            {
                dynamic accessor = held.It;
                var values = (object[])accessor.GetProperties(new object[] { MailSchema.StoredClass, MailSchema.Security });
                int told = values[1] is int number && number > 0 ? number : 0; // below 0 it is an error's
                return new Protection(values[0] as string ?? shown, told & (Encrypted | Signed), restricted);
            }
        }

        private bool Begins(string name) => stored.StartsWith(name, StringComparison.OrdinalIgnoreCase);
    }
}
