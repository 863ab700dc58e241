using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;
using System.Web.Script.Serialization;

namespace Simulator.Host.Channel
{
    /// <summary>
    /// The tests' channel: a JSON object a line on standard input, one answer a line on standard
    /// output; everything runs on the UI thread, as a message.
    /// </summary>
    internal sealed class ControlChannel
    {
        private readonly TextWriter output;
        private readonly IDictionary<string, Func<Request, object>> operations;
        private readonly Action<Action> post;
        private readonly Action closed;

        /// <summary>Makes the channel; closed is posted when nobody holds the other end any more.</summary>
        public ControlChannel(
            TextWriter output, IDictionary<string, Func<Request, object>> operations, Action<Action> post, Action closed)
        {
            this.output = output;
            this.operations = operations;
            this.post = post;
            this.closed = closed;
        }

        /// <summary>Starts to listen.</summary>
        public void Start()
        {
            new Thread(Listen) { IsBackground = true, Name = "control" }.Start();
        }

        /// <summary>Writes a line nobody asked for: what happened.</summary>
        public void Tell(object happening)
        {
            Write(happening);
        }

        private static JavaScriptSerializer Json()
        {
            return new JavaScriptSerializer { MaxJsonLength = int.MaxValue, RecursionLimit = 200 };
        }

        private void Listen()
        {
            var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
            string line;
            while ((line = input.ReadLine()) != null)
            {
                var request = new Request(Json().Deserialize<Dictionary<string, object>>(line));
                post(() => Write(Answer(request)));
            }
            post(closed);
        }

        private object Answer(Request request)
        {
            try
            {
                Func<Request, object> operation;
                if (!operations.TryGetValue(request.Op, out operation))
                {
                    throw new ArgumentException("no operation " + request.Op);
                }
                return new { id = request.Id, ok = true, value = operation(request) };
            }
            catch (Exception failure)
            {
                // The thread's top for a request: the test gets to know whatever went wrong.
                Console.Error.WriteLine(request.Op + " failed: " + failure);
                return new { id = request.Id, ok = false, error = failure.GetType().Name + ": " + failure.Message, hresult = "0x" + failure.HResult.ToString("X8") };
            }
        }

        private void Write(object answer)
        {
            lock (output)
            {
                output.WriteLine(Json().Serialize(answer));
            }
        }
    }
}
