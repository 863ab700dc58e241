using System;
using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using OutlookCrm.Hosting;
using OutlookCrm.Interop;

namespace OutlookCrm.Shell
{
    /// <summary>Asks Outlook for its version, language and time zone, one a step; each has a substitute.</summary>
    public sealed class OutlookFacts : ISliced<OutlookFacts>
    {
        private const int UserInterface = 2; // msoLanguageIDUI

        private readonly object application;
        private int step;

        /// <summary>Asks this Application.</summary>
        public OutlookFacts(object application)
        {
            this.application = application;
        }

        /// <summary>Such as 16.0.0.17328; "" when Outlook does not say.</summary>
        public string Version { get; private set; } = "";

        /// <summary>The language of Outlook's menus, such as sv-SE.</summary>
        public string Language { get; private set; } = CultureInfo.CurrentUICulture.Name;

        /// <summary>The current time zone by its Windows name.</summary>
        public string Zone { get; private set; } = TimeZoneInfo.Local.Id;

        /// <inheritdoc />
        public OutlookFacts Result => this;

        /// <inheritdoc />
        public bool Step()
        {
            try
            {
                if (step == 0) Version = (string)Late.Get(application, "Version");
                else if (step == 1) Language = AskLanguage();
                else Zone = AskZone();
            }
            catch (Exception error) when (IsRefusal(error))
            {
                // Outlook is busy, lacks the member, or speaks a language that this PC has not: the substitute stays.
            }
            return ++step == 3;
        }

        private static bool IsRefusal(Exception error) =>
            error is COMException || error is TargetInvocationException || error is MissingMemberException
            || error is CultureNotFoundException;

        private string AskLanguage()
        {
            object settings = Late.Get(application, "LanguageSettings");
            try
            {
                int id = Convert.ToInt32(Late.Call(settings, "LanguageID", UserInterface), CultureInfo.InvariantCulture);
                return CultureInfo.GetCultureInfo(id).Name;
            }
            finally
            {
                Late.Release(settings);
            }
        }

        private string AskZone()
        {
            object zones = Late.Get(application, "TimeZones"), current = null;
            try
            {
                current = Late.Get(zones, "CurrentTimeZone");
                return (string)Late.Get(current, "ID");
            }
            finally
            {
                Late.Release(current);
                Late.Release(zones);
            }
        }
    }
}
