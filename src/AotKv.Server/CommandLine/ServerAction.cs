namespace AotKv.Server.CommandLine;

/// <summary>What the process was started for.</summary>
enum ServerAction
{
    Run,
    ShowVersion,
    ShowHelp,
    CheckSystem,
    TestMemory,

    /// <summary>Say <see cref="ServerArguments.Complaint"/> on standard error and exit with 1.</summary>
    Complain,
}
