using System.Runtime.InteropServices;

namespace AotKv.Linux;

/// <summary>Error numbers that are decided on here, the same on x86-64 and arm64. Results are negated.</summary>
public static class Errno
{
    /// <summary>Whether the failure is that this machine has no such address or address family.</summary>
    public static bool IsMissingAddress(int error) =>
        error is ProtocolNotSupported or FamilyNotSupported or AddressNotAvailable or DestinationMissing;

    /// <summary>The C library's words for an error.</summary>
    public static string Describe(int error) => Marshal.GetPInvokeErrorMessage(error);

    const int DestinationMissing = 89;
    const int ProtocolNotSupported = 93;
    const int FamilyNotSupported = 97;
    const int AddressNotAvailable = 99;

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
