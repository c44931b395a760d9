using System.Globalization;
using System.Text;
using AotKv.Loopback;

namespace AotKv.Torture.Tests;

/// <summary>
/// Serving requests allocates nothing on the managed heap: the collector does not run, and what is allocated while a
/// million commands run is what INFO and the accepting of connections cost.
/// </summary>
public class AllocationTests
{
    const int CommandsPerRound = 1_000;
    const int Rounds = 1_000;
    const long BytesMax = 512 * 1024;

    public static TheoryData<int, string> Cells() => new() { { 1, "epoll" }, { 4, "io_uring" } };

    [Theory, MemberData(nameof(Cells))]
    public void A_million_mixed_commands_run_without_a_collection(int shards, string backend)
    {
        using var server = ServerProcess.StartOurs(shards, backend);
        using var client = server.Connect();
        var requests = MixedRequests();
        for (var round = 0; round < Rounds / 10; round++) Exchange(client, requests);
        var before = Managed(client);
        for (var round = 0; round < Rounds; round++) Exchange(client, requests);
        var after = Managed(client);
        Assert.Equal(before.Collections, after.Collections);
        Assert.InRange(after.Allocated - before.Allocated, 0, BytesMax);
    }

    static void Exchange(RespConnection client, byte[] requests)
    {
        client.SendRaw(requests);
        for (var i = 0; i < CommandsPerRound; i++) client.Read();
    }

    static byte[] MixedRequests()
    {
        var requests = new MemoryStream();
        for (var i = 0; i < CommandsPerRound; i++)
        {
            var key = $"key:{i % 97}";
            string[] request = (i % 10) switch
            {
                0 or 1 => ["SET", key, "some value of a few bytes"],
                2 or 3 => ["GET", key],
                4 => ["INCR", "number:" + i % 7],
                5 => ["EXPIRE", key, "100"],
                6 => ["MGET", key, "key:1", "key:2"],
                7 => ["MSET", "a", "1", "b", "2"],
                8 => ["EXISTS", key, "nothing"],
                _ => ["DEL", key],
            };
            requests.Write(RespConnection.Encode(request));
        }
        return requests.ToArray();
    }

    static (long Collections, long Allocated) Managed(RespConnection client)
    {
        var info = client.Call("INFO", "memory").ToString();
        return (Field(info, "aotkv_managed_collections:"), Field(info, "aotkv_managed_allocated_bytes:"));
    }

    static long Field(string info, string name)
    {
        var start = info.IndexOf(name, StringComparison.Ordinal) + name.Length;
        var digits = new StringBuilder();
        for (var i = start; char.IsAsciiDigit(info[i]); i++) digits.Append(info[i]);
        return long.Parse(digits.ToString(), CultureInfo.InvariantCulture);
    }
}
