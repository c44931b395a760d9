namespace AotKv.Bench.Loads;

/// <summary>
/// Finds where replies (RESP2) end in a stream of bytes that may be cut anywhere, and counts those that are errors. One
/// for each connection; keeps no byte.
/// </summary>
struct ReplyCounter
{
    long missingItems;
    long skippedBytes;
    long number;
    byte kind;
    bool isNegative;

    public long Errors { get; private set; }

    /// <summary>The number of replies that end in these bytes.</summary>
    public int Count(ReadOnlySpan<byte> bytes)
    {
        var ended = 0;
        for (var at = 0; at < bytes.Length;)
        {
            if (skippedBytes > 0)
            {
                var skipped = Math.Min(skippedBytes, bytes.Length - at);
                skippedBytes -= skipped;
                at += (int)skipped;
                if (skippedBytes == 0) ended += EndItem();
                continue;
            }
            ended += Take(bytes[at++]);
        }
        return ended;
    }

    int Take(byte next)
    {
        if (kind == 0)
        {
            kind = next;
            number = 0;
            isNegative = false;
            return 0;
        }
        if (next == '\n') return EndLine();
        if (next is >= (byte)'0' and <= (byte)'9') number = number * 10 + (next - '0');
        else if (next == '-') isNegative = true;
        return 0;
    }

    int EndLine()
    {
        switch (kind)
        {
            case (byte)'$' when !isNegative:
                skippedBytes = number + 2;
                return 0;
            case (byte)'*' when !isNegative && number > 0:
                missingItems += missingItems == 0 ? number : number - 1;
                kind = 0;
                return 0;
            case (byte)'-':
                Errors++;
                return EndItem();
            default:
                return EndItem();
        }
    }

    /// <summary>1 where this was the last item of a reply.</summary>
    int EndItem()
    {
        kind = 0;
        if (missingItems > 0) missingItems--;
        return missingItems == 0 ? 1 : 0;
    }
}
