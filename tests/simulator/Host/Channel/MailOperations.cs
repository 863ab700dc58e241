using System;
using System.Collections.Generic;
using Simulator.Host.Model;

namespace Simulator.Host.Channel
{
    /// <summary>What tests do with mails that the object model cannot do.</summary>
    internal sealed class MailOperations
    {
        private readonly OutlookModel model;

        /// <summary>Makes the operation.</summary>
        public MailOperations(OutlookModel model)
        {
            this.model = model;
        }

        /// <summary>Adds it to the table.</summary>
        public void AddTo(IDictionary<string, Func<Request, object>> table)
        {
            table["add_account"] = AddAccount;
            table["mail_arrives"] = request => model.Arrive(request.Text("folder", "Inbox"), request.Table("mail"));
        }

        private object AddAccount(Request request)
        {
            model.AddAccount(request.Text("address"));
            return null;
        }
    }
}
