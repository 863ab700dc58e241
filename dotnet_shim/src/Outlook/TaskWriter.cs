using System.Collections.Generic;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>Sets the cells of an open task.</summary>
    public sealed class TaskWriter : CellWriter
    {
        /// <summary>Writes what the question holds and nothing else.</summary>
        public TaskWriter(OutlookSession outlook, Question question)
            : base(outlook, question)
        {
        }

        /// <inheritdoc />
        protected override void Set(Dictionary<string, Cell> cells, object opened)
        {
            dynamic task = opened;
            foreach (KeyValuePair<string, Cell> cell in cells) SetOne(task, cell.Key, cell.Value);
        }

        private static void SetOne(dynamic task, string name, Cell cell)
        {
            switch (name)
            {
                case "Subject": task.Subject = cell.Text; break;
                case "Body": task.Body = cell.Text; break;
                case "DueDate": task.DueDate = Text.ToDate(cell.Text); break;
                case "Complete": SetComplete(task, cell.Flag == true); break;
                case "Importance": task.Importance = cell.Number.Value; break;
                case "Categories": task.Categories = InThisLocale(cell.Text); break;
                case "Sensitivity": task.Sensitivity = cell.Number.Value; break;
            }
        }

        // Outlook takes even the same value for a change: it would set percentage and date anew.
        private static void SetComplete(dynamic task, bool complete)
        {
            bool now = task.Complete;
            if (now != complete) task.Complete = complete;
        }
    }
}
