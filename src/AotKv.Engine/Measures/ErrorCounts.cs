using System.Text;

namespace AotKv.Engine.Measures;

/// <summary>
/// How often one core has answered with which error, by the error's code. Written by the core; the list is replaced
/// when it grows, so any thread may read it.
/// </summary>
public sealed class ErrorCounts
{
    /// <summary>More codes than this of clients' own making are counted as one.</summary>
    public const int CodesMax = 128;

    public const string Overflow = "ERRORSTATS_OVERFLOW";

    /// <summary>The code is looked for in so many bytes of an error, its minus sign included.</summary>
    const int CodeBytesMax = 32;

    public sealed class Entry(byte[] code)
    {
        public byte[] Code { get; } = code;

        public long Count;
    }

    volatile Entry[] entries = [];

    public IReadOnlyList<Entry> Entries => entries;

    public long Total
    {
        get
        {
            var total = 0L;
            foreach (var entry in entries) total += entry.Count;
            return total;
        }
    }

    /// <summary>Counts an error reply by what it says, without the leading minus.</summary>
    public void Count(ReadOnlySpan<byte> codeAndMessage) => CountCode(CodeOf(codeAndMessage));

    /// <summary>Counts an error whose code a script or a module has made up.</summary>
    public void CountCustom(ReadOnlySpan<byte> codeAndMessage)
    {
        var code = CodeOf(codeAndMessage);
        var isKnown = Find(code) is not null;
        CountCode(isKnown || entries.Length < CodesMax ? code : Encoding.ASCII.GetBytes(Overflow));
    }

    static ReadOnlySpan<byte> CodeOf(ReadOnlySpan<byte> error)
    {
        var space = error[..Math.Min(error.Length, CodeBytesMax - 1)].IndexOf((byte)' ');
        return space < 0 ? "ERR"u8 : error[..space];
    }

    Entry? Find(ReadOnlySpan<byte> code)
    {
        foreach (var entry in entries)
            if (code.SequenceEqual(entry.Code)) return entry;
        return null;
    }

    void CountCode(ReadOnlySpan<byte> code)
    {
        if (Find(code) is not { } entry)
        {
            entry = new Entry(code.ToArray());
            entries = [.. entries, entry];
        }
        entry.Count++;
    }
}
