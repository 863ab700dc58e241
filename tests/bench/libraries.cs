using System;
using System.IO;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Json;
using System.Text;

/// <summary>Uses what the shim uses of .NET's libraries once, and tells the kilobytes that it took.</summary>
public static class Libraries
{
    [DataContract]
    private sealed class Record
    {
        [DataMember(Name = "text")] public string Text = "";
    }

    public static void Main()
    {
        Held();
        long before = Held();
        using (var stream = new MemoryStream())
        {
            var json = new DataContractJsonSerializer(typeof(Record));
            json.WriteObject(stream, new Record());
            stream.Position = 0;
            json.ReadObject(stream);
        }
        dynamic text = new StringBuilder();
        text.Append("-");
        int length = text.Length;
        Console.WriteLine(Held() - before + 0 * length);
    }

    private static long Held()
    {
        foreach (string line in File.ReadLines("/proc/self/status"))
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return long.Parse(line.Substring(6, line.Length - 8).Trim());
        throw new InvalidOperationException("No memory is told.");
    }
}
