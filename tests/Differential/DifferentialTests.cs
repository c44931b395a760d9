using System.Text;
using AotKv.Loopback;

namespace AotKv.Differential.Tests;

/// <summary>The same random requests to ours and to Debian's Redis 7.0, compared reply by reply.</summary>
public class DifferentialTests
{
    const int Requests = 20_000;
    const int PipelineMax = 200;

    [Theory]
    [InlineData(1, "epoll", 2)]
    [InlineData(1, "io_uring", 3)]
    [InlineData(4, "epoll", 3)]
    [InlineData(4, "io_uring", 2)]
    public void One_request_at_a_time_gets_the_same_replies(int shards, string backend, int protocol) =>
        Compare(shards, backend, protocol, pipelineMax: 1, Requests / 4);

    [Theory]
    [InlineData(1, "epoll", 3)]
    [InlineData(1, "io_uring", 2)]
    [InlineData(4, "epoll", 2)]
    [InlineData(4, "io_uring", 3)]
    public void Pipelines_get_the_same_replies(int shards, string backend, int protocol) =>
        Compare(shards, backend, protocol, PipelineMax, Requests);

    static void Compare(int shards, string backend, int protocol, int pipelineMax, int count)
    {
        using var ours = ServerProcess.StartOurs(shards, backend);
        using var theirs = ServerProcess.Start(ServerProcess.OracleBinary);
        using var mine = ours.Connect();
        using var other = theirs.Connect();
        mine.Call("HELLO", $"{protocol}");
        other.Call("HELLO", $"{protocol}");
        var seed = Seed.ForThisRun + shards * 7 + protocol + pipelineMax;
        var source = new CommandSource(seed);
        var random = new Random(seed);
        var dialogue = new Dialogue(mine, other);
        for (var sent = 0; sent < count;)
        {
            var batch = new byte[1 + random.Next(pipelineMax)][][];
            for (var i = 0; i < batch.Length; i++) batch[i] = source.Next();
            sent += batch.Length;
            string? difference;
            try
            {
                difference = dialogue.FirstDifference(batch);
            }
            catch (EndOfStreamException)
            {
                difference = $"A server closed the connection. {ours.LastWords()}";
            }
            if (difference is not null)
                Assert.Fail($"AOTKV_SEED={Seed.ForThisRun}, after {sent} requests:\n{difference}");
        }
    }

    sealed class Dialogue(RespConnection mine, RespConnection other)
    {
        /// <summary>What EXEC will answer: the requests queued since MULTI.</summary>
        readonly List<byte[][]> queued = [];

        bool isQueueing;

        /// <summary>Which of the requests of a transaction it was.</summary>
        string inTransaction = "";

        public string? FirstDifference(byte[][][] batch)
        {
            var bytes = batch.SelectMany(RespConnection.Encode).ToArray();
            // Both are read while the other writes: neither may fill its socket and wait.
            mine.SendRaw(bytes);
            other.SendRaw(bytes);
            string? difference = null;
            foreach (var request in batch)
            {
                var ours = mine.Read();
                var theirs = other.Read();
                if (difference is null && !AreEqual(request, ours, theirs))
                    difference = $"> {Show(request)}\nours:\n{ours}\nRedis 7.0:\n{theirs}{inTransaction}";
                Follow(request, theirs);
            }
            return difference;
        }

        bool AreEqual(byte[][] request, RespValue ours, RespValue theirs)
        {
            if (theirs.Kind == RespKind.Array && isQueueing && theirs.Items.Length == queued.Count
                && ours.Items.Length == queued.Count && Is(request, "EXEC"))
            {
                for (var i = 0; i < queued.Count; i++)
                {
                    if (Same(queued[i], ours.Items[i], theirs.Items[i])) continue;
                    inTransaction = $"\nin it: > {Show(queued[i])}\n{ours.Items[i]}\n{theirs.Items[i]}";
                    return false;
                }
                return true;
            }
            return Same(request, ours, theirs);
        }

        static bool Same(byte[][] request, RespValue ours, RespValue theirs) =>
            Comparison.AreEqual(ours, theirs, Comparison.Tolerance(request), Comparison.IsUnordered(request))
            || KnownDifference.Explains(request, ours, theirs);

        void Follow(byte[][] request, RespValue reply)
        {
            if (Is(request, "MULTI") && reply.Text == "OK") isQueueing = true;
            else if (isQueueing && reply.Text == "QUEUED") queued.Add(request);
            else if (Is(request, "EXEC") || Is(request, "DISCARD"))
            {
                if (reply.Kind == RespKind.Error && reply.Text.Contains("wrong number")) return;
                isQueueing = false;
                queued.Clear();
            }
        }

        static bool Is(byte[][] request, string name) =>
            Encoding.Latin1.GetString(request[0]).Equals(name, StringComparison.OrdinalIgnoreCase);

        static string Show(byte[][] request) =>
            string.Join(' ', request.Select(
                argument => RespText.Quote(argument.AsSpan(..Math.Min(80, argument.Length)))));
    }
}
