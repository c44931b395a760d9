using AotKv.Engine;
using AotKv.Values;
using AotKv.Wire.Text;

namespace AotKv.Commands.Keys;

/// <summary>Answers with the keys that fit a glob, as they are met.</summary>
ref struct KeyMatcher(ReadOnlySpan<byte> pattern, Reply reply) : IKeyVisitor
{
    readonly ReadOnlySpan<byte> pattern = pattern;
    readonly bool matchesAll = pattern.SequenceEqual("*"u8);
    readonly Reply reply = reply;

    /// <summary>The keys that fit.</summary>
    public long Count { get; private set; }

    public void Visit(Record record)
    {
        if (reply.IsCut) return;
        if (!matchesAll && !GlobPattern.Matches(pattern, record.Key)) return;
        reply.Bulk(record.Key);
        Count++;
    }
}
