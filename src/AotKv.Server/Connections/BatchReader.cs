using System.Text;
using AotKv.Engine.Catalog;
using AotKv.Engine.Transactions;
using AotKv.Instance.Sessions;
using AotKv.Memory;
using AotKv.Server.Reactor;
using AotKv.Values;
using AotKv.Wire.Resp;

namespace AotKv.Server.Connections;

/// <summary>
/// Reads the requests of a connection into its batch: parses them, finds their commands, hashes and routes their
/// keys, and has the memory they will need on its way into the cache before the first of them runs.
/// </summary>
readonly ref struct BatchReader(Core core, Session session, Batch batch)
{
    /// <summary>
    /// Reads whole requests, as many as the batch takes; returns the bytes used. What is left of a request that is
    /// not whole stays in <paramref name="progress"/>. <paramref name="refusal"/> is the error where bytes are no
    /// request.
    /// </summary>
    public int Read(NativeBytes unread, ref RequestProgress progress, out byte[]? refusal)
    {
        refusal = null;
        batch.Start(unread, ref progress);
        var settings = core.Server.Configuration.Current.Hot;
        var source = session.IsAuthenticated ? RequestSource.Client : RequestSource.UnauthenticatedClient;
        var limits = new RequestLimits(source, settings.ProtoMaxBulkLen);

        // What follows an AUTH is read under other limits.
        var countMax = session.IsAuthenticated ? Batch.RequestsMax : 1;
        // Lent, its tables are another thread's.
        var shard = core.Port.Shard;
        var store = shard.IsLent ? null : shard.FindDatabase(session.Database);
        var bytes = unread.Span;
        var offset = 0;
        while (batch.Count < countMax && offset < bytes.Length)
        {
            var outcome = RequestReader.TryRead(
                bytes[offset..], limits, ref progress, ref batch.Ranges, out var consumed, out var error);
            if (outcome == ReadOutcome.NeedMore) break;
            if (outcome == ReadOutcome.ProtocolError)
            {
                refusal = TextOf(error);
                break;
            }
            if (outcome == ReadOutcome.Complete)
            {
                ref var request = ref batch.Add(offset, progress.FirstRange);
                request.Length = consumed;
                Resolve(ref request);
            }
            offset += consumed;
            progress = default;
            progress.FirstRange = batch.Ranges.Count;
        }
        if (store is not null) PrefetchBuckets(store);
        return offset;
    }

    /// <summary>
    /// In a loop of its own, where the searches for their pages overlap (RecordPrefetch). What other shards have a part
    /// in is published, and asks for its buckets itself when it is due.
    /// </summary>
    void PrefetchBuckets(KeyStore store)
    {
        var here = core.Port.Core;
        foreach (ref readonly var request in batch.Requests)
        {
            if (request.FirstKey == 0) continue;
            if (request.Shard != here) return;
            store.Prefetch(request.Hash);
        }
    }

    static byte[] TextOf(ProtocolError error)
    {
        Span<byte> message = stackalloc byte[ProtocolError.MessageBytesMax];
        return [.. "ERR "u8, .. message[..error.WriteMessage(message)]];
    }

    void Resolve(ref Request request)
    {
        var commands = core.Commands;
        var arguments = batch.ArgumentsOf(request);
        if (!commands.TryResolve(arguments, out request.Command)) return;
        request.IsResolved = true;
        var command = commands[request.Command];
        if (command.Place == Place.Session) return;
        request.Shard = core.Router.Route(command, arguments);
        var first = command.FirstKey;
        if (first > 0)
        {
            request.FirstKey = (short)first;
            request.Hash = core.Port.Shard.Hasher.Hash(arguments[first]);
        }
        if (request.Shard == Router.Keyless && command.Place == Place.Anywhere) request.Shard = (short)core.Port.Core;
        var needsExclusive = request.Shard == Router.Lent
            || request.Shard == Router.Keyless && !command.EveryShard;
        var mayPark = (command.Flags & CommandFlags.Blocking) != 0;
        request.IsPlain = !needsExclusive && !mayPark && !core.IsWatch(command);
    }
}
