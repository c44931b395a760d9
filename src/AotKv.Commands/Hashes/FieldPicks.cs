using AotKv.Engine;
using AotKv.Memory;
using AotKv.Values.Hashes;
using AotKv.Values.ListPacks;
using AotKv.Values.Members;

namespace AotKv.Commands.Hashes;

/// <summary>Answers HRANDFIELD with several fields of a hash. Expired fields are never among them.</summary>
readonly ref struct FieldPicks(Reply reply, HashValue hash, long now, bool withValues)
{
    readonly Reply reply = reply;
    readonly HashValue hash = hash;
    readonly long now = now;
    readonly bool withValues = withValues;

    /// <summary>
    /// So many picks, which may be of the same field; fewer only where nothing but expired ones is found.
    /// </summary>
    public void Repeated(long count)
    {
        var place = reply.BeginArray();
        var picked = 0L;
        for (; picked < count && !reply.IsCut; picked++)
        {
            if (!hash.TryPickRandom(now, out var field, out var value, out _)) break;
            Answer(field, value);
        }
        reply.EndArray(place, Texts(picked));
    }

    /// <summary>Every field.</summary>
    public void All()
    {
        reply.Array(Texts(hash.CountLive(now)));
        for (var fields = hash.Fields(now); fields.MoveNext();) Answer(fields.Field, fields.Value);
    }

    /// <summary>
    /// So many different fields, each combination as likely: a walk over all that takes a field with the chance of what
    /// is still wanted to what is still to come (Knuth's selection sampling).
    /// </summary>
    public void WalkingOver(long count)
    {
        var left = hash.CountLive(now);
        var wanted = Math.Min(count, left);
        reply.Array(Texts(wanted));
        for (var fields = hash.Fields(now); wanted > 0 && fields.MoveNext(); left--)
        {
            if ((long)((UInt128)hash.NextRandom() * (ulong)left >> 64) >= wanted) continue;
            Answer(fields.Field, fields.Value);
            wanted--;
        }
    }

    /// <summary>So many different fields of a hash with many more.</summary>
    public void Different(int count)
    {
        using var seen = new SeenAddresses(count);
        var place = reply.BeginArray();
        var picked = 0;
        while (picked < count)
        {
            if (!hash.TryPickRandom(now, out var field, out var value, out var identity)) break;
            if (!seen.Add(identity)) continue;
            Answer(field, value);
            picked++;
        }
        reply.EndArray(place, Texts(picked));
    }

    /// <summary>In RESP3 a field and its value are a pair, in RESP2 two texts.</summary>
    long Texts(long fields) => withValues && !reply.IsResp3 ? fields * 2 : fields;

    void Answer(in ListPackItem field, in ListPackItem value)
    {
        if (withValues && reply.IsResp3) reply.Array(2);
        FieldReply.Bulk(reply, field);
        if (withValues) FieldReply.Bulk(reply, value);
    }
}
