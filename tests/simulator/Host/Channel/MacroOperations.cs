using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.ExceptionServices;
using Simulator.Host.Model;

namespace Simulator.Host.Channel
{
    /// <summary>The object model as a macro has it: any member of any object, late-bound, one a request.</summary>
    internal sealed class MacroOperations
    {
        private readonly OutlookModel model;
        private readonly List<object> objects = new List<object>();

        /// <summary>Makes the operation; everything is reached from the Application.</summary>
        public MacroOperations(OutlookModel model)
        {
            this.model = model;
        }

        /// <summary>Adds it to the table.</summary>
        public void AddTo(IDictionary<string, Func<Request, object>> table)
        {
            table["macro_get"] = request => model.AsProgram(() => Get(Target(request), request.Text("member")));
            table["macro_set"] = request => model.AsProgram(() => Set(request));
            table["macro_call"] = request => model.AsProgram(() => Call(request));
        }

        private object Target(Request request)
        {
            return request.Has("on") ? objects[request.Number("on", 0)] : model.Application;
        }

        private object Get(object target, string member)
        {
            var isMethod = target.GetType().GetMember(member, MemberTypes.Method, BindingFlags.Instance | BindingFlags.Public).Any();
            return isMethod ? new { method = member } : Tell(Invoke(target, member, BindingFlags.GetProperty));
        }

        private object Set(Request request)
        {
            Invoke(Target(request), request.Text("member"), BindingFlags.SetProperty, Understand(request.Value("value")));
            return null;
        }

        private object Call(Request request)
        {
            var arguments = ((IEnumerable)request.Value("arguments")).Cast<object>().Select(Understand).ToArray();
            return Tell(Invoke(Target(request), request.Text("member"), BindingFlags.InvokeMethod, arguments));
        }

        private static object Invoke(object target, string member, BindingFlags kind, params object[] arguments)
        {
            try
            {
                return target.GetType().InvokeMember(member, kind | BindingFlags.OptionalParamBinding
                    | BindingFlags.Instance | BindingFlags.Public, null, target, arguments);
            }
            catch (TargetInvocationException failure)
            {
                ExceptionDispatchInfo.Capture(failure.InnerException).Throw();
                throw;
            }
        }

        private object Tell(object value)
        {
            if (value == null || value is string || value is bool || value is int || value is double)
            {
                return value;
            }
            if (value is DateTime)
            {
                return new { date = ((DateTime)value).ToString("s") };
            }
            if (value is byte[])
            {
                return new { hex = BitConverter.ToString((byte[])value).Replace("-", "") };
            }
            if (value.GetType().IsEnum)
            {
                return (int)value;
            }
            return value is Array ? new { array = Elements((Array)value) } : Keep(value);
        }

        // A table's array is one of rows.
        private object[] Elements(Array array)
        {
            return array.Rank == 1
                ? array.Cast<object>().Select(Tell).ToArray()
                : Enumerable.Range(0, array.GetLength(0)).Select(row => (object)new { array = RowOf(array, row) }).ToArray();
        }

        private object[] RowOf(Array array, int row)
        {
            return Enumerable.Range(0, array.GetLength(1)).Select(column => Tell(array.GetValue(row, column))).ToArray();
        }

        private object Keep(object value)
        {
            objects.Add(value);
            return new { on = objects.Count - 1, type = value.GetType().Name };
        }

        private object Understand(object value)
        {
            var table = value as IDictionary<string, object>;
            if (table == null)
            {
                return value is ArrayList ? ((ArrayList)value).Cast<object>().Select(Understand).ToArray() : value;
            }
            object inner;
            if (table.TryGetValue("date", out inner))
            {
                return DateTime.Parse((string)inner, System.Globalization.CultureInfo.InvariantCulture);
            }
            if (table.TryGetValue("hex", out inner))
            {
                var hex = (string)inner;
                return Enumerable.Range(0, hex.Length / 2).Select(at => Convert.ToByte(hex.Substring(2 * at, 2), 16)).ToArray();
            }
            return objects[Convert.ToInt32(table["on"])];
        }
    }
}
