using System.Text;
using AotKv.Memory;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Streams;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Streams;

public sealed class StreamValueTests : IDisposable
{
    static readonly byte[] Key = "stream"u8.ToArray();

    readonly ShardHeap heap = new();
    readonly ValueHome home;
    readonly KeyStore store;
    readonly StreamValue stream;

    public StreamValueTests()
    {
        home = new(heap, new KeyHasher(1, 2), randomSeed: default)
        {
            Limits = new() { StreamNodeBytes = 400, StreamNodeEntries = 10 },
        };
        store = new(home);
        stream = store.Make<StreamValue>(store.Hash(Key), Key);
    }

    public void Dispose()
    {
        var hash = store.Hash(Key);
        store.Remove(hash, store.Find(hash, Key));
        while (store.ReclaimStep(recordsMax: 3)) { }
        store.Dispose();
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Fact]
    public void Random_changes_leave_what_a_sorted_list_would_have() => RandomSeed.Run(random =>
    {
        var model = new SortedDictionary<StreamId, string[]>();
        for (var step = 0; step < 4000; step++)
        {
            if (random.Next(10) < 7) Append(random, model);
            else if (random.Next(20) > 0) Delete(random, model);
            else Trim(random, model);
            if (step % 50 == 0) AssertSame(model, random);
        }
        AssertSame(model, random);
    });

    [Fact]
    public void Groups_know_who_has_what_and_a_copy_knows_it_too() => RandomSeed.Run(random =>
    {
        var group = stream.AddGroup("g"u8, StreamId.Min, entriesRead: 0);
        var model = new SortedDictionary<StreamId, string>();
        for (var step = 0; step < 3000; step++)
        {
            var id = new StreamId(1, (ulong)random.Next(500));
            var name = $"c{random.Next(5)}";
            if (random.Next(3) == 0) Assert.Equal(model.Remove(id), group.RemovePending(id));
            else if (random.Next(200) == 0) RemoveConsumer(group, name, model);
            else
            {
                var bytes = Encoding.ASCII.GetBytes(name);
                if (!group.TryFindConsumer(bytes, out var consumer)) consumer = group.AddConsumer(bytes, now: 1);
                group.SetPending(id, consumer, deliveredAt: step, deliveries: 1);
                model[id] = name;
            }
        }
        AssertPending(group, model);

        var hash = store.Hash("copy"u8);
        var copied = store.CopyLoose(stream.Record);
        var copy = store.Adopt(hash, Record.None, "copy"u8, copied, KeyStore.NoExpiry);
        Assert.True(store.Open<StreamValue>(copy).TryFindGroup("g"u8, out var group2));
        AssertPending(group2, model);
        store.Remove(hash, copy);
    });

    static void RemoveConsumer(StreamGroup group, string name, SortedDictionary<StreamId, string> model)
    {
        if (!group.TryFindConsumer(Encoding.ASCII.GetBytes(name), out var consumer)) return;
        group.RemoveConsumer(consumer);
        foreach (var id in model.Where(pair => pair.Value == name).Select(pair => pair.Key).ToArray())
            model.Remove(id);
    }

    static void AssertPending(StreamGroup group, SortedDictionary<StreamId, string> model)
    {
        Assert.Equal(model.Count, group.PendingCount);
        var from = StreamId.Min;
        foreach (var (id, name) in model)
        {
            Assert.True(group.TryNextPending(from, out var pending));
            Assert.Equal(id, pending.Id);
            Assert.Equal(name, Encoding.ASCII.GetString(group.ConsumerOf(pending).Name));
            from = id.Next;
        }
        for (var i = 0; i < group.ConsumerCount; i++)
        {
            var consumer = group.ConsumerAt(i);
            var name = Encoding.ASCII.GetString(consumer.Name);
            Assert.Equal(model.Count(pair => pair.Value == name), consumer.PendingCount);
        }
    }

    void Append(Random random, SortedDictionary<StreamId, string[]> model)
    {
        var last = stream.LastId;
        var id = random.Next(3) == 0
            ? new StreamId(last.Milliseconds + (ulong)random.NextInt64(1, 1L << random.Next(1, 40)), 7)
            : last.Next;
        var fields = random.Next(1, 4);
        var arguments = new List<string>();
        for (var i = 0; i < fields; i++)
        {
            arguments.Add(random.Next(4) == 0 ? $"odd{random.Next(5)}" : $"field{i}");
            arguments.Add(random.Next(2) == 0 ? random.Next().ToString() : new string('v', random.Next(60)));
        }
        model[id] = [.. arguments];
        WithArguments(arguments, list => stream.Append(id, list));
    }

    internal static unsafe void WithArguments(List<string> texts, Action<Arguments> action)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(texts));
        var ranges = new ArgumentRange[texts.Count];
        var start = 0;
        for (var i = 0; i < texts.Count; start += texts[i++].Length) ranges[i] = new(start, texts[i].Length);
        fixed (byte* buffer = bytes)
        fixed (ArgumentRange* first = ranges)
            action(new Arguments((nint)buffer, (nint)first, texts.Count));
    }

    void Delete(Random random, SortedDictionary<StreamId, string[]> model)
    {
        var id = model.Count > 0 && random.Next(4) > 0
            ? model.Keys.ElementAt(random.Next(model.Count))
            : new StreamId(stream.LastId.Milliseconds, (ulong)random.Next(20));
        Assert.Equal(model.Remove(id), stream.Delete(id));
    }

    void Trim(Random random, SortedDictionary<StreamId, string[]> model)
    {
        var kept = random.Next(model.Count + 1);
        var idMin = model.Count > kept ? model.Keys.ElementAt(kept) : StreamId.Max;
        var byLength = random.Next(2) == 0;
        var removed = stream.Trim(new() { ByLength = byLength, LengthMax = kept, IdMin = idMin });
        var expected = byLength ? model.Count - kept : model.Keys.Count(id => id < idMin);
        Assert.Equal(expected, removed);
        foreach (var id in model.Keys.Take(expected).ToArray()) model.Remove(id);
    }

    void AssertSame(SortedDictionary<StreamId, string[]> model, Random random)
    {
        Assert.Equal(model.Count, stream.Length);
        Assert.Equal(model.Count > 0 ? model.Keys.First() : StreamId.Min, stream.FirstId);
        AssertSame(model, stream.Range(StreamId.Min, StreamId.Max));
        AssertSame(model.Reverse(), stream.Range(StreamId.Min, StreamId.Max, isReverse: true));
        if (model.Count < 2) return;
        var first = model.Keys.ElementAt(random.Next(model.Count));
        var last = model.Keys.ElementAt(random.Next(model.Count));
        var between = model.Where(pair => pair.Key >= first && pair.Key <= last);
        AssertSame(between, stream.Range(first, last));
        AssertSame(between.Reverse(), stream.Range(first, last, isReverse: true));
    }

    static void AssertSame(IEnumerable<KeyValuePair<StreamId, string[]>> model, StreamCursor cursor)
    {
        var scratch = new byte[ListPackItem.ScratchBytes];
        foreach (var (id, texts) in model)
        {
            Assert.True(cursor.TryRead(out var entry));
            Assert.Equal(id, entry.Id);
            var found = new List<string>();
            for (var i = 0; i < entry.FieldCount; i++)
            {
                entry.ReadField(out var field, out var value);
                found.Add(Encoding.ASCII.GetString(field.AsSpan(scratch)));
                found.Add(Encoding.ASCII.GetString(value.AsSpan(scratch)));
            }
            Assert.Equal(texts, found);
        }
        Assert.False(cursor.TryRead(out _));
    }
}
