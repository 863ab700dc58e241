using System;
using System.Collections.Generic;

namespace OutlookCrm.Forms
{
    /// <summary>Makes the view for each kind of field.</summary>
    public static class FieldViews
    {
        private static readonly Dictionary<string, Func<FieldRecord, FieldView>> Kinds =
            new Dictionary<string, Func<FieldRecord, FieldView>>
            {
                { "text", field => new TextView(field) },
                { "secret", field => new TextView(field) },
                { "choice", field => new ChoiceView(field) },
                { "check", field => new CheckView(field) },
                { "number", field => new NumberView(field) },
                { "note", field => new NoteView(field) },
                { "list", field => new RowsView(field) },
                { "checklist", field => new ChecklistView(field) },
                { "progress", field => new ProgressView(field) },
                { "passage", field => new PassageView(field) },
                { "picker", field => new PickerView(field) },
            };

        /// <summary>The view of a field.</summary>
        /// <exception cref="ArgumentException">The kind is not known.</exception>
        public static FieldView Of(FieldRecord field)
        {
            if (!Kinds.TryGetValue(field.Kind, out Func<FieldRecord, FieldView> make))
                throw new ArgumentException("There is no kind of field named " + field.Kind + ".");
            return make(field);
        }
    }
}
