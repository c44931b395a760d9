using AotKv.Values.Streams;

namespace AotKv.Commands.Streams;

/// <summary>The id that XADD asks for: a given one, one whose second part is open, or any.</summary>
readonly struct WantedId
{
    readonly StreamId id;
    readonly bool isAny;
    readonly bool isOpen;

    WantedId(StreamId id, bool isAny, bool isOpen)
    {
        this.id = id;
        this.isAny = isAny;
        this.isOpen = isOpen;
    }

    /// <summary>0-0 is asked for, which no entry may have.</summary>
    public bool IsZero => !isAny && !isOpen && id.IsZero;

    /// <summary>Reads an argument that was found to be sound.</summary>
    public static WantedId Read(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'*']) return new(default, isAny: true, isOpen: false);
        StreamIdText.TryParse(text, missingSequence: 0, out var id, out var isOpen);
        return new(id, isAny: false, isOpen);
    }

    /// <summary>The id that the entry gets; false where it would not come after the last one.</summary>
    public bool TryResolve(StreamId last, long now, out StreamId resolved)
    {
        if (isAny)
        {
            resolved = (ulong)now > last.Milliseconds ? new((ulong)now, 0) : last.Next;
            return true;
        }
        resolved = id;
        if (isOpen && id.Milliseconds == last.Milliseconds)
        {
            if (last.Sequence == ulong.MaxValue) return false;
            resolved = last.Next;
        }
        return resolved > last;
    }
}
