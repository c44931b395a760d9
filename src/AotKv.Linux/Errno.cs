namespace AotKv.Linux;

/// <summary>Error numbers that are decided on here, as Linux numbers them on x86-64 and arm64. Results are negated.</summary>
public static class Errno
{
    public const int Interrupted = 4;
    public const int TryAgain = 11;
    public const int OutOfMemory = 12;
    public const int NotPermitted = 1;
    public const int Busy = 16;
    public const int Invalid = 22;
    public const int TooManyFilesInSystem = 23;
    public const int TooManyFiles = 24;
    public const int NoSuchCall = 38;
    public const int TimerExpired = 62;
    public const int AddressInUse = 98;
    public const int NoBuffers = 105;
    public const int InProgress = 115;
    public const int Canceled = 125;
}
