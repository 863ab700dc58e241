using System;
using System.Runtime.InteropServices;
using System.Runtime.InteropServices.ComTypes;

namespace SampleAddin
{
    /// <summary>Listens to a folder; an item with the subject "Stay" may not leave it.</summary>
    [ComVisible(true), ClassInterface(ClassInterfaceType.None)]
    public sealed class Listener : IItemsEvents, IFolderEvents
    {
        private readonly object folder;
        private readonly object items;

        public Listener(dynamic folder)
        {
            this.folder = folder;
            items = folder.Items;
            Advise(items, typeof(IItemsEvents));
            Advise(this.folder, typeof(IFolderEvents));
        }

        public void ItemAdd(object item)
        {
        }

        public void ItemChange(object item)
        {
            dynamic changed = item;
            if (changed.Subject == "Fault")
            {
                throw new InvalidOperationException("a fault of the listener's");
            }
        }

        public void ItemRemove()
        {
        }

        public void BeforeItemMove(object item, object moveTo, ref bool cancel)
        {
            dynamic leaving = item;
            cancel = leaving.Subject == "Stay";
        }

        private void Advise(object source, Type events)
        {
            var iid = events.GUID;
            IConnectionPoint point;
            int cookie;
            ((IConnectionPointContainer)source).FindConnectionPoint(ref iid, out point);
            point.Advise(this, out cookie);
        }
    }
}
