namespace Simulator.Host.Model.Objects
{
    /// <summary>
    /// What every object of Outlook's has. The public members of the classes here are Outlook's own,
    /// under its names; only what is awkward about one is told. Each begins with Enter.
    /// </summary>
    public abstract class OutlookObject
    {
        private readonly int kind;
        private readonly object parent;

        internal OutlookObject(Core core, int kind, object parent)
        {
            Core = core;
            this.kind = kind;
            this.parent = parent;
        }

        public Application Application
        {
            get { return Core.Application; }
        }

        public int Class
        {
            get { return kind; }
        }

        public virtual object Parent
        {
            get { return parent; }
        }

        public NameSpace Session
        {
            get { return Core.Session; }
        }

        internal Core Core { get; }

        internal void Enter()
        {
            Core.Enter();
        }
    }
}
