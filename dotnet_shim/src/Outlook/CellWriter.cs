using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Sets the cells of an open item of any kind; how is the derived class's.</summary>
    public abstract class CellWriter
    {
        private readonly OutlookSession outlook;
        private readonly Question question;

        /// <summary>Writes what the question holds and nothing else.</summary>
        protected CellWriter(OutlookSession outlook, Question question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <summary>The writer of the kind that a question asks about.</summary>
        public static CellWriter For(OutlookSession outlook, Question question) => question.Kind == Question.Contact
            ? new ContactWriter(outlook, question)
            : question.Kind == Question.Task ? new TaskWriter(outlook, question)
            : (CellWriter)new AppointmentWriter(outlook, question);

        /// <summary>Sets every cell and the stamp; does not save.</summary>
        public void Apply(dynamic item)
        {
            Set(question.Cells, item);
            ApplyNamed(item, question.Cells);
        }

        /// <summary>Categories with the one separator that Outlook takes: that of the user's regional settings.</summary>
        protected static string InThisLocale(string categories) =>
            categories.Replace("; ", CultureInfo.CurrentCulture.TextInfo.ListSeparator + " ");

        /// <summary>Sets the kind's own properties among the cells.</summary>
        protected abstract void Set(Dictionary<string, Cell> cells, object item);

        private void ApplyNamed(dynamic item, Dictionary<string, Cell> cells)
        {
            Dictionary<string, string> values = cells.Where(cell => cell.Key[0] == '@')
                .ToDictionary(cell => ChoiceCells.PropertyOfCell(cell.Key, question.Crm), cell => cell.Value.Text);
            if (question.Stamp != "")
                values[Schema.Stamp(question.Pairing)] = question.Stamp + " " + outlook.Mailbox(question.Store);
            bool unmarks = question.Op == "stamp" && question.Stamp == "";
            if (values.Count == 0 && !unmarks) return;
            using (Held held = new Held(item.PropertyAccessor))
            {
                dynamic accessor = held.It;
                if (unmarks) accessor.DeleteProperty(Schema.Stamp(question.Pairing));
                if (values.Count == 0) return;
                object refused = accessor.SetProperties(values.Keys.ToArray<object>(), values.Values.ToArray<object>());
                Check(refused as object[]);
            }
        }

        // SetProperties does not throw for one bad value: it answers with an error in its place.
        private static void Check(object[] refused)
        {
            foreach (object each in refused ?? new object[0])
            {
                if (each is int code && code < 0) Marshal.ThrowExceptionForHR(code);
                if (each is Exception error) throw error;
            }
        }
    }
}
