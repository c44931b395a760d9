using System.Text;
using AotKv.Linux;

namespace AotKv.Bench.Echo;

/// <summary>
/// aotkv-echo --port N --network io_uring|epoll|auto [--value BYTES]: says what it runs on, serves until killed.
/// Answers +PONG, or a value of so many bytes.
/// </summary>
static class Program
{
    static int Main(string[] arguments)
    {
        var port = int.Parse(ValueOf(arguments, "--port", "7000"));
        var wanted = ValueOf(arguments, "--network", "auto") switch
        {
            "io_uring" => NetworkKind.Uring,
            "epoll" => NetworkKind.Epoll,
            _ => NetworkKind.Auto,
        };
        ProcessUsage.RaiseOpenFilesLimit(20_000);
        ProcessSignals.Ignore(ProcessSignal.Pipe);
        var factory = new NetworkFactory(wanted);
        if (factory.UringRefusal.Length > 0) Console.WriteLine($"No io_uring: {factory.UringRefusal}.");
        var listener = Sockets.ListenTcp("127.0.0.1", port, backlog: 511);
        if (listener < 0)
        {
            Console.WriteLine($"Cannot listen on port {port}: error {-listener}.");
            return 1;
        }
        using var network = factory.Create();
        Console.WriteLine($"{network.Name} on port {port}, process {ProcessUsage.Id}.");
        new EchoServer(network, listener, Answer(int.Parse(ValueOf(arguments, "--value", "0")))).Run();
        return 0;
    }

    static byte[] Answer(int valueBytes) =>
        Encoding.ASCII.GetBytes(valueBytes == 0 ? "+PONG\r\n" : $"${valueBytes}\r\n{new string('x', valueBytes)}\r\n");

    static string ValueOf(string[] arguments, string option, string otherwise)
    {
        var at = Array.IndexOf(arguments, option);
        return at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : otherwise;
    }
}
