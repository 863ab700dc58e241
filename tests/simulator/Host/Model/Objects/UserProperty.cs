using System;
using System.Globalization;
using Simulator.Host.Com;

namespace Simulator.Host.Model.Objects
{
    /// <summary>One field that a user or form added.</summary>
    public sealed class UserProperty : OutlookObject
    {
        private const int OlText = 1;
        private const int OlNumber = 3;
        private const int OlDateTime = 5;
        private const int OlYesNo = 6;
        private const int OlInteger = 20;
        private static readonly DateTime NoDate = new DateTime(4501, 1, 1);
        private readonly ItemState state;

        internal UserProperty(Core core, UserProperties parent, ItemState state, string name)
            : base(core, Kind.UserProperty, parent)
        {
            this.state = state;
            Name = name;
        }

        public string Name { get; }

        public bool IsUserProperty
        {
            get { return true; }
        }

        public int Type
        {
            get
            {
                Enter();
                var value = state.Get(Field);
                return value is int ? OlInteger : value is double ? OlNumber : value is bool ? OlYesNo : value is DateTime ? OlDateTime : OlText;
            }
        }

        /// <summary>A date loses its seconds.</summary>
        public object Value
        {
            get
            {
                Enter();
                return state.Get(Field);
            }
            set
            {
                Enter();
                state.Put(Field, Fitted(value));
            }
        }

        private string Field
        {
            get { return MapiNames.UserNamespace + Name; }
        }

        public void Delete()
        {
            Enter();
            state.Put(Field, null);
        }

        internal static object Nothing(int type)
        {
            switch (type)
            {
                case OlText:
                    return "";
                case OlNumber:
                    return 0.0;
                case OlDateTime:
                    return NoDate;
                case OlYesNo:
                    return false;
                case OlInteger:
                    return 0;
                default:
                    throw ComError.Of(ComError.BadArgument, "no user property of type " + type);
            }
        }

        private object Fitted(object value)
        {
            var kind = Nothing(Type).GetType();
            try
            {
                var fitted = Convert.ChangeType(value, kind, CultureInfo.CurrentCulture);
                return fitted is DateTime ? (object)((DateTime)fitted).AddTicks(-(((DateTime)fitted).Ticks % TimeSpan.TicksPerMinute)) : fitted;
            }
            catch (FormatException)
            {
                throw ComError.Of(ComError.BadArgument, Name + " takes no such value");
            }
        }
    }
}
