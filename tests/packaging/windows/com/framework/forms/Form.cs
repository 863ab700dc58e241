namespace System.Windows.Forms
{
    /// <summary>A name alone: the shim's windows stand on it, and none is opened here.</summary>
    public class Form : Control
    {
    }
}
