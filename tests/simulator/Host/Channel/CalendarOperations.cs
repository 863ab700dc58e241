using System;
using System.Collections.Generic;
using System.Linq;
using Simulator.Host.Com;
using Simulator.Host.Model;

namespace Simulator.Host.Channel
{
    /// <summary>What a user does with appointments, through the object model as a macro would.</summary>
    internal sealed class CalendarOperations
    {
        private readonly OutlookModel model;

        /// <summary>Makes the operations on a mailbox.</summary>
        public CalendarOperations(OutlookModel model)
        {
            this.model = model;
        }

        /// <summary>Adds them to the table.</summary>
        public void AddTo(IDictionary<string, Func<Request, object>> table)
        {
            table["folders"] = request => model.Folders().ToArray();
            table["appointments"] = request => model.Items(request.Text("folder", "Calendar")).ToArray();
            table["appointment"] = request => model.Read(request.Text("item"));
            table["create"] = Create;
            table["update"] = Update;
            table["delete"] = Delete;
            table["move"] = Move;
            table["copy"] = Copy;
            table["accept_invitation"] = request => model.Accept(request.Text("item"));
            table["habits"] = Habits;
            table["migrate"] = Migrate;
        }

        private static void Fill(object item, Request request)
        {
            foreach (var field in request.Table("fields"))
            {
                LateBound.Set(item, field.Key, field.Value);
            }
        }

        private object Create(Request request)
        {
            dynamic item = model.New(request.Text("folder", "Calendar"));
            Fill(item, request);
            item.Save();
            return item.EntryID;
        }

        private object Update(Request request)
        {
            dynamic item = model.Item(request.Text("item"));
            Fill(item, request);
            item.Save();
            return item.EntryID;
        }

        private object Delete(Request request)
        {
            model.DeleteItem(model.Item(request.Text("item")));
            return null;
        }

        private object Move(Request request)
        {
            dynamic item = model.Item(request.Text("item"));
            dynamic moved = item.Move((dynamic)model.Folder(request.Text("folder")));
            return moved.EntryID;
        }

        private object Copy(Request request)
        {
            dynamic item = model.Item(request.Text("item"));
            dynamic copy = item.Copy();
            copy.Save();
            return copy.EntryID;
        }

        private object Habits(Request request)
        {
            foreach (var habit in request.Table("habits"))
            {
                model.SetHabit(habit.Key, habit.Value);
            }
            return null;
        }

        private object Migrate(Request request)
        {
            model.Migrate();
            return null;
        }
    }
}
