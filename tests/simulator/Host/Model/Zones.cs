using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Simulator.Host.Model
{
    /// <summary>
    /// Time zones by their Windows names, with the rules of the system's own zone data
    /// (windows-zones.csv is CLDR's table: a Windows name, the IANA names it stands for, the first one its own).
    /// </summary>
    internal sealed class Zones
    {
        private static readonly bool OnWindows = Environment.OSVersion.Platform == PlatformID.Win32NT;

        private readonly Dictionary<string, string> ianaNames = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        private readonly Dictionary<string, string> windowsNames = new Dictionary<string, string>();
        private readonly Dictionary<string, TimeZoneInfo> rules = new Dictionary<string, TimeZoneInfo>();

        /// <summary>Reads the table; the user's zone is the process's (the variable TZ), or else the machine's.</summary>
        public Zones()
        {
            foreach (var row in Rows())
            {
                var names = row[1].Split(new[] { ' ' }, StringSplitOptions.RemoveEmptyEntries);
                ianaNames[row[0]] = names[0];
                foreach (var name in names)
                {
                    windowsNames[name] = row[0];
                }
            }
            var here = OfProcess();
            Current = windowsNames.ContainsKey(here) ? windowsNames[here] : "UTC";
        }

        /// <summary>The user's zone.</summary>
        public string Current { get; }

        /// <summary>All names, in order.</summary>
        public IEnumerable<string> Names
        {
            get { return ianaNames.Keys.OrderBy(name => name, StringComparer.Ordinal); }
        }

        /// <summary>Whether Windows knows the name.</summary>
        public bool Knows(string name)
        {
            return ianaNames.ContainsKey(name);
        }

        /// <summary>A zone's rules; a name nobody knows means UTC.</summary>
        public TimeZoneInfo Rules(string name)
        {
            TimeZoneInfo found;
            if (!rules.TryGetValue(name ?? "", out found))
            {
                found = Knows(name ?? "") ? TimeZoneInfo.FindSystemTimeZoneById(OnWindows ? name : ianaNames[name]) : TimeZoneInfo.Utc;
                rules[name ?? ""] = found;
            }
            return found;
        }

        /// <summary>A UTC time on the clock of a zone.</summary>
        public DateTime FromUtc(DateTime utc, string zone)
        {
            var local = TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Rules(zone));
            return DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        }

        /// <summary>What the clock of a zone shows, in UTC; a time that the clock leaves out is an hour later.</summary>
        public DateTime ToUtc(DateTime local, string zone)
        {
            var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
            var its = Rules(zone);
            var there = its.IsInvalidTime(plain) ? plain.AddHours(1) : plain;
            return DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeToUtc(there, its), DateTimeKind.Unspecified);
        }

        private static string OfProcess()
        {
            const string ofMachine = "/etc/timezone";
            return Environment.GetEnvironmentVariable("TZ") ?? (File.Exists(ofMachine) ? File.ReadAllText(ofMachine).Trim() : "");
        }

        private static IEnumerable<string[]> Rows()
        {
            using (var stream = typeof(Zones).Assembly.GetManifestResourceStream("windows-zones.csv"))
            using (var reader = new StreamReader(stream))
            {
                return reader.ReadToEnd().Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries)
                    .Select(line => line.Split(',')).ToList();
            }
        }
    }
}
