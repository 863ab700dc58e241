using System;
using System.Collections.Generic;
using System.Linq;

namespace Simulator.Host.Model.People
{
    /// <summary>The recipients of an item that is open.</summary>
    internal sealed class Addressees
    {
        private const string Field = "recipients";
        private readonly ItemState state;

        /// <summary>Of this item.</summary>
        public Addressees(ItemState state)
        {
            this.state = state;
        }

        /// <summary>All, in their order.</summary>
        public List<Addressee> All
        {
            get { return (state.Of<string[]>(Field) ?? new string[0]).Select(Addressee.Parse).ToList(); }
        }

        /// <summary>Adds one that is not resolved yet; answers it.</summary>
        public Addressee Add(string name, int type)
        {
            var all = All;
            var added = new Addressee(all.Select(each => each.Key).DefaultIfEmpty().Max() + 1, type, name, null, 0);
            all.Add(added);
            Put(all);
            return added;
        }

        /// <summary>Puts another line in the place of the one with its key.</summary>
        public void Replace(Addressee line)
        {
            Put(All.Select(each => each.Key == line.Key ? line : each));
        }

        /// <summary>Takes one away.</summary>
        public void Remove(int key)
        {
            Put(All.Where(each => each.Key != key));
        }

        /// <summary>The names of one type, as To and RequiredAttendees show them.</summary>
        public string Names(int type)
        {
            return string.Join("; ", All.Where(each => each.Type == type).Select(each => each.Name));
        }

        /// <summary>Puts others in the place of all of one type; they are not resolved.</summary>
        public void PutNames(int type, string names)
        {
            Put(All.Where(each => each.Type != type));
            foreach (var name in (names ?? "").Split(new[] { ';' }, StringSplitOptions.RemoveEmptyEntries))
            {
                Add(name.Trim(), type);
            }
        }

        private void Put(IEnumerable<Addressee> lines)
        {
            state.Put(Field, lines.Select(line => line.ToString()).ToArray());
        }
    }
}
