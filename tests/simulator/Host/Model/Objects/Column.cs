using System;

namespace Simulator.Host.Model.Objects
{
    /// <summary>A column; one by a built-in name shows local times and texts, one by a MAPI name UTC and bytes.</summary>
    public sealed class Column : OutlookObject
    {
        private const int LongestText = 255;
        private readonly string field;
        private readonly bool raw;

        internal Column(Core core, Columns parent, string name)
            : base(core, Kind.Column, parent)
        {
            Name = name;
            raw = MapiNames.IsSchema(name);
            field = ItemNames.FieldOf(name);
        }

        public string Name { get; }

        internal object Read(MapiProperties properties)
        {
            var value = properties.Get(field);
            return Cut(raw ? value : Shown(value));
        }

        private object Shown(object value)
        {
            if (value is DateTime)
            {
                return Core.Zones.FromUtc((DateTime)value, Core.Zones.Current);
            }
            var bytes = value as byte[];
            if (bytes == null)
            {
                return value is string[] ? Keywords.Joined((string[])value) : value;
            }
            var id = MapiNames.Hexadecimals(bytes);
            return field == "EntryID" && Core.Habits.ShortTermIds ? ShortIds.Short(id) : id;
        }

        // In the middle of a surrogate pair too, as Outlook does.
        private object Cut(object value)
        {
            var text = value as string;
            return text != null && text.Length > LongestText && field != "EntryID" && Core.Habits.TablesCut
                ? text.Substring(0, LongestText) : value;
        }
    }
}
