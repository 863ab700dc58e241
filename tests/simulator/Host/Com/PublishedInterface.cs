using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Simulator.Host.Com
{
    /// <summary>
    /// One COM interface as Office publishes it: its IID and its methods in vtable order.
    /// An add-in declares its own copy; a copy that differs would call the wrong slot in
    /// Office, and here it is refused.
    /// </summary>
    /// <remarks>
    /// Sources: the type libraries of Office (MSO) and of Microsoft Add-In Designer
    /// (MSADDNDR), as their primary interop assemblies show them.
    /// </remarks>
    internal sealed class PublishedInterface
    {
        /// <summary>The add-in's life cycle.</summary>
        public static readonly PublishedInterface Extensibility = new PublishedInterface(
            "B65AD801-ABAF-11D0-BB8B-00A0C90F2744",
            "OnConnection", "OnDisconnection", "OnAddInsUpdate", "OnStartupComplete", "OnBeginShutdown");

        /// <summary>An add-in that brings its own ribbon.</summary>
        public static readonly PublishedInterface RibbonExtensibility = new PublishedInterface(
            "000C0396-0000-0000-C000-000000000046", "GetCustomUI");

        /// <summary>The whole ribbon, as the onLoad callback gets it.</summary>
        public static readonly PublishedInterface RibbonUI = new PublishedInterface(
            "000C03A7-0000-0000-C000-000000000046",
            "Invalidate", "InvalidateControl", "InvalidateControlMso", "ActivateTab", "ActivateTabMso", "ActivateTabQ");

        /// <summary>One control, as every other callback gets it.</summary>
        public static readonly PublishedInterface RibbonControl = new PublishedInterface(
            "000C0395-0000-0000-C000-000000000046", "get_Id", "get_Context", "get_Tag");

        /// <summary>An add-in that shows task panes.</summary>
        public static readonly PublishedInterface TaskPaneConsumer = new PublishedInterface(
            "000C033E-0000-0000-C000-000000000046", "CTPFactoryAvailable");

        /// <summary>What makes task panes.</summary>
        public static readonly PublishedInterface TaskPaneFactory = new PublishedInterface(
            "000C033D-0000-0000-C000-000000000046", "CreateCTP");

        /// <summary>One task pane.</summary>
        public static readonly PublishedInterface TaskPane = new PublishedInterface(
            "000C033B-0000-0000-C000-000000000046",
            "get_Title", "get_Application", "get_Window", "get_Visible", "set_Visible", "get_ContentControl",
            "get_Height", "set_Height", "get_Width", "set_Width", "get_DockPosition", "set_DockPosition",
            "get_DockPositionRestrict", "set_DockPositionRestrict", "Delete");

        /// <summary>The add-in's own entry in Outlook's list of add-ins.</summary>
        public static readonly PublishedInterface AddIn = new PublishedInterface(
            "000C033A-0000-0000-C000-000000000046",
            "get_Description", "set_Description", "get_ProgId", "get_Guid", "get_Connect", "set_Connect",
            "get_Object", "set_Object", "get_Application", "get_Creator", "get_Parent");

        private readonly string[] slots;

        private PublishedInterface(string iid, params string[] slots)
        {
            Iid = new Guid(iid);
            this.slots = slots;
        }

        /// <summary>The interface's identity.</summary>
        public Guid Iid { get; }

        /// <summary>Whether a type is a declaration of this interface; one that differs from what is published throws.</summary>
        public bool IsDeclaredBy(Type type)
        {
            if (!type.IsInterface || type.GUID != Iid)
            {
                return false;
            }
            var found = SlotsOf(type).ToArray();
            // A copy may leave out slots at the end, which nobody calls; never one in the middle.
            if (!found.SequenceEqual(slots.Take(found.Length)))
            {
                throw new InvalidCastException(
                    type.FullName + " declares " + string.Join(", ", found) + " where " + Iid + " has " + string.Join(", ", slots));
            }
            RequireDual(type);
            return true;
        }

        private static IEnumerable<string> SlotsOf(Type type)
        {
            return type.GetMethods().OrderBy(method => method.MetadataToken).Select(method => method.Name);
        }

        // All of them are dual in their type libraries; a declaration without the attribute is dual too.
        private static void RequireDual(Type type)
        {
            var kind = type.GetCustomAttribute<InterfaceTypeAttribute>();
            if (kind != null && kind.Value != ComInterfaceType.InterfaceIsDual)
            {
                throw new InvalidCastException(type.FullName + " must be a dual interface");
            }
        }
    }
}
