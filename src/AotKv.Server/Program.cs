namespace AotKv.Server;

/// <summary>The only place where things are wired together.</summary>
static class Program
{
    static int Main(string[] arguments) => 0;
}
