using System;
using System.Linq;
using System.Threading;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// One write: the first step compares the version and writes, the second reads back. Until the item is
    /// handed to Outlook to save, the step may be repeated or given up; from then on the end is known only
    /// by the read-back.
    /// </summary>
    public sealed class WriteWork : ISliced<WriteAnswer>
    {
        private const int Waiting = 0, Given = 1, GivenUp = 2;
        private const int AppointmentItem = 1; // olAppointmentItem
        private const int ContactItem = 2;     // olContactItem
        private const int Discard = 1;         // olDiscard

        private readonly OutlookSession outlook;
        private readonly Question question;
        private int state = Waiting;
        private RecordReader reader;
        private string saved;

        /// <summary>Carries out the step in the question.</summary>
        public WriteWork(OutlookSession outlook, Question question)
        {
            this.outlook = outlook;
            this.question = question;
        }

        /// <inheritdoc />
        public WriteAnswer Result { get; private set; }

        /// <summary>From the waiting thread: makes sure that nothing is written later, if nothing was yet.</summary>
        public bool GiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Waiting) != Given;

        /// <inheritdoc />
        public bool Step()
        {
            if (saved != null) ReadBack();
            else Write();
            return Result != null;
        }

        private void Write()
        {
            if (reader == null) reader = RecordReader.For(question, outlook.Mailbox(question.Store));
            try
            {
                if (question.Op == "create") Create();
                else if (question.Occurrence != "") ChangeOccurrence();
                else Change();
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                Result = Judge(error);
            }
        }

        private void Create()
        {
            using (Held place = outlook.Folder(question.Store, question.Folder))
            {
                dynamic folder = place.It;
                using (Held all = new Held(folder.Items))
                {
                    dynamic items = all.It;
                    using (Held held = new Held(items.Add(question.Kind == Question.Contact ? ContactItem : AppointmentItem))) Save(held.It);
                }
            }
        }

        private void Change()
        {
            using (Held held = Open())
            {
                Result = held == null ? Fate("missing") : null;
                if (Result != null) return;
                ItemRecord now = reader.Read(held.It, question.Id, question.Store);
                Result = Objection(now);
                if (Result != null) return;
                if (question.Op == "delete") Delete(held.It);
                else Save(held.It);
            }
        }

        private void ChangeOccurrence()
        {
            ItemRecord series = ReadSeries();
            Result = series?.Series == null ? Fate("missing") : Objection(series);
            if (Result != null) return;
            var place = new OccurrencePlace(outlook, question.Store, question.Id);
            using (Held held = place.Open(series.Series.Pattern, question.Occurrence))
            {
                if (held == null) Result = Fate("missing");
                else if (question.Op == "delete") Delete(held.It);
                else Save(held.It);
            }
        }

        // The series with the one occurrence, if that was changed; null when it is not there.
        private ItemRecord ReadSeries()
        {
            ItemRecord series;
            using (Held held = Open())
            {
                if (held == null) return null;
                series = reader.Read(held.It, question.Id, question.Store);
            }
            if (series.Series != null) new SeriesReader(outlook, (ItemReader)reader, series).ReadOne(question.Occurrence);
            return series;
        }

        private Held Open()
        {
            try
            {
                return outlook.Item(question.Store, question.Id);
            }
            catch (Exception error) when (HResults.IsMissing(error))
            {
                return null;
            }
        }

        private WriteAnswer Objection(ItemRecord now)
        {
            if (now.Folder != question.Folder) return Fate("missing");
            if (now.ReadOnly) return Fate("refused", HResults.Denied);
            // Before the version: Outlook shares one open item with its window, half typed as it is.
            if (outlook.IsBeingEdited(question.Id)) return Fate("busy");
            return question.Expect != "" && Digest(question.Expect) != Digest(Version(now)) ? Fate("stale") : null;
        }

        // An occurrence is what its series is, and what was changed of it alone.
        private string Version(ItemRecord now) => question.Occurrence == ""
            ? now.Version : now.Version + "+" + now.Series.Exceptions.Select(each => each.Digest).FirstOrDefault();

        // A mail server may touch the modification time alone: only the digest counts.
        private static string Digest(string version) => version.Substring(version.IndexOf('/') + 1);

        private void Save(dynamic item)
        {
            try
            {
                CellWriter.For(outlook, question).Apply(item);
            }
            catch
            {
                // Outlook shares one open item with its windows: what was half set must not stay in it.
                item.Close(Discard);
                throw;
            }
            if (!Give()) return;
            Hand(() => item.Save());
            saved = question.Occurrence == "" ? item.EntryID : question.Id;
        }

        private void Delete(dynamic item)
        {
            if (!Give()) return;
            Hand(() => item.Delete());
            Result = Fate("done");
        }

        // A call that was turned away did nothing: the step may still be repeated or given up.
        private void Hand(Action write)
        {
            try
            {
                write();
            }
            catch (Exception error) when (HResults.IsRejected(error))
            {
                state = Waiting;
                throw;
            }
        }

        private bool Give()
        {
            if (Interlocked.CompareExchange(ref state, Given, Waiting) == Waiting) return true;
            Result = Fate("not done");
            return false;
        }

        private void ReadBack()
        {
            ItemRecord item = question.Occurrence == "" ? ReadSaved() : ReadSeries();
            Result = Fate("done");
            Result.Item = item;
        }

        private ItemRecord ReadSaved()
        {
            using (Held held = outlook.Item(question.Store, saved)) return reader.Read(held.It, saved, question.Store);
        }

        private WriteAnswer Judge(Exception error)
        {
            string code = HResults.Of(error);
            if (HResults.IsConflict(error)) return Fate("stale", code);
            bool surelyNotWritten = state != Given || HResults.IsDenied(error);
            return Fate(surelyNotWritten ? "refused" : "unknown", code, error.Message);
        }

        private static WriteAnswer Fate(string fate, string hresult = "", string reason = "") =>
            new WriteAnswer { Fate = fate, HResult = hresult, Reason = reason };
    }
}
