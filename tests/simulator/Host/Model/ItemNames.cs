using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model.Objects;

namespace Simulator.Host.Model
{
    /// <summary>Names of properties as tables and filters take them: MAPI's, or one that some class of items has.</summary>
    internal static class ItemNames
    {
        private static readonly HashSet<string> BuiltIn = new HashSet<string>(
            typeof(OutlookItem).Assembly.GetTypes().Where(typeof(OutlookItem).IsAssignableFrom)
                .SelectMany(type => type.GetProperties()).Select(property => property.Name),
            StringComparer.OrdinalIgnoreCase);

        /// <summary>The field of a name; an ArgumentException for a name that nothing has.</summary>
        public static string FieldOf(string name)
        {
            if (MapiNames.IsSchema(name))
            {
                return MapiNames.FieldOf(name);
            }
            return BuiltIn.Contains(name) ? name : throw ComError.Of(ComError.BadArgument, "the property \"" + name + "\" is unknown");
        }
    }
}
