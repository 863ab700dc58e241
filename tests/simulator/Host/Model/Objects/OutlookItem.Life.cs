using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Storage;

namespace Simulator.Host.Model.Objects
{
    /// <content>From Items.Add over Save, Move and Copy to Delete.</content>
    public abstract partial class OutlookItem
    {
        private const int SaveIt = 0;    // olSave
        private const int DiscardIt = 1; // olDiscard
        private bool gone;

        public void Save()
        {
            EnterAlive();
            Core.Pump();
            if (Record != null && !State.IsChanged)
            {
                return;
            }
            RequireWritable(State.Folder);
            if (State.IsStale)
            {
                throw ComError.Of(ComError.ObjectChanged, "the item was changed by somebody else");
            }
            Prepare();
            Keep();
        }

        public void Close(int SaveMode)
        {
            Enter();
            if (SaveMode == SaveIt)
            {
                Save();
            }
            if (SaveMode == DiscardIt)
            {
                State.Discard();
            }
            Core.Application.Inspectors.Shown(this)?.Hide();
        }

        /// <summary>To Deleted Items; from there, for good.</summary>
        public virtual void Delete()
        {
            EnterAlive();
            Core.Pump();
            if (Record == null)
            {
                gone = true;
                return;
            }
            var bin = Core.Default(Core.Mailbox[State.Folder.Store], Role.DeletedItems);
            if (bin == null || Core.IsInBin(State.Folder))
            {
                Leave(null);
                Destroy();
                return;
            }
            MoveTo(bin);
        }

        public virtual object Move(Folder DestFldr)
        {
            EnterAlive();
            Core.Pump();
            if (Record == null)
            {
                Save();
            }
            MoveTo(DestFldr.Record);
            return Core.ItemOf(Record);
        }

        /// <summary>A copy in the same folder, with all named properties.</summary>
        public object Copy()
        {
            EnterAlive();
            RequireWritable(State.Folder);
            var values = State.Values;
            values.Remove("EntryID");
            var copy = ItemClass.Open(Core, new ItemState(State.Folder, values));
            copy.Keep();
            return copy;
        }

        /// <summary>What the calendar shows of it: itself, or each occurrence of a series, in order.</summary>
        internal virtual IEnumerable<OutlookItem> Occurrences()
        {
            return new[] { this };
        }

        /// <summary>Fills in what Outlook does before a save.</summary>
        internal virtual void Prepare()
        {
        }

        /// <summary>Puts what was set into the mailbox.</summary>
        internal virtual void Keep()
        {
            var values = State.Values;
            values["LastModificationTime"] = Core.Now();
            if (Record != null)
            {
                State.Saved(Core.Mailbox.Save(Record, values), State.Folder);
                Core.Events.Changed(Record);
            }
            else
            {
                values["CreationTime"] = values["LastModificationTime"];
                if (!values.ContainsKey(MapiNames.SearchKey))
                {
                    values[MapiNames.SearchKey] = MapiNames.Hexadecimals(Guid.NewGuid().ToByteArray());
                }
                values["EntryID"] = Core.NewEntryId(Core.Mailbox[State.Folder.Store]);
                values[Field.Parent] = (int)State.Folder.Key;
                values[Field.Store] = (int)State.Folder.Store;
                State.Saved(Core.Mailbox.Add(RecordKind.Item, values), State.Folder);
                Core.Application.Inspectors.Saved(this);
                Core.Events.Added(Record);
            }
            TouchLater(Record);
        }

        /// <summary>It was moved or deleted: this object is of no more use.</summary>
        internal void MarkGone()
        {
            gone = true;
        }

        /// <summary>Takes the item away for good without a word to anybody but ItemRemove.</summary>
        internal void Destroy()
        {
            gone = true;
            Core.Unshare(this);
            Core.Mailbox.Remove(Record);
            Core.Events.Removed(State.Folder);
        }

        internal static void RequireWritable(Record folder)
        {
            if (folder.Of<bool>(Field.ReadOnly))
            {
                throw ComError.Of(ComError.Denied, "you do not have the right to write in this folder");
            }
        }

        private void MoveTo(Record folder)
        {
            RequireWritable(folder);
            Leave(folder);
            var from = State.Folder;
            var values = State.Values;
            values[Field.Parent] = (int)folder.Key;
            values[Field.Store] = (int)folder.Store;
            values["LastModificationTime"] = Core.Now();
            if (Core.Habits.MoveChangesId || from.Store != folder.Store)
            {
                values["EntryID"] = Core.NewEntryId(Core.Mailbox[folder.Store]);
            }
            Core.Unshare(this);
            gone = true;
            State.Saved(Core.Mailbox.Save(Record, values), folder);
            Core.Events.Removed(from);
            Core.Events.Added(Record);
        }

        private void Leave(Record to)
        {
            RequireWritable(State.Folder);
            if (Core.Events.ForbidsMove(this, State.Folder, to))
            {
                throw ComError.Of(ComError.Aborted, "a listener forbade the move");
            }
        }

        // What an Exchange server does of itself some time after a save.
        private void TouchLater(Record record)
        {
            var after = Core.Habits.LateModification;
            if (after > 0)
            {
                Core.Later(after, () => Touch(Core, record));
            }
        }

        private static void Touch(Core core, Record record)
        {
            if (core.Mailbox.Has(record))
            {
                var values = record.Values.ToDictionary(pair => pair.Key, pair => pair.Value);
                values["LastModificationTime"] = Core.Now();
                core.Mailbox.Save(record, values);
                core.Events.Changed(record);
            }
        }
    }
}
