using System.Net;
using System.Net.Sockets;
using AotKv.Machine;

namespace AotKv.Linux.Tests;

/// <summary>The request path allocates nothing on the managed heap.</summary>
public sealed class AllocationTests
{
    [Theory, MemberData(nameof(NetworkTests.Kinds), MemberType = typeof(NetworkTests))]
    public void Ten_thousand_round_trips_allocate_nothing(NetworkKind kind)
    {
        const long connectionToken = 1;
        var factory = new NetworkFactory(kind);
        Assert.SkipWhen(factory.UringRefusal.Length > 0, factory.UringRefusal);
        using var network = factory.Create(64);
        using var pong = new NativeBlock("+PONG\r\n"u8);
        var listener = Sockets.ListenTcp("127.0.0.1", 0, backlog: 16);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        client.Connect(IPAddress.Loopback, Sockets.LocalPort(listener));
        var socket = network.TryAccept(listener);
        network.Open(socket, connectionToken);

        var completions = new Completion[16];
        var buffer = new byte[16];
        RoundTrips(1000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrips(10_000);

        // The runtime itself may allocate a few bytes while it recompiles a hot method.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000);
        Sockets.Close(listener);

        void RoundTrips(int count)
        {
            for (var i = 0; i < count; i++)
            {
                client.Send("PING\r\n"u8);
                for (var sent = 0; sent == 0;)
                {
                    var found = network.SubmitAndReap(completions, timeoutNanoseconds: 1_000_000_000);
                    for (var c = 0; c < found; c++)
                    {
                        if (completions[c].Kind == CompletionKind.Received)
                        {
                            network.ReturnBuffer(completions[c].BufferId);
                            network.Send(socket, connectionToken, [pong.View]);
                        }
                        else if (completions[c].Kind == CompletionKind.Sent)
                        {
                            sent = completions[c].Result;
                        }
                    }
                }
                Assert.True(client.Receive(buffer) == 7);
            }
        }
    }
}
