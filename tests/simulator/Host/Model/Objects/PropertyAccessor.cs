using System;
using System.Linq;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>Properties by MAPI's names; what is set is kept by the item's next Save.</summary>
    public sealed class PropertyAccessor : OutlookObject
    {
        private readonly MapiProperties properties;
        private readonly Action<string, object> put;

        internal PropertyAccessor(Core core, object parent, IPropertyBag bag, Action<string, object> put)
            : base(core, Kind.PropertyAccessor, parent)
        {
            properties = new MapiProperties(core.Mailbox, bag);
            this.put = put;
        }

        public object GetProperty(string SchemaName)
        {
            Enter();
            return Read(SchemaName) ?? throw ComError.Of(ComError.NotFound, "the property \"" + SchemaName + "\" is not there");
        }

        /// <summary>What cannot be read is answered as its error's number.</summary>
        public object GetProperties(object SchemaNames)
        {
            Enter();
            return ((object[])SchemaNames).Select(ReadOrError).ToArray();
        }

        public void SetProperty(string SchemaName, object Value)
        {
            Enter();
            Write(SchemaName, Value);
        }

        /// <summary>Answers an error's number for each that was refused; null when none was.</summary>
        public object SetProperties(object SchemaNames, object Values)
        {
            Enter();
            var names = (object[])SchemaNames;
            var values = (object[])Values;
            var errors = names.Select((name, at) => WriteOrError((string)name, values[at])).ToArray();
            return errors.Any(error => error != null) ? errors : null;
        }

        public void DeleteProperty(string SchemaName)
        {
            Enter();
            Delete(SchemaName);
        }

        public object DeleteProperties(object SchemaNames)
        {
            Enter();
            var errors = ((object[])SchemaNames).Select(name => ErrorOf(() => Delete((string)name))).ToArray();
            return errors.Any(error => error != null) ? errors : null;
        }

        public string BinaryToString(object Value)
        {
            return MapiNames.Hexadecimals((byte[])Value);
        }

        public object StringToBinary(string Value)
        {
            return MapiNames.Bytes(Value);
        }

        public DateTime LocalTimeToUTC(DateTime Value)
        {
            return Core.Zones.ToUtc(Value, Core.Zones.Current);
        }

        public DateTime UTCToLocalTime(DateTime Value)
        {
            return Core.Zones.FromUtc(Value, Core.Zones.Current);
        }

        private static object ErrorOf(Action action)
        {
            try
            {
                action();
                return null;
            }
            catch (System.Exception refused)
            {
                return refused.HResult;
            }
        }

        private object Read(string name)
        {
            var field = MapiNames.FieldOf(name);
            if (Core.Habits.UnreadableProperties.Contains(field))
            {
                throw ComError.Of(ComError.Failed, name + " cannot be read");
            }
            return properties.Get(field);
        }

        private object ReadOrError(object name)
        {
            object value = null;
            return ErrorOf(() => value = Read((string)name)) ?? value ?? ComError.NotFound;
        }

        private object WriteOrError(string name, object value)
        {
            return ErrorOf(() => Write(name, value));
        }

        private void Write(string name, object value)
        {
            var field = MapiNames.FieldOf(name);
            if (MapiNames.IsFixed(field))
            {
                throw ComError.Of(ComError.Denied, name + " can only be read");
            }
            put(field, value);
        }

        private void Delete(string name)
        {
            var field = MapiNames.FieldOf(name);
            if (!field.StartsWith("mapi/", StringComparison.Ordinal))
            {
                throw ComError.Of(ComError.Denied, name + " cannot be deleted");
            }
            put(field, null);
        }
    }
}
