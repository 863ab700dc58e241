using System.Globalization;

namespace Simulator.Host.Model.People
{
    /// <summary>One line of an item's list of recipients. A value: every change answers another one.</summary>
    internal sealed class Addressee
    {
        private const int Words = 6;

        /// <summary>Makes a line; without a person the name is only what was written.</summary>
        public Addressee(int key, int type, string name, Person person, int response)
        {
            Key = key;
            Type = type;
            Name = name;
            Person = person;
            Response = response;
        }

        /// <summary>What tells it from the others of the same item.</summary>
        public int Key { get; }

        /// <summary>OlMailRecipientType or OlMeetingRecipientType.</summary>
        public int Type { get; }

        /// <summary>What is shown.</summary>
        public string Name { get; }

        /// <summary>Who it is; null as long as it is not resolved.</summary>
        public Person Person { get; }

        /// <summary>OlResponseStatus.</summary>
        public int Response { get; }

        /// <summary>Of another type.</summary>
        public Addressee As(int type)
        {
            return new Addressee(Key, type, Name, Person, Response);
        }

        /// <summary>Resolved.</summary>
        public Addressee For(Person person)
        {
            return new Addressee(Key, Type, person.Name, person, Response);
        }

        /// <summary>With an answer.</summary>
        public Addressee Answering(int response)
        {
            return new Addressee(Key, Type, Name, Person, response);
        }

        /// <summary>Reads what ToString wrote.</summary>
        public static Addressee Parse(string line)
        {
            var words = line.Split(new[] { '\t' }, Words);
            var person = words[3] == "" ? null : new Person(words[5], words[4], Number(words[3]));
            return new Addressee(Number(words[0]), Number(words[1]), words[5], person, Number(words[2]));
        }

        /// <summary>The line as an item keeps it.</summary>
        public override string ToString()
        {
            return string.Join("\t", Key, Type, Response, Person == null ? "" : Person.Kind.ToString(CultureInfo.InvariantCulture), Person?.SmtpAddress, Name);
        }

        private static int Number(string word)
        {
            return int.Parse(word, CultureInfo.InvariantCulture);
        }
    }
}
