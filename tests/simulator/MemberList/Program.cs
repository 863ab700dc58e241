using System;
using System.Linq;
using System.Reflection;

namespace Simulator.MemberList
{
    /// <summary>What an assembly's public classes show to late-bound callers: one Class.Member a line.</summary>
    internal static class Program
    {
        private static void Main(string[] arguments)
        {
            var shown = Assembly.LoadFrom(arguments[0]).GetTypes()
                .Where(type => type.IsPublic && type.IsClass && !type.IsAbstract)
                .SelectMany(type => Members(type).Select(member => type.FullName + "." + member))
                .OrderBy(line => line, StringComparer.Ordinal);
            foreach (var line in shown)
            {
                Console.WriteLine(line);
            }
        }

        private static string[] Members(Type type)
        {
            return type.GetMembers(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public)
                .Where(member => member.DeclaringType.Assembly == type.Assembly && !IsSpecial(member))
                .Select(member => member.Name)
                .Distinct()
                .ToArray();
        }

        // Accessors stand for their property; a constructor cannot be called late-bound.
        private static bool IsSpecial(MemberInfo member)
        {
            return member is ConstructorInfo || (member is MethodInfo && ((MethodInfo)member).IsSpecialName);
        }
    }
}
