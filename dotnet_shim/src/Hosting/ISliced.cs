namespace OutlookCrm.Hosting
{
    /// <summary>Work for Outlook's thread that can pause between two steps.</summary>
    /// <typeparam name="TResult">What it has found when it is done.</typeparam>
    public interface ISliced<TResult>
    {
        /// <summary>What was found; asked for once, after the last step.</summary>
        TResult Result { get; }

        /// <summary>Does one small piece, an item say; true when that was the last.</summary>
        bool Step();
    }
}
