using System.Text;
using AotKv.Loopback;

namespace AotKv.Bench;

/// <summary>Fills a server with keys through long pipelines.</summary>
static class Filler
{
    const int Batch = 20_000;

    /// <summary>Keys as redis-benchmark names them, 16 bytes: "key:" and twelve digits.</summary>
    public static void Fill(RespConnection client, int count, int valueBytes)
    {
        var value = Encoding.ASCII.GetBytes(new string('x', valueBytes));
        for (var first = 0; first < count; first += Batch)
        {
            var requests = new MemoryStream();
            var last = Math.Min(count, first + Batch);
            for (var i = first; i < last; i++)
            {
                var key = Encoding.ASCII.GetBytes($"key:{i:D12}");
                requests.Write(RespConnection.Encode(["SET"u8.ToArray(), key, value]));
            }
            var writer = new Thread(() => client.SendRaw(requests.GetBuffer().AsSpan(0, (int)requests.Length)));
            writer.Start();
            for (var i = first; i < last; i++)
                if (client.Read().Text != "OK") throw new InvalidOperationException("A SET failed.");
            writer.Join();
        }
    }
}
