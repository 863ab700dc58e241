using System;
using System.Linq;
using System.Threading;
using OutlookCrm.Hosting;
using OutlookCrm.Outlook.Records;

namespace OutlookCrm.Outlook
{
    /// <summary>
    /// One write: a step compares the version and writes, the next one reads back; an occurrence is first
    /// looked for. Until the item is handed to Outlook to save, the step may be repeated or given up; from
    /// then on the end is known only by the read-back.
    /// </summary>
    public sealed class WriteWork : ISliced<WriteAnswer>
    {
        private const int Waiting = 0, Given = 1, GivenUp = 2;
        private const int AppointmentItem = 1; // olAppointmentItem
        private const int ContactItem = 2;     // olContactItem
        private const int TaskItem = 3;        // olTaskItem
        private const int Discard = 1;         // olDiscard

        private readonly OutlookSession outlook;
        private readonly Question question;
        private readonly OccurrencePlace place;
        private readonly OccurrenceSearch search; // null for a whole item
        private int state = Waiting;
        private RecordReader reader;
        private string saved;
        private string before;
        private Exception fault; // what Outlook said after it was told to write

        /// <summary>Carries out the step in the question.</summary>
        public WriteWork(OutlookSession outlook, Question question)
        {
            this.outlook = outlook;
            this.question = question;
            if (question.Occurrence == "") return;
            place = new OccurrencePlace(outlook, question.Store, question.Id);
            search = new OccurrenceSearch(place, question.Occurrence);
        }

        /// <inheritdoc />
        public WriteAnswer Result { get; private set; }

        /// <summary>From the waiting thread: makes sure that nothing is written later, if nothing was yet.</summary>
        public bool GiveUp() => Interlocked.CompareExchange(ref state, GivenUp, Waiting) != Given;

        /// <inheritdoc />
        public bool Step()
        {
            if (search != null && !search.Step()) return false;
            if (fault != null) Settle();
            else if (saved != null) ReadBack();
            else Write();
            return Result != null;
        }

        private void Write()
        {
            if (reader == null) reader = RecordReader.For(question, outlook.Mailbox(question.Store));
            try
            {
                if (question.Op == "create") Create();
                else if (search != null) ChangeOccurrence();
                else Change();
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                Result = Judge(error);
            }
        }

        // Outlook refuses some writes with no code of its own, such as an occurrence that would pass another:
        // what is still as it was before was refused.
        private void Settle()
        {
            ItemRecord now = search == null ? ReadWhole(question.Id) : ReadSeries();
            bool refused = now != null && Digest(Version(now)) == Digest(before);
            Result = Fate(refused ? "refused" : "unknown", HResults.Of(fault), fault.Message);
        }

        private void Create()
        {
            using (Held place = outlook.Folder(question.Store, question.Folder))
            {
                dynamic folder = place.It;
                using (Held all = new Held(folder.Items))
                {
                    dynamic items = all.It;
                    using (Held held = new Held(items.Add(ItemType))) Save(held.It);
                }
            }
        }

        private int ItemType => question.Kind == Question.Contact ? ContactItem
            : question.Kind == Question.Task ? TaskItem : AppointmentItem;

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
            if (!search.IsStillTrue())
            {
                search.Restart();
                return;
            }
            ItemRecord series = ReadSeries();
            Result = series?.Series == null ? Fate("missing") : Objection(series);
            if (Result != null) return;
            using (Held held = place.Open(series.Series.Pattern, question.Occurrence, search.Index))
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
            if (series.Series != null && search.Index > 0)
                new SeriesReader(outlook, (ItemReader)reader, series).ReadOne(search.Index);
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
            before = Version(now);
            return question.Expect != "" && Digest(question.Expect) != Digest(Version(now)) ? Fate("stale") : null;
        }

        // An occurrence is what its series is, and what was changed of it alone.
        private string Version(ItemRecord now) => search == null
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
            try
            {
                Hand(() => item.Save());
            }
            catch (Exception error) when (!HResults.IsRejected(error))
            {
                item.Close(Discard);
                throw;
            }
            saved = search == null ? item.EntryID : question.Id;
            search?.Restart();
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
            ItemRecord item = search == null ? ReadWhole(saved) : ReadSeries();
            Result = Fate("done");
            Result.Item = item;
        }

        private ItemRecord ReadWhole(string id)
        {
            using (Held held = outlook.Item(question.Store, id)) return reader.Read(held.It, id, question.Store);
        }

        private WriteAnswer Judge(Exception error)
        {
            string code = HResults.Of(error);
            if (HResults.IsConflict(error)) return Fate("stale", code);
            if (state != Given || HResults.IsDenied(error)) return Fate("refused", code, error.Message);
            if (before == null) return Fate("unknown", code, error.Message);
            fault = error;
            search?.Restart();
            return null;
        }

        private static WriteAnswer Fate(string fate, string hresult = "", string reason = "") =>
            new WriteAnswer { Fate = fate, HResult = hresult, Reason = reason };
    }
}
