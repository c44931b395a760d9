using Xunit.Runner.InProc.SystemConsole;

namespace AotKv.Conversations.Tests;

static class Program
{
    static Task<int> Main(string[] arguments) =>
        arguments is ["record", ..] ? Task.FromResult(Recorder.Run(arguments)) : ConsoleRunner.Run(arguments);
}
