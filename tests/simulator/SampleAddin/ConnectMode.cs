namespace SampleAddin
{
    public enum ConnectMode
    {
        AfterStartup,
        Startup,
        External,
        CommandLine,
    }
}
