using System.Collections.Generic;
using System.Linq;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// What the user chose on an item for one CRM: type, status and relations, each in a property of ours that
    /// names the CRM, for another one's ids are other records. The properties of an early version name none.
    /// </summary>
    public sealed class ChoiceCells
    {
        private static readonly string[] Choices = { "type", "status", "accounts", "contacts", "projects" };

        private readonly string crm;
        private readonly string[] foreign;

        /// <summary>Of the CRM that the question names; of a question that names none, what names none.</summary>
        public ChoiceCells(Question question)
        {
            crm = question.Crm;
            foreign = question.Foreign;
        }

        /// <summary>The properties to be read, in the order in which AddTo takes their values.</summary>
        public IEnumerable<string> Names =>
            Choices.Select(choice => PropertyOf(choice, crm)).Concat(Choices.Select(Schema.Own)).Concat(foreign.Select(Schema.Stamp));

        /// <summary>The property that a cell is written to; its name begins with @.</summary>
        public static string PropertyOfCell(string cell, string crm) => PropertyOf(cell.Substring(1), crm);

        /// <summary>Adds the cells, from values as GetProperties answers them.</summary>
        public void AddTo(Dictionary<string, Cell> cells, object[] values)
        {
            for (int at = 0; at < Choices.Length; at++)
            {
                Cell own = RecordReader.OfProperty(values[at]);
                cells["@" + Choices[at]] = own.IsAbsent ? Unnamed(values, at) : own;
            }
        }

        // A copy or a move from another CRM's calendar brings that one's stamp along.
        private Cell Unnamed(object[] values, int at)
        {
            Cell cell = RecordReader.OfProperty(values[Choices.Length + at]);
            bool stamped = values.Skip(2 * Choices.Length).Any(stamp => stamp is string);
            return stamped && !cell.IsAbsent ? Cell.Foreign() : cell;
        }

        private static string PropertyOf(string choice, string crm) =>
            Schema.Own(string.IsNullOrEmpty(crm) ? choice : choice + "-" + crm);
    }
}
