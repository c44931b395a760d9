namespace AotKv.Linux;

/// <summary>Signals, by Linux's numbers on x86-64 and arm64.</summary>
public enum ProcessSignal
{
    HangUp = 1,
    Interrupt = 2,
    Abort = 6,
    User1 = 10,
    User2 = 12,
    Pipe = 13,
    Alarm = 14,
    Terminate = 15,
    Stop = 19,
}
