using System.Text;
using AotKv.Memory.Heaps;
using AotKv.Values.Collections;
using AotKv.Values.ListPacks;
using AotKv.Values.Lists;
using AotKv.Values.Tables;
using Xunit;

namespace AotKv.Values.Tests.Lists;

public sealed class ListValueTests : IDisposable
{
    readonly ShardHeap heap = new();
    readonly ValueHome home;
    readonly KeyStore store;

    public ListValueTests()
    {
        home = new(heap, new KeyHasher(31, 32), "seed"u8);
        store = new(home);
    }

    public void Dispose()
    {
        while (store.ReclaimStep(1000))
        {
        }
        store.Dispose();
        heap.Verify();
        Assert.Equal(0, heap.BytesUsed);
        heap.Dispose();
    }

    [Theory]
    [InlineData(-2, 0)]
    [InlineData(-1, 1)]
    [InlineData(-5, 2)]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(5, 2)]
    [InlineData(100, 3)]
    [InlineData(0, 1)]
    public void It_agrees_with_an_array_under_every_change(int size, int depth) => RandomSeed.Run(random =>
    {
        home.Limits = new EncodingLimits { ListListPackSize = size, ListCompressDepth = depth };
        var model = new List<byte[]>();
        var list = Make("list");
        for (var step = 0; step < 3_000; step++)
        {
            Change(random, ref list, model, grows: step / 700 % 2 == 0);
            Assert.Equal(model.Count, list.Count);
            if (step % 50 == 0) AssertSame(model, list);
        }
        AssertSame(model, list);
        AssertReads(random, model, list);
        Copy(model, list);
        store.Remove(store.Hash("list"u8), list.Record);
    });

    [Fact]
    public void A_list_is_compact_up_to_its_limit_and_again_below_half_of_it()
    {
        var list = Make("list");
        var text = new byte[100];
        Push(list, Enumerable.Repeat(text, 70));
        Assert.Equal("listpack", Encoding(list));
        Push(list, Enumerable.Repeat(text, 20));
        Assert.Equal("quicklist", Encoding(list));
        list.RemoveRange(50, 40);
        list.Shrink();
        Assert.Equal("quicklist", Encoding(list));
        list.RemoveRange(30, 20);
        list.Shrink();
        Assert.Equal("listpack", Encoding(list));
    }

    [Fact]
    public void What_is_trimmed_from_a_long_list_is_moved_to_another()
    {
        home.Limits = new EncodingLimits { ListListPackSize = 10, ListCompressDepth = 1 };
        var list = Make("list");
        var model = Enumerable.Range(0, 100_000).Select(i => Ascii($"element {i}")).ToList();
        Push(list, model);
        foreach (var (index, count) in new[] { (70_001, 29_999), (0, 30_000), (5_003, 25_000) })
        {
            Assert.True(list.IsMuch(count));
            var removed = store.MakeLoose<ListValue>();
            list.MoveRange(index, count, removed);
            Assert.True(removed.Count > count / 2);
            store.Discard(removed.Record);
            model.RemoveRange(index, count);
            AssertSame(model, list);
        }
        store.Remove(store.Hash("list"u8), list.Record);
    }

    [Fact]
    public void A_long_list_is_freed_in_slices()
    {
        var list = Make("list");
        Push(list, Enumerable.Range(0, 200_000).Select(i => Ascii($"element number {i}")));
        var before = heap.BytesUsed;
        store.Remove(store.Hash("list"u8), list.Record);
        Assert.True(heap.BytesUsed > before / 2);
        var steps = 0;
        while (store.ReclaimStep(64)) steps++;
        Assert.True(steps > 4);
    }

    [Fact]
    public void Elements_in_the_middle_of_a_million_are_found_and_inserted_at_once()
    {
        var list = Make("list");
        Push(list, Enumerable.Range(0, 1_000_000).Select(i => Ascii(i.ToString())));
        foreach (var index in new[] { 0, 1, 499_999, 500_000, 500_001, 750_000, 999_999 })
            Assert.Equal(index.ToString(), Text(list, index));
        list.Replace(500_000, "here"u8);
        Assert.Equal("here", Text(list, 500_000));
        Assert.True(list.TryInsert("here"u8, "before"u8, ListSide.Before));
        Assert.Equal("before", Text(list, 500_000));
        Assert.Equal(1_000_001, list.Count);
        store.Remove(store.Hash("list"u8), list.Record);
    }

    static byte[] Ascii(string text) => System.Text.Encoding.ASCII.GetBytes(text);

    ListValue Make(string key)
    {
        var bytes = Ascii(key);
        return store.Make<ListValue>(store.Hash(bytes), bytes);
    }

    static string Encoding(in ListValue list) =>
        System.Text.Encoding.ASCII.GetString(KeyStore.EncodingName(list.Record));

    static void Push(in ListValue list, IEnumerable<byte[]> texts)
    {
        foreach (var text in texts)
        {
            list.PrepareToGrow(text.Length, 1);
            list.Push(ListEnd.Tail, text);
        }
    }

    static string Text(in ListValue list, long index)
    {
        using var cursor = list.Read(index, ListDirection.Forward);
        Assert.True(cursor.MoveNext());
        return System.Text.Encoding.ASCII.GetString(BytesOf(cursor.Current));
    }

    static byte[] BytesOf(in ListPackItem item)
    {
        Span<byte> scratch = stackalloc byte[ListPackItem.ScratchBytes];
        return item.AsSpan(scratch).ToArray();
    }

    static byte[] RandomText(Random random) => random.Next(30) switch
    {
        < 12 => Ascii(random.Next(-20, 20).ToString()),
        < 24 => Ascii("text " + random.Next(20)),
        < 27 => Enumerable.Repeat((byte)random.Next(256), random.Next(300)).ToArray(),
        27 => Enumerable.Range(0, random.Next(5_000)).Select(_ => (byte)random.Next(256)).ToArray(),
        28 => Enumerable.Repeat((byte)'x', 9_000 + random.Next(60_000)).ToArray(),
        _ => [],
    };

    static void Change(Random random, ref ListValue list, List<byte[]> model, bool grows)
    {
        var kind = random.Next(20);
        if (grows && kind < 14 || model.Count == 0) Grow(random, list, model);
        else if (kind < 4) Grow(random, list, model);
        else if (kind < 12) RemoveRange(random, list, model);
        else if (kind < 14) RemoveEqual(random, list, model);
        else Replace(random, list, model);
        if (list.Count > 0) list.Shrink();
    }

    static void Grow(Random random, in ListValue list, List<byte[]> model)
    {
        var text = RandomText(random);
        list.PrepareToGrow(text.Length, 1);
        if (random.Next(3) == 0 && model.Count > 0)
        {
            var pivot = model[random.Next(model.Count)];
            var side = random.Next(2) == 0 ? ListSide.Before : ListSide.After;
            var at = model.FindIndex(element => element.AsSpan().SequenceEqual(pivot));
            Assert.True(list.TryInsert(pivot, text, side));
            model.Insert(side == ListSide.Before ? at : at + 1, text);
            return;
        }
        var end = random.Next(2) == 0 ? ListEnd.Head : ListEnd.Tail;
        list.Push(end, text);
        model.Insert(end == ListEnd.Head ? 0 : model.Count, text);
        Assert.Equal(text, BytesOf(list.Peek(end)));
    }

    static void RemoveRange(Random random, in ListValue list, List<byte[]> model)
    {
        var count = random.Next(8) == 0 ? random.Next(model.Count + 1) / 4 + 1 : 1;
        count = Math.Min(count, model.Count);
        var index = random.Next(3) switch
        {
            0 => 0,
            1 => model.Count - count,
            _ => random.Next(model.Count - count + 1),
        };
        list.RemoveRange(index, count);
        model.RemoveRange(index, count);
    }

    static void RemoveEqual(Random random, in ListValue list, List<byte[]> model)
    {
        var text = random.Next(4) == 0 ? "none"u8.ToArray() : model[random.Next(model.Count)];
        var max = random.Next(4);
        var direction = random.Next(2) == 0 ? ListDirection.Forward : ListDirection.Backward;
        var found = new List<int>();
        for (var i = 0; i < model.Count; i++)
            if (model[i].AsSpan().SequenceEqual(text)) found.Add(i);
        if (direction == ListDirection.Backward) found.Reverse();
        var gone = found.Take(max == 0 ? int.MaxValue : max).OrderDescending().ToList();
        Assert.Equal(gone.Count, list.RemoveEqual(text, max == 0 ? long.MaxValue : max, direction));
        foreach (var index in gone) model.RemoveAt(index);
    }

    static void Replace(Random random, in ListValue list, List<byte[]> model)
    {
        var text = RandomText(random);
        var index = random.Next(model.Count);
        list.PrepareToGrow(text.Length, 1);
        list.Replace(index, text);
        model[index] = text;
    }

    static void AssertSame(List<byte[]> model, in ListValue list)
    {
        Assert.Equal(model.Count, list.Count);
        if (model.Count == 0) return;
        var index = 0;
        using var forward = list.Read(0, ListDirection.Forward);
        while (forward.MoveNext()) Assert.Equal(model[index++], BytesOf(forward.Current));
        Assert.Equal(model.Count, index);
        using var backward = list.Read(model.Count - 1, ListDirection.Backward);
        while (backward.MoveNext()) Assert.Equal(model[--index], BytesOf(backward.Current));
        Assert.Equal(0, index);
    }

    static void AssertReads(Random random, List<byte[]> model, in ListValue list)
    {
        for (var i = 0; i < 200 && model.Count > 0; i++)
        {
            var index = random.Next(model.Count);
            using var cursor = list.Read(index, ListDirection.Forward);
            Assert.True(cursor.MoveNext());
            Assert.Equal(model[index], BytesOf(cursor.Current));
        }
    }

    void Copy(List<byte[]> model, in ListValue list)
    {
        if (model.Count == 0) return;
        var copy = store.CopyLoose(list.Record);
        AssertSame(model, ListValue.Open(home, copy));
        Assert.True(store.MemoryUsage(copy) > 0);
        store.Discard(copy);
    }
}
