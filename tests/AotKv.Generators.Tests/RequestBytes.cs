using System.Runtime.InteropServices;
using System.Text;
using AotKv.Memory;

namespace AotKv.Generators.Tests;

/// <summary>A request in native memory, for as long as the test that disposes of it.</summary>
sealed class RequestBytes : IDisposable
{
    readonly nint buffer;
    readonly nint ranges;

    public RequestBytes(params string[] words)
    {
        var bytes = words.SelectMany(Encoding.Latin1.GetBytes).ToArray();
        buffer = Marshal.AllocHGlobal(bytes.Length + 1);
        Marshal.Copy(bytes, 0, buffer, bytes.Length);
        var places = new int[words.Length * 2];
        var start = 0;
        for (var i = 0; i < words.Length; i++)
        {
            places[i * 2] = start;
            places[i * 2 + 1] = words[i].Length;
            start += words[i].Length;
        }
        ranges = Marshal.AllocHGlobal(places.Length * sizeof(int) + 1);
        Marshal.Copy(places, 0, ranges, places.Length);
        Arguments = new(buffer, ranges, words.Length);
    }

    public Arguments Arguments { get; }

    /// <summary>A request of words that have no blanks in them.</summary>
    public static RequestBytes Of(string line) => new(line.Split(' '));

    public void Dispose()
    {
        Marshal.FreeHGlobal(buffer);
        Marshal.FreeHGlobal(ranges);
    }
}
